import { areaKey } from '../statistics/area.ts';
import { columnsOf, POSSIBLE } from '../statistics/columns.ts';
import { type CountsRow, rowKey } from '../statistics/counts-row.ts';
import { mondayOfWeek, type Period, periodKey, spansOf, weekOf } from '../statistics/period.ts';
import { ALL_PHASES } from '../statistics/phase.ts';
import type { PublishedRow } from '../statistics/published-row.ts';
import { seriesOf } from '../statistics/statistics-of-inputs.ts';
import { type Row, type Sum, type Table, totalOf } from './table.ts';

/** Rows of each series of a release, before anything is hidden. */
export type MadeSeries = ReadonlyMap<string, readonly PublishedRow[]>;

type RowName = Pick<CountsRow, 'area' | 'period'> & Pick<PublishedRow, 'phase' | 'group'>;

/**
 * A row of a series, as tables of disclosure control know it. All pupils of a breakdown are the row of the period's own series over again:
 * both are hidden, or neither.
 */
export function rowKeyIn(series: string, row: RowName): string {
  if (row.group === undefined) return `${series}|${rowKey(row)}`;
  const own = `${seriesOf(row.period)}|${rowKey(row)}`;
  return row.group === ALL_PUPILS ? own : `${own}|${row.group}`;
}

export const ALL_PUPILS = 'all';
/** What a group is one of: `gender` of `gender=F`; nothing of all pupils. */
export const characteristicOf = ({ group = ALL_PUPILS }: Pick<PublishedRow, 'group'>): string =>
  group === ALL_PUPILS ? '' : group.slice(0, group.indexOf('='));

/** What is published of a row: each is in sums of its own. */
type Aspect = 'sessions' | 'late' | 'codes' | 'enrolments' | 'persistent absence';
const ASPECTS: readonly Aspect[] = ['sessions', 'late', 'codes', 'enrolments', 'persistent absence'];

/** The key of the sessions of a row is the row's own. */
const aspectKey = (key: string, aspect: Aspect): string => (aspect === 'sessions' ? key : `${key}|${aspect}`);

/** The key of pupils by how much they miss. */
export const pupilsKey = (key: string): string => aspectKey(key, 'persistent absence');

const lineOf = ({ area, phase, group = ALL_PUPILS }: PublishedRow): string => `${areaKey(area)}|${phase}|${group}`;

/** A row with its place among the series, and what is published of it. */
interface Placed {
  readonly key: string;
  readonly row: PublishedRow;
  readonly aspects: ReadonlyMap<Aspect, Row>;
}

/** The table of all series together: rows with their figures by aspect, and the sums between areas, phases and times. */
export function tableOfSeries(series: MadeSeries): Table {
  const placed = place(series);
  const rows = placed.flatMap(({ aspects }) => [...aspects.values()]);
  const rests: Row[] = [];
  const sums: Sum[] = [];
  for (const { whole, parts, by, isTime } of groupsOf(placed))
    for (const aspect of ASPECTS) {
      if (isTime && (aspect === 'enrolments' || aspect === 'persistent absence')) continue;
      const own = whole.aspects.get(aspect);
      const found = own ? parts.flatMap(({ aspects }) => aspects.get(aspect) ?? []) : [];
      if (!own || found.length === 0) continue;
      const rest = restOf(own, found, by, isTime);
      if (rest === 'negative') continue;
      if (rest !== null) rests.push(rest);
      sums.push({ whole: own.key, parts: [...found.map(({ key }) => key), ...(rest ? [rest.key] : [])], isTime });
    }
  return { rows: [...rows, ...rests], sums };
}

/**
 * Rows whose figures are known. Where it is not known how many schools are in a row, as in files of counts, it is the mean of the days; and behind the sum
 * of weeks stand as many as the week with fewest has.
 */
function place(series: MadeSeries): Placed[] {
  const fewest = new Map<string, number>();
  const own = (row: PublishedRow) => `${areaKey(row.area)}|${row.phase}`;
  for (const rows of series.values())
    for (const row of rows.filter(({ group }) => group === undefined))
      if (row.schools !== null) fewest.set(own(row), Math.min(fewest.get(own(row)) ?? row.schools, row.schools));
  return [...series].flatMap(([name, rows]) =>
    rows
      .filter(({ counts, group }) => counts !== null && group !== ALL_PUPILS)
      .map((row) => {
        const schools = row.contributors?.schools ?? Math.floor(row.schools ?? fewest.get(own(row)) ?? 1);
        const key = rowKeyIn(name, row);
        return { key, row, aspects: aspectsOf(key, row, schools) };
      }),
  );
}

const SESSIONS = [
  ['attended', 'overall_attendance'],
  ['authorised', 'authorised_absence'],
  ['unauthorised', 'unauthorised_absence'],
] as const;

/** What is published of an authority: these, and their sums. */
export const AUTHORITY_COLUMNS: ReadonlySet<string> = new Set([
  ...SESSIONS.map(([, column]) => column),
  'overall_absence',
  POSSIBLE,
]);

function aspectsOf(key: string, row: PublishedRow, schools: number): ReadonlyMap<Aspect, Row> {
  const counts = row.counts!;
  const possible = counts.get(POSSIBLE) ?? 0;
  const base = {
    of: 'sessions',
    // A mean below one is still somebody's.
    schools: possible > 0 ? Math.max(1, schools) : 0,
    largest: row.contributors && ([...row.contributors.largest, possible] as const),
    pupils: row.enrolments,
    together: key,
    kind: 'published',
    time: periodKey(row.period),
  } as const;
  const of = (aspect: Aspect, figures: Iterable<readonly [string, number | undefined]>): Row => ({
    ...base,
    key: aspectKey(key, aspect),
    line: aspectKey(lineOf(row), aspect),
    counts: new Map([...figures].flatMap(([name, count]) => (count === undefined ? [] : [[name, count] as const]))),
  });
  const sessions = SESSIONS.map(([name, column]) => [name, counts.get(column)] as const);
  const all = [['sessions', of('sessions', sessions)]] as [Aspect, Row][];
  // Of a group nothing but its sessions and its pupils to date is published.
  if (row.group === undefined)
    all.push(['enrolments', of('enrolments', [['enrolments', row.enrolments ?? undefined]])]);
  if (row.group === undefined && row.area.level !== 'Local authority')
    all.push(['late', of('late', [['late', counts.get('late_sessions')]])], ['codes', of('codes', codesOf(counts))]);
  const pupils = of('persistent absence', pupilsOf(row));
  all.push([
    'persistent absence',
    { ...pupils, of: 'pupils', largest: largestPupilsOf(row), together: pupilsKey(key), hiddenWith: key },
  ]);
  return new Map(all.filter(([, each]) => each.counts.size > 0));
}

const REASONS = [
  ...new Set([
    'present_sessions',
    'approved_educational_activity',
    ...columnsOf(2022).reasons,
    ...columnsOf(2025).reasons,
  ]),
].filter((column) => column !== 'reason_present');
const codesOf = (counts: ReadonlyMap<string, number>) => REASONS.map((column) => [column, counts.get(column)] as const);

/** Pupils by how much they missed, in parts that do not overlap. */
function pupilsOf({ persistence, pupils }: PublishedRow): [string, number][] {
  if (pupils?.severe !== undefined)
    return [
      ['others', pupils.enrolments - pupils.persistent],
      ['persistent', pupils.persistent - pupils.severe],
      ['severe', pupils.severe],
    ];
  if (persistence?.length !== 1) return [];
  const [numerator, denominator] = [Number(persistence[0]!.numerator), Number(persistence[0]!.denominator)];
  return [
    ['others', denominator - numerator],
    ['persistent', numerator],
  ];
}

const largestPupilsOf = ({ pupils }: PublishedRow): Row['largest'] =>
  pupils?.largest ? [...pupils.largest, pupils.enrolments] : null;

interface Group {
  readonly whole: Placed;
  readonly parts: readonly Placed[];
  /** What parts differ by: areas, phases, groups of a characteristic, or the kind of their time. */
  readonly by: string;
  readonly isTime: boolean;
}

/**
 * Every sum that a reader can make: nation of regions, region of authorities, all schools of phases, weeks of days, longer periods of weeks, all
 * pupils of the groups of a characteristic.
 */
function groupsOf(placed: readonly Placed[]): Group[] {
  const parentsOf = ({ key, row }: Placed): { key: string; isTime: boolean }[] => {
    const series = key.slice(0, key.indexOf('|'));
    const { area, phase, period, group } = row;
    const parents: { key: string; isTime: boolean }[] = [];
    const add = (name: string, changed: Partial<RowName>, isTime = false) =>
      parents.push({ key: rowKeyIn(name, { area, phase, period, ...(group && { group }), ...changed }), isTime });
    if (area.level === 'Local authority') add(series, { area: { ...area, level: 'Regional', newLaCode: '' } });
    if (area.level === 'Regional') add(series, { area: { ...area, level: 'National' } });
    if (phase !== ALL_PHASES) add(series, { phase: ALL_PHASES });
    if (group !== undefined) add(series, { group: ALL_PUPILS });
    for (const longer of longerThan(period)) add(seriesOf(longer), { period: longer }, true);
    return parents;
  };
  const byKey = new Map(placed.map((each) => [each.key, each]));
  const groups = new Map<string, { whole: Placed; parts: Placed[]; by: string; isTime: boolean }>();
  for (const each of placed)
    for (const { key, isTime } of parentsOf(each)) {
      const whole = byKey.get(key);
      if (!whole) continue;
      const by = isTime ? each.row.period.kind : partsOf(each.row, whole.row);
      const group = groups.get(`${key}|${by}`);
      if (group) group.parts.push(each);
      else groups.set(`${key}|${by}`, { whole, parts: [each], by, isTime });
    }
  return [...groups.values()];
}

/** A region is a sum of authorities, and one of phases, and one of the groups of each characteristic. */
function partsOf(part: PublishedRow, whole: PublishedRow): string {
  if (part.group !== whole.group) return characteristicOf(part);
  return part.phase === whole.phase ? 'areas' : 'phases';
}

/** The periods that a period is a part of. */
function longerThan(period: Period): readonly Period[] {
  if (period.kind === 'day') return [weekOf(period.date)];
  if (period.kind === 'week') return spansOf(mondayOfWeek(period));
  return period.kind === 'term' ? [{ kind: 'year', startYear: period.startYear }] : [];
}

/**
 * What a whole has besides its parts, which anybody can work out: authorities that are not in the table, weeks that were left out. Null where
 * there is none. Where the parts are more than the whole, as weeks of few open schools are left out of larger areas, there is no sum.
 */
function restOf(whole: Row, parts: readonly Row[], by: string, isTime: boolean): Row | 'negative' | null {
  const measures = [...whole.counts.keys()].filter((measure) => parts.every(({ counts }) => counts.has(measure)));
  const counts = new Map(
    measures.map((measure) => [
      measure,
      parts.reduce((rest, part) => rest - part.counts.get(measure)!, whole.counts.get(measure)!),
    ]),
  );
  if ([...counts.values()].some((count) => count < -NOTHING)) return 'negative';
  if (totalOf({ counts }) < NOTHING) return null;
  const others = whole.schools - parts.reduce((sum, { schools }) => sum + schools, 0);
  const key = `${whole.key}|besides ${by}`;
  return {
    ...whole,
    key,
    counts,
    schools: isTime ? whole.schools : Math.max(1, others),
    // Whose the rest is cannot be told, nor how much the largest of them has.
    largest: null,
    pupils: null,
    together: key,
    kind: 'rest',
    line: `${whole.line}|besides ${by}`,
    time: whole.time,
  };
}

/** Means of many days have digits behind the point. */
const NOTHING = 1e-6;
