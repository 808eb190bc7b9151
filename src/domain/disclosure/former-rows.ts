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
  /** Pupils to date that must be hidden, since their sessions stay so. */
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
  const settled = new Set([...over, ...goOn].filter(isHidden).map(({ key }) => key));
  const hiddenToDate = new Set([...hidden].filter((key) => key.includes(TO)));
  for (const row of goOn) if (settled.has(row.key)) hiddenToDate.add(`${row.together}${TO}${newest}`);
  const toDate = new ToDate(table, isOver, hiddenToDate);
  for (const day of asOf) toDate.add(day);
  for (const { key } of toDate.rows) known.add(key);
  const forced = new Set(pupils.filter(({ hiddenWith }) => hidden.has(hiddenWith!)).map(({ key }) => key));
  return { toDate, known, settled, forced, hiddenToDate: [...hiddenToDate] };
}

/**
 * What readers have of counts of terms and years, where they have some of their weeks: what is hidden of them is the rest.
 * @param has whether they have a row's figures
 * @returns by row and measure; of rows that are not there they have nothing
 */
export function knownParts({ rows, sums }: Table, has: (key: string) => boolean): ReadonlyMap<string, Row['counts']> {
  const found = new Map<string, Map<string, number>>();
  const byKey = new Map(rows.map((row) => [row.key, row]));
  for (const { whole, parts, isTime } of sums) {
    const had = isTime && !has(whole) ? parts.filter(has) : [];
    if (had.length === 0) continue;
    const own = found.get(whole) ?? new Map<string, number>();
    for (const [measure, count] of together(
      had.map((key) => byKey.get(key)!),
      true,
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

/** Terms and years as they were shown to the days of former releases. */
class ToDate implements Table {
  readonly rows: Row[] = [];
  readonly sums: Sum[] = [];
  readonly #byKey: ReadonlyMap<string, Row>;
  readonly #ofWeeks: readonly Sum[];
  readonly #isOver: IsOver;
  readonly #hidden: ReadonlySet<string>;

  constructor({ rows, sums }: Table, isOver: IsOver, hidden: ReadonlySet<string>) {
    this.#byKey = new Map(rows.map((row) => [row.key, row]));
    this.#ofWeeks = sums.filter(
      ({ parts, isTime }) => isTime && readPeriodKey(this.#byKey.get(parts[0]!)!.time)?.kind === 'week',
    );
    this.#isOver = isOver;
    this.#hidden = hidden;
  }

  /** Adds those to one day: what a whole has besides its weeks, if anything, is taken to have been there. */
  add(day: string): void {
    const to = (key: string) => `${key}${TO}${day}`;
    const keys = (rows: readonly Row[]) => rows.map(({ key }) => key);
    for (const sum of this.#ofWeeks) {
      const whole = this.#byKey.get(sum.whole)!;
      if (this.#isOver(whole.time, day) || this.#hidden.has(to(whole.together))) continue;
      const parts = sum.parts.map((key) => this.#byKey.get(key)!);
      const { before = [], since = [] } = Object.groupBy(parts, (row) =>
        row.kind === 'published' && !this.#isOver(row.time, day) ? 'since' : 'before',
      );
      if (!before.some(({ kind }) => kind === 'published')) continue;
      const place = { key: to(whole.key), together: to(whole.together), time: to(whole.time) };
      this.rows.push({ ...whole, ...together(before, true), ...place });
      this.sums.push({ whole: place.key, parts: keys(before), isTime: true });
      this.sums.push({ whole: whole.key, parts: [place.key, ...keys(since)], isTime: true });
    }
  }
}
