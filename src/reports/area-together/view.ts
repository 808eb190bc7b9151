import { findCode, meaningOn } from '../../domain/codes/codes.ts';
import { addCounts, type Counts, possible } from '../../domain/measures/counts.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import { NO_FIGURES, type SchoolFigures } from '../area/figures.ts';
import { addWeeks, mondayOfNumber, numberOfDay } from '../area/full-weeks.ts';
import type { AreaSchool } from '../area/query.ts';
import { namesOf } from '../area/view-area.ts';
import type { AreaFacts } from '../area-report.ts';
import { countText } from '../figures.ts';
import { attendanceOf } from '../measure-columns.ts';
import {
  countCell,
  type DataTable,
  type Fraction,
  gapCell,
  numberColumn,
  type ReportBody,
  rateCell,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';
import { sameSelectionAt } from '../selection/selection.ts';
import type { AreaTogetherFacts } from './report.ts';
import { type CodeAtSchool, FEWEST_SCHOOLS, findSurges, isLow, postcodeArea } from './rules.ts';

/** The page of what hit several schools at the same time. */
export function viewAreaTogether(facts: AreaFacts, more: AreaTogetherFacts): ReportBody {
  const { week } = more;
  const weeks = weeksTable(facts, more);
  if (week === null)
    return {
      message: 'No school has had a full week in this period yet.',
      sections: [],
      workedOut: WORKED_OUT,
      empty: null,
    };
  const surges = surgesOf(more);
  const low = lowSchools(facts, more, week);
  const places = placesTable(facts, more, low);
  return {
    message: messageOf(week, surges, low.length, more.urns.length),
    sections: [
      {
        id: 'by-code',
        heading: `Codes in the week of ${inShort(week)}`,
        text: [
          surges.size === 0
            ? `No code rose at ${FEWEST_SCHOOLS} or more schools.`
            : `Codes whose share of possible sessions was at least twice the school’s own share before, and at least one percentage point more, at ${FEWEST_SCHOOLS} or more schools.`,
        ],
        tables: surges.size === 0 ? [] : [codesTable(facts, surges, week), codeSchoolsTable(facts, surges, week)],
      },
      {
        id: 'by-place',
        heading: `Low attendance in the week of ${inShort(week)}`,
        text: [
          low.length === 0
            ? 'No school was two percentage points or more under its own year to date.'
            : `Attendance was at least two percentage points under the school’s own year to date at ${countText(low.length, 'school')} of ${more.urns.length}.`,
          ...(low.length > 0 && places.rows.length === 0
            ? [`No place, phase or authority has ${FEWEST_SCHOOLS} or more of them.`]
            : []),
        ],
        tables: [
          ...(places.rows.length === 0 ? [] : [places]),
          ...(low.length === 0 ? [] : [lowTable(facts, low, week)]),
        ],
      },
      {
        id: 'by-week',
        heading: 'Other weeks',
        text: [
          weeks.rows.length === 0
            ? `No week of the academic year has ${FEWEST_SCHOOLS} or more schools at least two percentage points under their own year to date.`
            : `Weeks of the academic year with ${FEWEST_SCHOOLS} or more schools at least two percentage points under their own year to date.`,
        ],
        tables: weeks.rows.length === 0 ? [] : [weeks],
      },
    ],
    workedOut: WORKED_OUT,
    empty: null,
  };
}

const WORKED_OUT = [
  'The week is the latest of the period that one of the schools has had in full: its Friday afternoon had been held at the school’s last collection. Schools that have not had it in full are left out. Choose another week with the period.',
  `A code is listed when at ${FEWEST_SCHOOLS} or more schools its share of possible sessions in the week is at least twice, and at least one percentage point more than, its share in the weeks of the academic year before. Codes of sessions that are not possible, and the two marks of ordinary presence, are left out.`,
  `A place is listed when at ${FEWEST_SCHOOLS} or more of its schools attendance in the week is at least two percentage points under the school’s own rate of the year to date. Places are towns, postcode areas (the letters with which a postcode begins), local authorities and phases.`,
  'These rules find what happened together. They do not say why: look at the reasons and the days of each school.',
];

function messageOf(week: string, surges: ReadonlyMap<string, unknown>, low: number, schools: number): string {
  const codes = [...surges.keys()];
  const rose =
    codes.length === 0 ? '' : ` ${codes.length === 1 ? 'Code' : 'Codes'} ${codes.join(', ')} rose at several schools.`;
  return `In the week of ${inShort(week)} attendance was unusually low at ${low} of ${countText(schools, 'school')}.${rose}`;
}

/** By code, those that surged at enough schools, the most schools first. */
function surgesOf({ codes }: AreaTogetherFacts): Map<string, CodeAtSchool[]> {
  const found = codes.flatMap(({ urn, week, before }) => (week && before ? findSurges(urn, week, before) : []));
  return new Map(
    [...Map.groupBy(found, ({ code }) => code)]
      .filter(([, own]) => own.length >= FEWEST_SCHOOLS)
      .sort(([a, own], [b, others]) => others.length - own.length || (a < b ? -1 : 1)),
  );
}

const pool = (parts: readonly Fraction[]): Fraction => ({
  numerator: parts.reduce((sum, { numerator }) => sum + numerator, 0),
  denominator: parts.reduce((sum, { denominator }) => sum + denominator, 0),
});

const nameOf = ({ schools }: AreaFacts, urn: number): string => schools.find((each) => each.urn === urn)!.name;

function codesTable(facts: AreaFacts, surges: ReadonlyMap<string, CodeAtSchool[]>, week: string): DataTable {
  return {
    id: 'codes',
    caption: `Codes that rose at several schools in the week of ${inShort(week)}`,
    head: 'Code',
    columns: [
      wordsColumn('meaning', 'Meaning'),
      numberColumn('schools', 'Schools'),
      numberColumn('share', 'Share of possible sessions there'),
      numberColumn('before', 'Share before'),
      wordsColumn('names', 'Which schools'),
    ],
    rows: [...surges].map(([code, own]) => {
      const [share, before] = [pool(own.map((each) => each.share)), pool(own.map((each) => each.before))];
      return {
        key: code,
        head: code,
        cells: [
          wordsCell(meaningOn(findCode(code)!, week)),
          countCell(own.length),
          rateCell(share.numerator, share.denominator),
          rateCell(before.numerator, before.denominator),
          wordsCell(namesOf(own.map(({ urn }) => ({ name: nameOf(facts, urn) })))),
        ],
      };
    }),
  };
}

function codeSchoolsTable(facts: AreaFacts, surges: ReadonlyMap<string, CodeAtSchool[]>, week: string): DataTable {
  const rows = [...surges.values()].flatMap((own) =>
    own.map(({ code, urn, share, before }) => ({
      key: `${code}:${urn}`,
      head: nameOf(facts, urn),
      href: weekAt(facts, `/schools/${urn}/reasons`, week),
      cells: [
        wordsCell(code),
        rateCell(share.numerator, share.denominator),
        rateCell(before.numerator, before.denominator),
        gapCell(share, before),
      ],
    })),
  );
  return {
    id: 'code-schools',
    caption: 'Schools at which these codes rose',
    head: 'School, and its reasons',
    columns: [
      wordsColumn('code', 'Code'),
      numberColumn('share', 'Share of possible sessions'),
      numberColumn('before', 'Share before'),
      numberColumn('gap', 'Difference'),
    ],
    rows,
  };
}

const weekAt = ({ selection }: AreaFacts, path: string, week: string): string =>
  sameSelectionAt(path, selection, { period: 'week', on: week, from: null, to: null });

interface LowSchool {
  readonly school: AreaSchool;
  readonly week: Counts;
  readonly toDate: SchoolFigures;
}

function lowSchools({ schools, year }: AreaFacts, { figures, urns }: AreaTogetherFacts, week: string): LowSchool[] {
  const number = numberOfDay(year, week);
  const wanted = new Set(urns);
  return schools.flatMap((school) => {
    const toDate = figures.get(school.urn) ?? NO_FIGURES;
    const own = addWeeks(toDate.weeks, [number]);
    return wanted.has(school.urn) && isLow(own, toDate) ? [{ school, week: own, toDate }] : [];
  });
}

function lowTable(facts: AreaFacts, low: readonly LowSchool[], week: string): DataTable {
  return {
    id: 'low-schools',
    caption: `Schools with low attendance in the week of ${inShort(week)}`,
    head: 'School, and when it was low',
    columns: [
      numberColumn('attendance', 'Attendance in the week'),
      numberColumn('to_date', 'Year to date'),
      numberColumn('gap', 'Difference'),
      wordsColumn('town', 'Town'),
      wordsColumn('authority', 'Local authority'),
    ],
    rows: low.map(({ school, week: own, toDate }) => ({
      key: String(school.urn),
      head: school.name,
      href: weekAt(facts, `/schools/${school.urn}/when`, week),
      cells: [
        rateCell(own.attended, possible(own)),
        rateCell(toDate.attended, possible(toDate)),
        gapCell(attendanceOf(own), attendanceOf(toDate)),
        wordsCell(school.town ?? ''),
        wordsCell(school.authority ?? ''),
      ],
    })),
  };
}

/** What schools may have in common. */
const KINDS: readonly { readonly key: string; readonly name: string; of(school: AreaSchool): string | null }[] = [
  { key: 'town', name: 'Town', of: ({ town }) => town },
  { key: 'postcode', name: 'Postcode area', of: ({ postcode }) => postcodeArea(postcode) },
  { key: 'authority', name: 'Local authority', of: ({ authority }) => authority },
  { key: 'phase', name: 'Phase', of: ({ phase }) => phase },
];

function placesTable({ schools }: AreaFacts, { urns }: AreaTogetherFacts, low: readonly LowSchool[]): DataTable {
  const wanted = new Set(urns);
  const rows = KINDS.flatMap(({ key, name, of }) =>
    [...Map.groupBy(low, ({ school }) => of(school))].flatMap(([place, own]) => {
      if (place === null || own.length < FEWEST_SCHOOLS) return [];
      const [week, toDate] = [addCounts(...own.map((each) => each.week)), addCounts(...own.map((each) => each.toDate))];
      return [
        {
          key: `${key}=${place}`,
          head: place,
          cells: [
            wordsCell(name),
            countCell(own.length),
            countCell(schools.filter((school) => wanted.has(school.urn) && of(school) === place).length),
            rateCell(week.attended, possible(week)),
            rateCell(toDate.attended, possible(toDate)),
            wordsCell(namesOf(own.map(({ school }) => school))),
          ],
        },
      ];
    }),
  );
  return {
    id: 'places',
    caption: 'What the schools with low attendance have in common',
    head: 'Place',
    columns: [
      wordsColumn('kind', 'Kind'),
      numberColumn('schools', 'Schools with low attendance'),
      numberColumn('of', 'Schools there'),
      numberColumn('attendance', 'Their attendance in the week'),
      numberColumn('to_date', 'Their year to date'),
      wordsColumn('names', 'Which schools'),
    ],
    rows,
  };
}

function weeksTable(facts: AreaFacts, { figures }: AreaTogetherFacts): DataTable {
  const { year, schools } = facts;
  const own = schools.flatMap(({ urn }) => figures.get(urn) ?? []);
  const numbers = [...new Set(own.flatMap(({ weeks }) => [...weeks.keys()]))].sort((a, b) => b - a);
  const rows = numbers.flatMap((number) => {
    const open = own.flatMap((school) => {
      const week = school.weeks.get(number);
      return week && possible(week) > 0 ? [{ week, school }] : [];
    });
    const low = open.filter(({ week, school }) => isLow(week, school));
    if (low.length < FEWEST_SCHOOLS) return [];
    const monday = mondayOfNumber(year, number);
    const pooled = addCounts(...low.map(({ week }) => week));
    return [
      {
        key: monday,
        head: inShort(monday),
        href: weekAt(facts, '/area/together', monday),
        cells: [countCell(low.length), countCell(open.length), rateCell(pooled.attended, possible(pooled))],
      },
    ];
  });
  return {
    id: 'weeks',
    caption: 'Weeks with low attendance at several schools',
    head: 'Week of',
    columns: [
      numberColumn('schools', 'Schools with low attendance'),
      numberColumn('of', 'Schools open'),
      numberColumn('attendance', 'Their attendance in the week'),
    ],
    rows,
  };
}
