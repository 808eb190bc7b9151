import { possible } from '../../domain/measures/counts.ts';
import { NO_FIGURES, type SchoolFigures } from '../area/figures.ts';
import { addWeeks, fullWeeks } from '../area/full-weeks.ts';
import { MEASURE_COLUMNS, measureCells } from '../area/measures.ts';
import { poolFigures } from '../area/pool.ts';
import type { AreaSchool } from '../area/query.ts';
import { lateSchools, namesOf } from '../area/view-area.ts';
import type { AreaFacts } from '../area-report.ts';
import { countText, percentText } from '../figures.ts';
import { attendanceOf } from '../measure-columns.ts';
import {
  type Cell,
  type DataRow,
  type DataTable,
  gapCell,
  noneCell,
  numberColumn,
  type ReportBody,
  rateCell,
  wordsCell,
  wordsColumn,
} from '../report-view.ts';
import { sameSelectionAt } from '../selection/selection.ts';
import { sinceText } from '../times.ts';
import type { AreaSchoolsFacts } from './report.ts';

/** The page that lists the schools of a trust or an authority. */
export function viewAreaSchools(facts: AreaFacts, more: AreaSchoolsFacts): ReportBody {
  const { schools } = facts;
  const ages = lateSchools(facts);
  return {
    message: messageOf(facts, more),
    sections: [
      {
        id: 'every-school',
        heading: 'Every school',
        text: [
          ...agesOf(ages),
          ...(schools.length > 0 && schools.length === more.figures.size ? [] : withoutSessions(facts, more)),
        ],
        tables: [schoolsTable(facts, more, new Set(ages.late))],
      },
    ],
    workedOut: WORKED_OUT,
    empty: null,
  };
}

const WORKED_OUT = [
  'The last row has all schools pooled: all their sessions, and all their pupils, together. It is never an average of the schools’ rates. A pupil enrolled at two schools counts at each.',
  'Persistently absent: pupils who missed 10% or more of their own possible sessions of the period; severely absent: 50% or more. Pupils count in the groups that they were in at the end of the period.',
  'Change since last week: attendance in the school’s last full week of the period, less attendance in its full week before, in percentage points. A week is full when its Friday afternoon had been held at the school’s last collection.',
  'Change since last year: attendance in the school’s full weeks of the period, less attendance in the weeks with the same numbers of the academic year before, each year counted from its first Monday. Holidays may have been in other weeks.',
  'Coverage: pupils with at least one mark that can be read, of pupils on roll, in the school’s last full week of the period, all year groups.',
  'A school that does not share its data is not listed. “Sharing” has the names of all schools.',
];

/** Schools with late data or none, first. */
function agesOf({ late, never }: ReturnType<typeof lateSchools>): string[] {
  return [
    ...(never.length === 0 ? [] : [`No data yet: ${namesOf(never)}.`]),
    ...(late.length === 0 ? [] : [`Late data: ${namesOf(late)}.`]),
  ];
}

function withoutSessions({ schools }: AreaFacts, { figures }: AreaSchoolsFacts): string[] {
  const none = schools.filter(({ urn }) => possible(figures.get(urn) ?? NO_FIGURES) === 0);
  return none.length === 0 ? [] : [`No possible session in this selection: ${namesOf(none)}.`];
}

function messageOf({ schools }: AreaFacts, { figures }: AreaSchoolsFacts): string {
  const counted = schools
    .flatMap((school) => {
      const own = figures.get(school.urn);
      return own && possible(own) > 0 ? [{ school, own, rate: own.attended / possible(own) }] : [];
    })
    .sort((a, b) => a.rate - b.rate);
  const [least, most] = [counted[0], counted.at(-1)];
  if (!least || !most) return 'No school has a possible session in this selection.';
  const all = poolFigures(counted.map(({ own }) => own));
  const rate = ({ attended, ...others }: SchoolFigures) => percentText(attended, possible({ attended, ...others }));
  if (counted.length === 1) return `Attendance at ${least.school.name} is ${rate(all)}.`;
  return `Attendance at ${countText(counted.length, 'school')} together is ${rate(all)}: from ${rate(least.own)} at ${least.school.name} to ${rate(most.own)} at ${most.school.name}.`;
}

function schoolsTable(facts: AreaFacts, more: AreaSchoolsFacts, late: ReadonlySet<AreaSchool>): DataTable {
  const changes = new Map(facts.schools.map((school) => [school, changesOf(facts, more, school)]));
  const { schools, organisation } = facts;
  const pooled = schools.flatMap(({ urn }) => more.figures.get(urn) ?? []);
  const covered = schools.flatMap(({ urn }) => more.coverage.get(urn) ?? []);
  const total = (name: 'marked' | 'onRoll') => covered.reduce((sum, each) => sum + each[name], 0);
  return {
    id: 'schools',
    caption: `Schools of ${organisation.name} that share their attendance data`,
    head: 'School',
    columns: inOrder([
      ...MEASURE_COLUMNS,
      numberColumn('change_week', 'Change since last week'),
      numberColumn('change_year', 'Change since last year'),
      numberColumn('coverage', 'Coverage'),
      wordsColumn('age', 'Last collected'),
    ]),
    rows: schools.map((school) => schoolRow(facts, more, school, changes.get(school)!, late.has(school))),
    total: {
      key: 'all',
      head: 'All schools',
      cells: inOrder([
        ...measureCells(poolFigures(pooled)),
        ...pooledChanges([...changes.values()]),
        rateCell(total('marked'), total('onRoll')),
        wordsCell(''),
      ]),
    },
  };
}

/** What is looked for first comes first: a phone, and most screens, do not show the last columns. */
const inOrder = <T>(cells: readonly T[]): T[] => [0, 7, 8, 5, 6, 1, 2, 9, 10, 4, 3].map((place) => cells[place]!);

function schoolRow(
  { selection, now }: AreaFacts,
  more: AreaSchoolsFacts,
  school: AreaSchool,
  changes: Changes,
  late: boolean,
): DataRow {
  const figures = more.figures.get(school.urn) ?? NO_FIGURES;
  const { lastSucceeded } = school.freshness;
  const covered = more.coverage.get(school.urn);
  return {
    key: String(school.urn),
    head: school.name,
    href: sameSelectionAt(`/schools/${school.urn}`, selection),
    cells: inOrder([
      ...measureCells(figures),
      changeWeek(changes),
      changeYear(changes),
      covered ? rateCell(covered.marked, covered.onRoll) : noneCell('no full week'),
      wordsCell(lastSucceeded ? `${sinceText(lastSucceeded.startedAt, now)}${late ? ', late' : ''}` : 'not yet'),
    ]),
  };
}

/** A school's sessions of the weeks that are compared; null where there is nothing to compare. */
interface Changes {
  readonly week: ReturnType<typeof addWeeks> | null;
  readonly weekBefore: ReturnType<typeof addWeeks> | null;
  readonly full: ReturnType<typeof addWeeks> | null;
  readonly yearBefore: ReturnType<typeof addWeeks> | null;
}

function changesOf({ year, period }: AreaFacts, { figures, lastYear }: AreaSchoolsFacts, school: AreaSchool): Changes {
  const own = figures.get(school.urn) ?? NO_FIGURES;
  const numbers = fullWeeks(school, own, year, period);
  const last = numbers.at(-1);
  const all = fullWeeks(school, own, year, { ...period, kind: 'year', from: year.start, to: year.end });
  const before = last === undefined ? undefined : all[all.indexOf(last) - 1];
  const then = lastYear.get(school.urn);
  const some = (counts: ReturnType<typeof addWeeks>) => (possible(counts) > 0 ? counts : null);
  return {
    week: last === undefined ? null : some(addWeeks(own.weeks, [last])),
    weekBefore: before === undefined ? null : some(addWeeks(own.weeks, [before])),
    full: some(addWeeks(own.weeks, numbers)),
    yearBefore: then ? some(addWeeks(then, numbers)) : null,
  };
}

function changeWeek({ week, weekBefore }: Changes): Cell {
  if (!week) return noneCell('no full week');
  return weekBefore ? gapCell(attendanceOf(week), attendanceOf(weekBefore)) : noneCell('no week before');
}

function changeYear({ full, yearBefore }: Changes): Cell {
  if (!full) return noneCell('no full week');
  return yearBefore ? gapCell(attendanceOf(full), attendanceOf(yearBefore)) : noneCell('no register of last year');
}

/** Only schools that have both sides of a change are in it. */
function pooledChanges(changes: readonly Changes[]): Cell[] {
  const pool = (of: 'week' | 'full', than: 'weekBefore' | 'yearBefore') => {
    const both = changes.filter((each) => each[of] && each[than]);
    const sum = (name: keyof Changes) =>
      attendanceOf(addWeeks(new Map(both.map((each, index) => [index, each[name]!])), [...both.keys()]));
    return both.length === 0 ? null : gapCell(sum(of), sum(than));
  };
  return [
    pool('week', 'weekBefore') ?? noneCell('no week before'),
    pool('full', 'yearBefore') ?? noneCell('no register of last year'),
  ];
}
