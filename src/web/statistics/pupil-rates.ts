import { type DataSet, symbolOf } from '../../publish/released/data-set.ts';
import type { Figure } from '../../publish/released/wide-file.ts';
import type { Rate } from './measures.ts';

/** Persistent and severe absence: rates of pupils, in terms and the year to date. */
export const PUPIL_MEASURES = [
  {
    key: 'persistent',
    text: 'Persistent absence',
    rate: 'persistent_absence_percent',
    count: 'persistent_absence_count',
    words: 'missed 10% or more of their possible sessions',
  },
  {
    key: 'severe',
    text: 'Severe absence',
    rate: 'severe_absence_percent',
    count: 'severe_absence_count',
    words: 'missed 50% or more of their possible sessions',
  },
] as const;
export type PupilMeasure = (typeof PUPIL_MEASURES)[number];

/** Those of them that a tidy file has: the Department's has no severe absence. */
export const pupilMeasuresOf = (set: DataSet): PupilMeasure[] =>
  PUPIL_MEASURES.filter(({ rate }) => set.indicators.some(({ column }) => column === rate));

/** The rows of a tidy file of one area, by the items of its filters: `{ time_frame: 'Year to date' }`. */
export function findRows(set: DataSet, area: string | null, items: Readonly<Record<string, string>>): number[] {
  const place = set.locations.findIndex(({ code }) => code === area);
  if (area !== null && place < 0) return [];
  const wanted = Object.entries(items).flatMap(([column, item]) => {
    const filter = set.filters.find((each) => each.column === column);
    return filter ? [{ of: filter.of, place: filter.options.indexOf(item) }] : [];
  });
  const found: number[] = [];
  for (let row = 0; row < set.rows; row++)
    if ((area === null || set.locationOf[row] === place) && wanted.every((each) => each.of[row] === each.place))
      found.push(row);
  return found;
}

/** A figure of a row; null where the file has no such column. */
export function figureIn(set: DataSet, row: number, column: string): Figure {
  const indicator = set.indicators.find((each) => each.column === column);
  if (!indicator) return null;
  const value = indicator.values[row]!;
  return symbolOf(value) ?? value / 10 ** indicator.decimals;
}

/** A rate of pupils of a row; undefined in place of a row: no data. */
export const pupilRate = (
  set: DataSet,
  row: number | undefined,
  { rate, count }: Pick<PupilMeasure, 'rate' | 'count'>,
): Rate => {
  const read = (column: string) => (row === undefined ? null : figureIn(set, row, column));
  return { percent: read(rate), numerator: read(count), denominator: read('enrolment_count') };
};

/** `Total`, as the wide files have it, is `All schools` in the tidy ones. */
export const tidyPhase = (phase: string): string => (phase === 'Total' ? 'All schools' : phase);
