import type { TallyOfWeek } from './tally-year.ts';

/** A week of an academic year (its number, from 0) as `packWeeks` keeps it. */
export interface NumberedWeek extends Omit<TallyOfWeek, 'bands'> {
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
  const weeks: NumberedWeek[] = [];
  // By character, and never past the end, which costs as much as all else: read for every week of hundreds of schools.
  let at = 0;
  const next = () => {
    let value = 0;
    while (at < packed.length) {
      const digit = packed.charCodeAt(at++) - 48;
      if (digit < 0) break;
      value = value * 10 + digit;
    }
    return value;
  };
  while (at < packed.length)
    weeks.push({ number: next(), attended: next(), authorised: next(), unauthorised: next(), marked: next() });
  return weeks;
}
