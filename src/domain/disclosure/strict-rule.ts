import type { PublishedRow } from '../statistics/published-row.ts';
import { BREAKDOWNS, isNeverMade, leaveOutBreakdowns, withoutNeverMade } from './breakdowns.ts';
import { type FormerReleases, formerRows } from './former-rows.ts';
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
  /** Rows that a release before showed: hidden now or not, their figures are known. */
  readonly known: ReadonlySet<string>;
  /** Terms and years to the days of releases before that these hid, by keys of their own. */
  readonly hiddenToDate: readonly string[];
  /** Rows of breakdowns that could have been made, and are left out. */
  readonly leftOut: ReadonlySet<string>;
  /** Rows with figures, and how many of them are hidden. */
  readonly rows: number;
  readonly hiddenRows: number;
}

/**
 * Our own rule: rows that are unsafe by themselves are hidden, with as many others as protect them in every sum of areas, phases and time
 * (docs/disclosure.md). Of authorities only attendance and the two kinds of absence are published: many are too small to hide rarer counts
 * behind. A hidden row tells nothing but that it is hidden, not even how many schools are in it.
 * @param former the releases before of the academic year: what they hid stays hidden, and what they showed protects nothing any more
 */
export function strictRule(
  series: MadeSeries,
  settings: DisclosureSettings,
  former: FormerReleases | null = null,
): StrictSeries {
  const mayBeMade = withoutNeverMade(series);
  const allPupils = tableOfSeries(new Map([...series].filter(([name]) => name !== BREAKDOWNS)));
  const before = former && formerRows(series, allPupils, former);
  const known = before?.known ?? new Set<string>();
  const forced = new Set(before?.forced);
  const withFormer = (table: Table): Table => (before ? join(table, before.toDate) : table);
  for (;;) {
    const { hidden } = suppress(withFormer(allPupils), settings, { ...before, forced });
    const more = findWeighted(series, hidden).filter((key) => !hidden.has(key));
    if (more.length === 0) {
      const table = tableOfSeries(mayBeMade);
      const leftOut = leaveOutBreakdowns(mayBeMade, table, settings, new Set([...hidden, ...(former?.hidden ?? [])]));
      return apply(series, withFormer(without(table, leftOut)), hidden, {
        known,
        leftOut,
        hiddenToDate: before?.hiddenToDate ?? [],
      });
    }
    for (const key of more) forced.add(key);
  }
}

const join = (one: Table, other: Table): Table => ({
  rows: [...one.rows, ...other.rows],
  sums: [...one.sums, ...other.sums],
});

/** A table without rows that are not published, and the sums that they were in. */
function without({ rows, sums }: Table, leftOut: ReadonlySet<string>): Table {
  return {
    rows: rows.filter(({ key }) => !leftOut.has(key)),
    sums: sums.filter(({ whole, parts }) => ![whole, ...parts].some((key) => leftOut.has(key))),
  };
}

/** What the next release must know: the rows that are left out, or hidden and shown in no release before, by their keys among the series. */
export const hiddenRowsOf = ({
  table,
  hidden,
  known,
  leftOut,
  hiddenToDate,
}: Pick<StrictSeries, 'table' | 'hidden' | 'known' | 'leftOut' | 'hiddenToDate'>): string[] => [
  ...leftOut,
  ...new Set(table.rows.filter(({ key }) => hidden.has(key) && !known.has(key)).map(({ together }) => together)),
  ...hiddenToDate,
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
  { known, leftOut, hiddenToDate }: Pick<StrictSeries, 'known' | 'leftOut' | 'hiddenToDate'>,
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
  return { series: new Map(made), table, hidden, known, leftOut, hiddenToDate, rows, hiddenRows };
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
