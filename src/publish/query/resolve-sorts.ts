import { type DataSet, type Indicator, LEVEL_CODES, type LevelCode, SYMBOLS } from '../released/data-set.ts';
import { areasOf, type DataSetMeta } from '../released/describe-data-set.ts';
import type { SortAsked } from './criteria.ts';
import type { Digit } from './select-rows.ts';
import { timeOrder } from './time-order.ts';

const NEWEST_FIRST: readonly SortAsked[] = [{ field: 'timePeriod', direction: 'Desc' }];

/** The order that is asked for, the newest time first when none is; and the sorts whose field the data set has not. */
export function resolveSorts(
  sorts: readonly SortAsked[] | null,
  dataSet: DataSet,
  meta: DataSetMeta,
): { readonly digits: readonly Digit[]; readonly notFound: readonly SortAsked[] } {
  const notFound: SortAsked[] = [];
  const digits = (sorts ?? NEWEST_FIRST).flatMap((sort) => {
    const found = digitsOf(sort.field, dataSet, meta);
    if (!found) notFound.push(sort);
    return (found ?? []).map((digit) => (sort.direction === 'Asc' ? digit : reversed(digit)));
  });
  return { digits, notFound };
}

function digitsOf(field: string, dataSet: DataSet, meta: DataSetMeta): Digit[] | null {
  const { locations, locationOf, timeOf, filters, indicators } = dataSet;
  if (field === 'timePeriod') return [ranked(timeOf, ranksOf(meta.timePeriods.map(timeOrder)))];
  if (field === 'geographicLevel')
    return [
      ranked(
        locationOf,
        locations.map(({ level }) => LEVEL_CODES.indexOf(level)),
      ),
    ];
  const [kind, id, ...more] = field.split('|');
  if (more.length > 0) return null;
  if (kind === 'location') {
    if (!meta.locations.some(({ level }) => level.code === id)) return null;
    // Rows of no area of the level come first.
    return [ranked(locationOf, ranksOf(locations.map((each) => areasOf(each)[id as LevelCode]?.label ?? '')))];
  }
  const filter = kind === 'filter' ? meta.filters.findIndex((each) => each.id === id) : -1;
  if (filter >= 0) return [ranked(filters[filter]!.of, ranksOf(filters[filter]!.options))];
  const indicator = kind === 'indicator' ? meta.indicators.findIndex((each) => each.id === id) : -1;
  return indicator >= 0 ? figureDigits(indicators[indicator]!) : null;
}

const ranked = (column: Uint16Array, ranks: readonly number[]): Digit => ({
  size: Math.max(0, ...ranks) + 1,
  of: (row) => ranks[column[row]!]!,
});

const reversed = ({ size, of }: Digit): Digit => ({ size, of: (row) => size - 1 - of(row) });

/** For each its place among those that there are. */
function ranksOf<T extends number | string>(all: readonly T[]): number[] {
  const inOrder = [...new Set(all)].sort((a, b) => (a < b ? -1 : Number(a > b)));
  const places = new Map(inOrder.map((each, place) => [each, place]));
  return all.map((each) => places.get(each)!);
}

const BASE = 1 << 16;

/** A figure in three digits. Symbols, which are kept as numbers below zero, come before every figure. */
function figureDigits({ values }: Indicator): Digit[] {
  const figure = (row: number) => values[row]! + SYMBOLS.length;
  return [
    { size: BASE, of: (row) => Math.floor(figure(row) / BASE / BASE) },
    { size: BASE, of: (row) => Math.floor(figure(row) / BASE) % BASE },
    { size: BASE, of: (row) => figure(row) % BASE },
  ];
}
