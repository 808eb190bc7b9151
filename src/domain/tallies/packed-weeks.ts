import type { TallyOfWeek } from './tally-year.ts';

/** A week of an academic year (its number, from 0) as `packWeeks` keeps it. */
export interface NumberedWeek extends TallyOfWeek {
  readonly number: number;
}

/** Packs weeks as text, in their order: number, attended, authorised, unauthorised and marked, `5 1801 90 12 380,6 1790 …`. */
export const packWeeks = (weeks: readonly NumberedWeek[]): string =>
  [...weeks]
    .sort((a, b) => a.number - b.number)
    .map(({ number, attended, authorised, unauthorised, marked }) =>
      [number, attended, authorised, unauthorised, marked].join(' '),
    )
    .join(',');

/** The reverse of `packWeeks`. */
export function unpackWeeks(packed: string): NumberedWeek[] {
  if (packed === '') return [];
  return packed.split(',').map((text) => {
    const [number, attended, authorised, unauthorised, marked] = text.split(' ').map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { number, attended, authorised, unauthorised, marked };
  });
}
