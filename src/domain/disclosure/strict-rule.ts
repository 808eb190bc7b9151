import type { PublishedRow } from '../statistics/published-row.ts';
import { asSafe, type SafeRows } from './safe-rows.ts';
import { AUTHORITY_COLUMNS, type MadeSeries, rowKeyIn, tableOfSeries } from './series-table.ts';
import type { DisclosureSettings } from './settings.ts';
import { suppress } from './suppress.ts';
import type { Table } from './table.ts';

/** Series in which everything is hidden that must be, with what the auditor needs to try them. */
export interface StrictSeries {
  readonly series: ReadonlyMap<string, SafeRows>;
  readonly table: Table;
  readonly hidden: ReadonlySet<string>;
  /** Rows with figures, and how many of them are hidden. */
  readonly rows: number;
  readonly hiddenRows: number;
}

/**
 * Our own rule: rows that are unsafe by themselves are hidden, with as many others as protect them in every sum of areas, phases and time
 * (docs/disclosure.md). Of authorities only attendance and the two kinds of absence are published: many are too small to hide rarer counts
 * behind. A hidden row tells nothing but that it is hidden, not even how many schools are in it.
 */
export function strictRule(series: MadeSeries, settings: DisclosureSettings): StrictSeries {
  const table = tableOfSeries(series);
  const forced = new Set<string>();
  for (;;) {
    const { hidden } = suppress(table, [], settings, forced);
    const more = findWeighted(series, hidden).filter((key) => !hidden.has(key));
    if (more.length === 0) return apply(series, table, hidden);
    for (const key of more) forced.add(key);
  }
}

/** Totals whose rates are weighted from the rates of phases of which one is hidden: they would tell it. */
function findWeighted(series: MadeSeries, hidden: ReadonlySet<string>): string[] {
  return [...series].flatMap(([name, rows]) =>
    rows
      .filter((row) => row.counts !== null && row.weighted?.some((phase) => hidden.has(rowKeyIn(name, phase))))
      .map((row) => rowKeyIn(name, row)),
  );
}

function apply(series: MadeSeries, table: Table, hidden: ReadonlySet<string>): StrictSeries {
  let [rows, hiddenRows] = [0, 0];
  const made = [...series].map(([name, own]) => {
    const safe = own.map((row): PublishedRow => {
      if (row.counts !== null) rows++;
      if (row.counts === null) return hide(row);
      if (!hidden.has(rowKeyIn(name, row))) return withoutReasons(row);
      hiddenRows++;
      return hide(row);
    });
    return [name, asSafe(safe)] as const;
  });
  return { series: new Map(made), table, hidden, rows, hiddenRows };
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
