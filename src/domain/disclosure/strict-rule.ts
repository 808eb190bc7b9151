import { lastDayOf } from '../statistics/period.ts';
import type { PublishedRow } from '../statistics/published-row.ts';
import { BREAKDOWNS, isNeverMade, leaveOutBreakdowns, withoutNeverMade } from './breakdowns.ts';
import { asSafe, type SafeRows } from './safe-rows.ts';
import { AUTHORITY_COLUMNS, type MadeSeries, pupilsKey, rowKeyIn, tableOfSeries } from './series-table.ts';
import type { DisclosureSettings } from './settings.ts';
import { suppress } from './suppress.ts';
import type { Table } from './table.ts';

/** Series in which everything is hidden that must be, with what the auditor needs to try them. */
export interface StrictSeries {
  readonly series: ReadonlyMap<string, SafeRows>;
  readonly table: Table;
  readonly hidden: ReadonlySet<string>;
  /** Rows that the release before showed: hidden now or not, their figures are known. */
  readonly known: ReadonlySet<string>;
  /** Rows of breakdowns that could have been made, and are left out. */
  readonly leftOut: ReadonlySet<string>;
  /** Rows with figures, and how many of them are hidden. */
  readonly rows: number;
  readonly hiddenRows: number;
}

/** The release before, as disclosure control needs it. */
export interface FormerRelease {
  /** The last day that it counted. */
  readonly asOf: string;
  /** Rows that it hid, as `hiddenRowsOf` lists them. */
  readonly hidden: ReadonlySet<string>;
}

/**
 * Our own rule: rows that are unsafe by themselves are hidden, with as many others as protect them in every sum of areas, phases and time
 * (docs/disclosure.md). Of authorities only attendance and the two kinds of absence are published: many are too small to hide rarer counts
 * behind. A hidden row tells nothing but that it is hidden, not even how many schools are in it.
 * @param former the release before of the academic year: what it hid stays hidden, and what it showed protects nothing any more
 */
export function strictRule(
  series: MadeSeries,
  settings: DisclosureSettings,
  former: FormerRelease | null = null,
): StrictSeries {
  const mayBeMade = withoutNeverMade(series);
  const table = tableOfSeries(mayBeMade);
  const allPupils = tableOfSeries(new Map([...series].filter(([name]) => name !== BREAKDOWNS)));
  const forced = new Set(former?.hidden);
  const known = former ? findKnown(mayBeMade, table, former) : new Set<string>();
  for (;;) {
    const { hidden } = suppress(allPupils, [], settings, forced, known);
    const more = findWeighted(series, hidden).filter((key) => !hidden.has(key));
    if (more.length === 0) {
      const gone = new Set([...hidden, ...(former?.hidden ?? [])]);
      const leftOut = leaveOutBreakdowns(mayBeMade, table, settings, gone);
      return apply(series, without(table, leftOut), hidden, { known, leftOut });
    }
    for (const key of more) forced.add(key);
  }
}

/** A table without rows that are not published, and the sums that they were in. */
function without({ rows, sums }: Table, leftOut: ReadonlySet<string>): Table {
  return {
    rows: rows.filter(({ key }) => !leftOut.has(key)),
    sums: sums.filter(({ whole, parts }) => ![whole, ...parts].some((key) => leftOut.has(key))),
  };
}

/** Rows of periods that were at their end when the release before was made, and that it did not hide. */
function findKnown(series: MadeSeries, table: Table, { asOf, hidden }: FormerRelease): ReadonlySet<string> {
  const shown = new Set<string>();
  for (const [name, rows] of series)
    for (const row of rows) {
      const key = rowKeyIn(name, row);
      if (!hidden.has(key) && lastDayOf(row.period) <= asOf) shown.add(key);
    }
  return new Set(
    table.rows
      .filter(({ together, hiddenWith }) => shown.has(hiddenWith ?? together) && !hidden.has(together))
      .map(({ key }) => key),
  );
}

/** The rows that are hidden or left out, by their keys among the series. */
export const hiddenRowsOf = ({
  table,
  hidden,
  leftOut,
}: Pick<StrictSeries, 'table' | 'hidden' | 'leftOut'>): string[] => [
  ...leftOut,
  ...new Set(table.rows.filter(({ key }) => hidden.has(key)).map(({ together }) => together)),
];

/** Totals whose rates are weighted from the rates of phases of which one is hidden: they would tell it. */
function findWeighted(series: MadeSeries, hidden: ReadonlySet<string>): string[] {
  return [...series].flatMap(([name, rows]) =>
    rows
      .filter((row) => row.counts !== null && row.weighted?.some((phase) => hidden.has(rowKeyIn(name, phase))))
      .map((row) => rowKeyIn(name, row)),
  );
}

function apply(
  series: MadeSeries,
  table: Table,
  hidden: ReadonlySet<string>,
  { known, leftOut }: { readonly known: ReadonlySet<string>; readonly leftOut: ReadonlySet<string> },
): StrictSeries {
  let [rows, hiddenRows] = [0, 0];
  const made = [...series].map(([name, own]) => {
    const safe = own.map((row): PublishedRow => {
      if (row.counts !== null) rows++;
      if (row.counts === null) return hide(row);
      const key = rowKeyIn(name, row);
      const ofPupils = [row, ...(row.weighted ?? [])].map((each) => pupilsKey(rowKeyIn(name, each)));
      if (isNeverMade(row) || leftOut.has(key)) return { ...hide(row), leftOut: true };
      if (leftOut.has(pupilsKey(key))) return withoutReasons({ ...row, pupils: null, persistence: null, severe: null });
      if (!hidden.has(key)) return withoutReasons(ofPupils.some((each) => hidden.has(each)) ? hidePupils(row) : row);
      hiddenRows++;
      return hide(row);
    });
    return [name, asSafe(safe)] as const;
  });
  return { series: new Map(made), table, hidden, known, leftOut, rows, hiddenRows };
}

const hide = (row: PublishedRow): PublishedRow => ({
  ...row,
  counts: null,
  enrolments: null,
  schools: null,
  schoolsHidden: true,
  weighted: null,
  // That there is one is no secret: its cell is in the file, and says that it is hidden.
  persistence: row.persistence && [],
  severe: row.severe && [],
  pupils: null,
  contributors: null,
});

const hidePupils = (row: PublishedRow): PublishedRow => ({ ...row, pupils: null, pupilsHidden: true });

function withoutReasons(row: PublishedRow): PublishedRow {
  if (row.area.level !== 'Local authority') return row;
  const only = (counts: ReadonlyMap<string, number> | null) =>
    counts && new Map([...counts].filter(([column]) => AUTHORITY_COLUMNS.has(column)));
  return {
    ...row,
    counts: only(row.counts),
    weighted: row.weighted?.map((phase) => ({ ...phase, counts: only(phase.counts) })) ?? null,
  };
}
