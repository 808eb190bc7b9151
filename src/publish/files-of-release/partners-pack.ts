import { withoutDay } from '../../domain/sessions/in-words.ts';
import { difference, type Figure, figureText, hundredths, isNumber, type Shown, shown } from './figure.ts';
import { areaName, oneOf, type PublishedCells, type PublishedRows, phaseOf } from './published-rows.ts';
import { weekNumber } from './statistics-sheets.ts';

/** A sentence: words, and figures that stand between them. */
export type Sentence = readonly (string | Figure)[];

/** A table whose first column is words and all others are figures. */
export interface PackTable {
  readonly caption: string;
  readonly head: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly head: string; readonly figures: readonly Figure[] }[];
  /** Which column is drawn as bars; null: none. */
  readonly drawn: number | null;
}

export interface PackSection {
  readonly id: string;
  readonly heading: string;
  readonly sentences: readonly Sentence[];
  readonly tables: readonly PackTable[];
}

const REASONS = 'attendance-reasons';
const PERSISTENCE = 'persistent-absence';
const GROUPS = 'attendance-by-characteristic';
const REVISIONS = 'revisions';
const [NATIONAL, REGIONAL] = ['National', 'Regional'] as const;
const ALL = 'All schools';

/**
 * What a release says, for those who work with schools: each sentence and table of published cells and of differences between two of them, and of nothing
 * else. What is hidden there is called hidden here.
 */
export function partnersPack(published: PublishedRows): PackSection[] {
  const rates = ratesOf(published);
  if (rates === null) return [];
  return [
    headlines(rates),
    revisions(published),
    byArea(rates),
    byGroup(published),
    reasons(published, rates),
    persistence(published),
  ].filter(({ sentences, tables }) => sentences.length + tables.length > 0);
}

type Measure = 'attendance' | 'absence' | 'authorised' | 'unauthorised' | 'possible';
const MEASURES: Readonly<Record<string, Measure>> = {
  'Overall attendance': 'attendance',
  'Overall absence': 'absence',
  'All authorised': 'authorised',
  'All unauthorised': 'unauthorised',
  'All possible sessions': 'possible',
};

/** Rates of the nation and its regions by time, area, phase and measure, with the weeks that they are of. */
interface Rates {
  readonly find: (time: string, area: string, phase: string, measure: Measure) => PublishedCells | undefined;
  readonly regions: readonly string[];
  readonly phases: readonly string[];
  readonly lastWeek: string;
  /** The week before it in the file, which may be earlier where holidays lie between; null in the first week. */
  readonly weekBefore: string | null;
  readonly lastIdentifier: string;
}

const YEAR = 'year';

function ratesOf(published: PublishedRows): Rates | null {
  const rows = published.rows(REASONS, {
    geographic_level: oneOf(NATIONAL, REGIONAL),
    time_frame: oneOf('Week', 'Year to date'),
    attendance_reason: (reason) => reason in MEASURES,
  });
  const timeOf = (row: PublishedCells) => (row['time_frame'] === 'Week' ? String(weekNumber(row)) : YEAR);
  const weeks = [...new Set(rows.map(timeOf))].filter((time) => time !== YEAR).sort();
  const lastWeek = weeks.at(-1);
  if (lastWeek === undefined) return null;
  const keyed = new Map(
    rows.map((row) => [[timeOf(row), areaName(row), phaseOf(row), MEASURES[row['attendance_reason']!]].join('|'), row]),
  );
  return {
    find: (...key) => keyed.get(key.join('|')),
    regions: namesOf(rows, REGIONAL),
    phases: [...new Set(rows.map(phaseOf))].toSorted(allSchoolsFirst((phase) => phase)),
    lastWeek,
    weekBefore: weeks.at(-2) ?? null,
    lastIdentifier: rows.find((row) => timeOf(row) === lastWeek)!['time_identifier']!,
  };
}

/** The sentence; where one of its figures is not shown, that this is so. */
function orWhyNot(subject: string, sentence: Sentence): Sentence {
  const none = sentence.find((part): part is Figure => typeof part !== 'string' && !isNumber(part));
  return none ? [`${subject} is ${figureText(none)} in the published files.`] : sentence;
}

const allSchoolsFirst =
  <T>(phase: (each: T) => string) =>
  (a: T, b: T): number =>
    Number(phase(b) === ALL) - Number(phase(a) === ALL);

const namesOf = (rows: readonly PublishedCells[], level: string): string[] =>
  [...new Set(rows.filter((row) => row['geographic_level'] === level).map(areaName))].sort();

const percent = (row: PublishedCells): Shown => shown(REASONS, row, 'session_percent');
const count = (row: PublishedCells): Shown => shown(REASONS, row, 'session_count');

function headlines(rates: Rates): PackSection {
  const sentences: Sentence[] = [];
  for (const [time, words] of [
    [rates.lastWeek, weekWords(rates.lastWeek)],
    [YEAR, 'the year to date'],
  ] as const) {
    const of = (measure: Measure) => rates.find(time, 'England', ALL, measure);
    const [attendance, absence, possible] = [of('attendance'), of('absence'), of('possible')];
    if (!attendance || !absence || !possible) continue;
    sentences.push(
      orWhyNot(`Attendance in England in ${words}`, [
        `In ${words} attendance in England was `,
        percent(attendance),
        ' and absence ',
        percent(absence),
        ', of ',
        count(possible),
        ' possible sessions.',
      ]),
    );
  }
  const change = changeOf(rates, 'England', ALL);
  const since = `since ${weekWords(rates.weekBefore ?? rates.lastWeek)}`;
  if (change)
    sentences.push(
      orWhyNot(`The change of absence in England ${since}`, [
        'Absence in England changed by ',
        change,
        ` percentage points ${since}.`,
      ]),
    );
  sentences.push([
    'A release has figures of one academic year; the year before is in the releases of that year, and is not compared here.',
  ]);
  return {
    id: 'headlines',
    heading: 'Attendance and absence',
    sentences,
    tables: [rateTable(rates, 'Absence in England by phase', 'Phase', rates.phases, (phase) => ['England', phase])],
  };
}

function changeOf(rates: Rates, area: string, phase: string): Figure | null {
  const now = rates.find(rates.lastWeek, area, phase, 'absence');
  const before = rates.weekBefore === null ? undefined : rates.find(rates.weekBefore, area, phase, 'absence');
  return now && before ? difference(percent(now), percent(before)) : null;
}

/** Absence of the last week and the year to date, with its base; and its change where there is a week before. */
function rateTable(
  rates: Rates,
  caption: string,
  head: string,
  names: readonly string[],
  place: (name: string) => [area: string, phase: string],
): PackTable {
  const rows = names.flatMap((name) => {
    const [area, phase] = place(name);
    const found = [
      rates.find(rates.lastWeek, area, phase, 'absence'),
      rates.find(YEAR, area, phase, 'absence'),
      rates.find(YEAR, area, phase, 'possible'),
    ];
    const change = changeOf(rates, area, phase);
    if (found.includes(undefined) || (rates.weekBefore !== null && change === null)) return [];
    const [week, year, possible] = found as [PublishedCells, PublishedCells, PublishedCells];
    return [{ head: name, figures: [percent(week), ...(change ? [change] : []), percent(year), count(possible)] }];
  });
  const changed = rates.weekBefore === null ? [] : [`Change since ${weekWords(rates.weekBefore)} (points)`];
  const columns = [
    capital(weekWords(rates.lastWeek)),
    ...changed,
    'Year to date',
    'Possible sessions in the year to date',
  ];
  return { caption, head, columns, rows, drawn: columns.indexOf('Year to date') };
}

function byArea(rates: Rates): PackSection {
  const rows = rates.regions
    .map((region) => rates.find(YEAR, region, ALL, 'absence'))
    .filter((row) => row !== undefined);
  return {
    id: 'regions',
    heading: 'Regions',
    sentences: spread(
      rows.map((row) => ({ name: areaName(row), figure: percent(row) })),
      'absence in the year to date',
      'region',
    ),
    tables: [rateTable(rates, 'Absence by region, all schools', 'Region', rates.regions, (region) => [region, ALL])],
  };
}

/** Which of some is highest and which lowest, of those that are shown; and how many are not. */
function spread(
  all: readonly { readonly name: string; readonly figure: Shown }[],
  words: string,
  kind: string,
): Sentence[] {
  const known = all
    .filter(({ figure }) => isNumber(figure))
    .toSorted((a, b) => hundredths(b.figure)! - hundredths(a.figure)!);
  const hidden = all.filter(({ figure }) => figureText(figure) === 'hidden').map(({ name }) => name);
  const [highest, lowest] = [known[0], known.at(-1)];
  const among = hidden.length > 0 ? ` of the ${kind}s that are shown` : '';
  const sentences: Sentence[] = [];
  if (highest && lowest && hundredths(highest.figure) !== hundredths(lowest.figure))
    sentences.push([
      `Highest${among} was ${words} in ${highest.name}, `,
      highest.figure,
      `, and lowest in ${lowest.name}, `,
      lowest.figure,
      '.',
    ]);
  if (hidden.length > 0)
    sentences.push([
      `${capital(words)} is hidden for ${hidden.join(', ')}, so that nothing can be told of a school or a child.`,
    ]);
  return sentences;
}

function byGroup(published: PublishedRows): PackSection {
  const rows = published.rows(GROUPS, { time_frame: oneOf('Year to date'), geographic_level: oneOf(NATIONAL) });
  const own = rows.filter((row) => phaseOf(row) === ALL);
  const total = own.find((row) => row['breakdown_topic'] === 'Total');
  const rate = (row: PublishedCells) => shown(GROUPS, row, 'overall_absence_percent');
  const groups = total ? own.filter((row) => row !== total) : [];
  return {
    id: 'groups',
    heading: 'Groups of pupils',
    sentences: groups.map((row) =>
      orWhyNot(`${groupName(row)}: absence in England in the year to date`, [
        `${groupName(row)}: absence in England in the year to date was `,
        rate(row),
        ' of ',
        shown(GROUPS, row, 'possible_session_count'),
        ' possible sessions; its difference from all pupils was ',
        difference(rate(row), rate(total!)),
        ' percentage points.',
      ]),
    ),
    tables: [
      {
        caption: 'Absence, persistent and severe absence by group of pupils, England, year to date',
        head: 'Group of pupils',
        columns: ['Absence', 'Persistently absent', 'Severely absent', 'Pupils'],
        rows: (total ? [total, ...groups] : []).map((row) => ({
          head: row === total ? 'All pupils' : groupName(row),
          figures: [
            rate(row),
            shown(GROUPS, row, 'persistent_absence_percent'),
            shown(GROUPS, row, 'severe_absence_percent'),
            shown(GROUPS, row, 'enrolment_count'),
          ],
        })),
        drawn: 0,
      },
    ].filter((table) => table.rows.length > 0),
  };
}

const groupName = (row: PublishedCells): string => row['breakdown']!;

function reasons(published: PublishedRows, { lastIdentifier }: Rates): PackSection {
  const rows = published
    .rows(REASONS, {
      geographic_level: oneOf(NATIONAL),
      time_frame: oneOf('Year to date'),
      time_identifier: oneOf(lastIdentifier),
      education_phase: oneOf(ALL),
      attendance_status: oneOf('Absence'),
    })
    .filter((row) => !(row['attendance_reason']! in MEASURES))
    .toSorted((a, b) => (hundredths(count(b)) ?? 0) - (hundredths(count(a)) ?? 0));
  const [first] = rows;
  return {
    id: 'reasons',
    heading: 'Reasons for absence',
    sentences: first
      ? [
          orWhyNot('The most frequent reason for absence in England in the year to date', [
            `The most frequent reason for absence in England in the year to date was ${reasonName(first)}: `,
            percent(first),
            ' of possible sessions, ',
            count(first),
            ' sessions.',
          ]),
        ]
      : [],
    tables: [
      {
        caption: 'Absence by reason, England, all schools, year to date',
        head: 'Reason',
        columns: ['Share of possible sessions', 'Sessions'],
        rows: rows.map((row) => ({ head: reasonName(row), figures: [percent(row), count(row)] })),
        drawn: 0,
      },
    ].filter((table) => table.rows.length > 0),
  };
}

/** `Illness (i)` as `Illness (code I)`. */
const reasonName = (row: PublishedCells): string =>
  row['attendance_reason']!.replace(/\((\w+)\)$/, (_all, code: string) => `(code ${code.toUpperCase()})`);

function persistence(published: PublishedRows): PackSection {
  const columns = published.columns(PERSISTENCE);
  const rows = published.rows(PERSISTENCE, {
    time_frame: oneOf('Year to date'),
    geographic_level: oneOf(NATIONAL, REGIONAL),
  });
  const rate = (row: PublishedCells) => shown(PERSISTENCE, row, 'persistent_absence_percent');
  const severe = (row: PublishedCells) => shown(PERSISTENCE, row, 'severe_absence_percent');
  const hasSevere = columns.includes('severe_absence_percent');
  const england = rows.find((row) => row['geographic_level'] === NATIONAL && phaseOf(row) === ALL);
  const regions = rows.filter((row) => row['geographic_level'] === REGIONAL && phaseOf(row) === ALL);
  const phases = rows.filter((row) => row['geographic_level'] === NATIONAL).toSorted(allSchoolsFirst(phaseOf));
  const sentence: Sentence[] = england
    ? [
        orWhyNot('Persistent absence in England in the year to date', [
          'In the year to date ',
          rate(england),
          ' of pupils in England missed 10% or more of their possible sessions',
          ...(hasSevere
            ? [
                ', and ',
                severe(england),
                ' missed half or more, of ',
                shown(PERSISTENCE, england, 'enrolment_count'),
                ' pupils',
              ]
            : []),
          '.',
        ]),
      ]
    : [];
  const table = (caption: string, head: string, of: typeof rows, name: (row: PublishedCells) => string): PackTable => ({
    caption,
    head,
    columns: ['Persistently absent', ...(hasSevere ? ['Severely absent', 'Pupils'] : [])],
    rows: of.map((row) => ({
      head: name(row),
      figures: [rate(row), ...(hasSevere ? [severe(row), shown(PERSISTENCE, row, 'enrolment_count')] : [])],
    })),
    drawn: 0,
  });
  return {
    id: 'persistent-absence',
    heading: 'Persistent and severe absence',
    sentences: [
      ...sentence,
      ...spread(
        regions.map((row) => ({ name: areaName(row), figure: rate(row) })),
        'persistent absence',
        'region',
      ),
    ],
    tables: [
      table('Persistent absence by phase, England, year to date', 'Phase', phases, phaseOf),
      table('Persistent absence by region, all schools, year to date', 'Region', regions, areaName),
    ].filter(({ rows }) => rows.length > 0),
  };
}

function revisions(published: PublishedRows): PackSection {
  const rows = published.rows(REVISIONS);
  const change = (row: PublishedCells) =>
    difference(shown(REVISIONS, row, 'revised_percent'), shown(REVISIONS, row, 'former_percent'));
  const changed = rows
    .filter((row) => (hundredths(change(row)) ?? 0) !== 0)
    .toSorted((a, b) => Math.abs(hundredths(change(b))!) - Math.abs(hundredths(change(a))!));
  const hidden = rows.some((row) => row['revised_percent'] === 'c');
  return {
    id: 'revisions',
    heading: 'What changed since the release before',
    sentences: [
      rows.length === 0
        ? ['There is no release before with a week of this one.']
        : changed.length === 0
          ? ['No headline rate that both releases show has changed.']
          : [
              'Registers are corrected after a release. The largest changes of headline rates are in the table; all are in revisions.csv.',
            ],
      ...(hidden ? [['Rates that are hidden in either release are not compared.']] : []),
    ],
    tables: [
      {
        caption: 'The largest revisions of headline rates',
        head: 'Rate',
        columns: ['Release before', 'This release', 'Change (points)'],
        rows: changed.slice(0, 10).map((row) => ({
          head: `${row['headline_rate']!}, ${areaName(row)}, ${phaseOf(row)}, week ending ${withoutDay(row['reference_date']!)}`,
          figures: [shown(REVISIONS, row, 'former_percent'), shown(REVISIONS, row, 'revised_percent'), change(row)],
        })),
        drawn: null,
      },
    ].filter((table) => table.rows.length > 0),
  };
}

/** `202538` as words: `week 38 of 2025`. */
const weekWords = (week: string): string => `week ${Number(week.slice(4))} of ${week.slice(0, 4)}`;

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
