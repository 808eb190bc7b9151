import { type Counts, possible } from '../domain/measures/counts.ts';
import { ratePercent } from '../domain/measures/rate-percent.ts';

/** What stands in a table where there is nothing to divide by. Never a zero. */
export const NO_RATE = 'n/a';

/** A whole number with thousands commas: `9,312`. */
export const numberText = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** A rate to one decimal, rounded once, half up, from integers: `93.4%`; `n/a` without a base. */
export function percentText(numerator: number, denominator: number): string {
  const rate = ratePercent(numerator, denominator, 1);
  return rate === null ? NO_RATE : `${rate}%`;
}

/** A number with its noun: `1 pupil`, `2,140 pupils`. */
export const countText = (value: number, one: string, many = `${one}s`): string =>
  `${numberText(value)} ${value === 1 ? one : many}`;

/** The base of an attendance rate: `9,312 of 9,876 possible sessions`. */
export function sessionsBase(counts: Counts): string {
  return `${numberText(counts.attended)} of ${countText(possible(counts), 'possible session')}`;
}

/** A value for drawing only (a place on a scale); every number that is read comes from `percentText`. */
export const percentToDraw = (numerator: number, denominator: number): number | null =>
  denominator === 0 ? null : (100 * numerator) / denominator;
