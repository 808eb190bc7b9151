import { lastDayOf, mondayOfWeek, type Period, readPeriodKey, termOf } from '../statistics/period.ts';
import { together } from './primary.ts';
import type { MadeSeries } from './series-table.ts';
import type { Row, Sum, Table } from './table.ts';

/** The releases before of the academic year, as disclosure control needs them. */
export interface FormerReleases {
  /** The last day that each of them counted, the newest last. */
  readonly asOf: readonly string[];
  /** Rows whose figures none of them showed, as `hiddenRowsOf` lists them for the newest. */
  readonly hidden: ReadonlySet<string>;
}

/** What readers have from releases before, in a table of this one. */
export interface FormerRows {
  /** Terms and years as they were shown to the days of those releases, with the sums that they are in. */
  readonly toDate: Table;
  /** Rows whose figures were shown. */
  readonly known: ReadonlySet<string>;
  /** Rows that were hidden, and stay so: terms and years that go on too. */
  readonly settled: ReadonlySet<string>;
  /** What of them is no sum of weeks: pupils on roll, and by how much they miss to date. */
  readonly forced: ReadonlySet<string>;
  /** Terms and years to the days of those releases that were hidden. */
  readonly hiddenToDate: readonly string[];
}

/**
 * The rows of a table that the releases before had too, and the terms and years to date that they showed: each is what it has now less the weeks that came
 * since. Late changes of marks in between are taken as known, which makes whoever attacks only stronger: where something is hidden there are
 * none (`keepPast`), and elsewhere both figures are published. A term or year to date that was hidden stays hidden while it goes on: then nothing that comes tells
 * more of what was hidden in it, since all that could be otherwise in its weeks could be so in it.
 * @param table of the series
 */
export function formerRows(series: MadeSeries, table: Table, { asOf, hidden }: FormerReleases): FormerRows {
  const isOver = endedBy(series);
  const newest = asOf.at(-1)!;
  const isHidden = (row: Row) =>
    hidden.has(row.together) || (row.hiddenWith !== undefined && hidden.has(row.hiddenWith));
  const published = table.rows.filter(({ kind }) => kind === 'published');
  const {
    over = [],
    sessions: goOn = [],
    pupils = [],
  } = Object.groupBy(published, (row) => (isOver(row.time, newest) ? 'over' : row.of));
  const known = new Set(over.filter((row) => !isHidden(row)).map(({ key }) => key));
  const stay = goOn.filter(isHidden);
  const hiddenToDate = new Set([...hidden].filter(isToDate));
  for (const row of stay) hiddenToDate.add(`${row.together}${TO}${newest}`);
  noteUnchanged(known, table, goOn);
  const ofWeeks = new Set(table.sums.filter(({ isTime }) => isTime).map(({ whole }) => whole));
  const { settled = [], others = [] } = Object.groupBy(stay, ({ key }) => (ofWeeks.has(key) ? 'settled' : 'others'));
  const toDate = toDateOf(table, { asOf, isOver, known, hidden: hiddenToDate });
  for (const { key } of toDate.rows) known.add(key);
  // What is no sum of weeks is told anew, and must be protected anew.
  const forced = [...others, ...pupils.filter(({ hiddenWith }) => hidden.has(hiddenWith!))];
  const keysOf = (rows: readonly Row[]) => new Set(rows.map(({ key }) => key).filter((key) => !known.has(key)));
  return {
    toDate,
    known,
    settled: keysOf([...over.filter(isHidden), ...settled]),
    forced: keysOf(forced),
    hiddenToDate: [...hiddenToDate],
  };
}

/** A term or year to which nothing came is as it was, whatever hides it beside others: its weeks tell its sessions, and with them its pupils on roll. */
function noteUnchanged(known: Set<string>, { sums }: Table, goOn: readonly Row[]): void {
  for (const { whole, parts, isTime } of sums) if (isTime && parts.every((key) => known.has(key))) known.add(whole);
  for (const { key, together } of goOn) if (known.has(together)) known.add(key);
}

/**
 * What readers have of hidden counts, where they have some of their parts: what is hidden of them is the rest.
 * @param known rows whose figures they have from releases before
 * @param shown rows whose figures they have at all: of terms and years every week that they have is counted
 * @returns by row and measure; of rows that are not there they have nothing
 */
export function knownParts(
  { rows, sums }: Table,
  known: ReadonlySet<string>,
  shown: ReadonlySet<string> = known,
): ReadonlyMap<string, Row['counts']> {
  const found = new Map<string, Map<string, number>>();
  const byKey = new Map(rows.map((row) => [row.key, row]));
  for (const { whole, parts, isTime } of sums) {
    const has = isTime ? shown : known;
    const had = shown.has(whole) ? [] : parts.filter((key) => has.has(key));
    if (had.length === 0) continue;
    const own = found.get(whole) ?? new Map<string, number>();
    for (const [measure, count] of together(
      had.map((key) => byKey.get(key)!),
      isTime ?? false,
    ).counts)
      own.set(measure, Math.max(count, own.get(measure) ?? 0));
    found.set(whole, own);
  }
  return found;
}

type IsOver = (time: string, day: string) => boolean;

/** Whether nothing came to a period after a day: it has no week that ends later. */
function endedBy(series: MadeSeries): IsOver {
  const ends = new Map<string, string>();
  const note = (key: string, day: string) => {
    if (day > (ends.get(key) ?? '')) ends.set(key, day);
  };
  for (const { period } of series.get('weekly') ?? []) {
    note('year', lastDayOf(period));
    if (period.kind === 'week') note(termOf(mondayOfWeek(period)), lastDayOf(period));
  }
  const endOf = (period: Period) =>
    (period.kind === 'year' ? ends.get('year') : period.kind === 'term' ? ends.get(period.term) : undefined) ??
    lastDayOf(period);
  // Many rows are of few times, and each is asked about for every former release.
  const endOfTime = new Map<string, string>();
  return (time, day) => {
    let end = endOfTime.get(time);
    if (end === undefined) endOfTime.set(time, (end = endOf(readPeriodKey(time)!)));
    return end <= day;
  };
}

/** What a term or year to a day is called by, behind what it is called now. */
const TO = '|to ';
/** Whether a row is a term or year to the day of a release before. */
export const isToDate = (key: string): boolean => key.includes(TO);

/** What decides which terms and years to date there are. */
interface Shown {
  readonly asOf: readonly string[];
  readonly isOver: IsOver;
  /** Rows whose figures were shown. */
  readonly known: ReadonlySet<string>;
  /** Terms and years to date that were not. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * Terms and years as they were shown to the days of former releases, newest first. One that tells no more than is known without it is left out: it
 * has the same unknown weeks as a later one, or none.
 */
function toDateOf(table: Table, { asOf, isOver, known, hidden }: Shown): Table {
  const [rows, sums]: [Row[], Sum[]] = [[], []];
  const byKey = new Map(table.rows.map((row) => [row.key, row]));
  for (const { whole: key, parts: keys, isTime } of table.sums) {
    if (!isTime || readPeriodKey(byKey.get(keys[0]!)!.time)?.kind !== 'week') continue;
    const whole = byKey.get(key)!;
    const parts = keys.map((each) => byKey.get(each)!);
    let told = 0;
    for (const day of asOf.toReversed()) {
      const to = (text: string) => `${text}${TO}${day}`;
      if (isOver(whole.time, day) || hidden.has(to(whole.together))) continue;
      // What a whole has besides its weeks, if anything, is taken to have been there.
      const { before = [], since = [] } = Object.groupBy(parts, (row) =>
        row.kind === 'published' && !isOver(row.time, day) ? 'since' : 'before',
      );
      const unknown = before.filter((row) => !known.has(row.key)).length;
      if (unknown === 0 || unknown === told || before.every(({ kind }) => kind !== 'published')) continue;
      told = unknown;
      const place = { key: to(key), together: to(whole.together), time: to(whole.time) };
      rows.push({ ...whole, ...together(before, true), ...place });
      sums.push({ whole: place.key, parts: before.map((row) => row.key), isTime: true });
      sums.push({ whole: key, parts: [place.key, ...since.map((row) => row.key)], isTime: true });
    }
  }
  return { rows, sums };
}
