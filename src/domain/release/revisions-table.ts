import type { SafeRows, SafeTable } from '../disclosure/safe-rows.ts';
import { safeTable } from '../disclosure/safe-rows.ts';
import { areaKey } from '../statistics/area.ts';
import { type Cell, HIDDEN } from '../statistics/cell.ts';
import { columnsOf } from '../statistics/columns.ts';
import type { Week } from '../statistics/period.ts';
import { allDigits, type PublishedRow, rateCell, twoDecimals } from '../statistics/published-row.ts';
import { defaultsOf, keysOf, TIDY_KEYS } from '../statistics/tidy-table.ts';
import type { TableRow } from '../statistics/wide-table.ts';
import { type Headlines, numberIn } from './check.ts';
import { HEADLINE_RATES, headlineKey } from './headlines.ts';

/**
 * What became of the headline rates of the nation and its regions since the release before: a row for each week that both have, and each
 * rate. A rate that is hidden in either is hidden here on both sides.
 * @param former as it was published
 * @returns null when they have no week in common
 */
export function revisionsTable(weekly: SafeRows, startYear: number, former: Headlines): SafeTable | null {
  const both = weekly.filter((row) => row.area.level !== 'Local authority' && former.has(keyOf(row)));
  const weeks = both.map(({ period }) => period as Week);
  const last = weeks.reduce<Week | null>((late, week) => (late === null || isLater(week, late) ? week : late), null);
  if (last === null) return null;
  return safeTable([weekly], {
    keyColumns: [...TIDY_KEYS, 'headline_rate'],
    defaults: { ...defaultsOf(last), headline_rate: HEADLINE_RATES[0].words },
    measureColumns: ['former_percent', 'revised_percent'],
    rows: both.flatMap((row) => revisionsOf(row, startYear, last, former)),
  });
}

function revisionsOf(row: PublishedRow, startYear: number, last: Week, former: Headlines): TableRow[] {
  const { rates } = former.get(keyOf(row))!;
  const columns = columnsOf(startYear).rates;
  return HEADLINE_RATES.map(({ column, words }) => {
    const was = rates.get(column) ?? HIDDEN;
    const of = columns.find((each) => each.column === column)!.of;
    return { keys: [...keysOf(row, last), words], measures: measuresOf(row, of, was) };
  });
}

/** A rate that did not change is rounded once, and so is the same on both sides. */
function measuresOf(row: PublishedRow, of: string, was: string): Cell[] {
  if (row.counts === null || was === HIDDEN) return [HIDDEN, HIDDEN];
  const is = rateCell(row, of, twoDecimals);
  if (was === rateCell(row, of, allDigits)) return [is, is];
  return [numberIn(was)?.toFixed(2) ?? was, is];
}

const keyOf = ({ area, phase, period }: PublishedRow): string => {
  const { year, week } = period as Week;
  return headlineKey({ week: `${year}-W${String(week).padStart(2, '0')}`, area: areaKey(area), phase });
};

const isLater = (a: Week, b: Week): boolean => a.year > b.year || (a.year === b.year && a.week > b.week);
