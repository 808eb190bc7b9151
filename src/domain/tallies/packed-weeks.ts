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
  const weeks: NumberedWeek[] = [];
  // By character: read for every week of hundreds of schools.
  const numbers = [0, 0, 0, 0, 0];
  let [field, value] = [0, 0];
  for (let at = 0; at <= packed.length && packed !== ''; at++) {
    const digit = packed.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      continue;
    }
    numbers[field++] = value;
    value = 0;
    if (field < numbers.length) continue;
    const [number, attended, authorised, unauthorised, marked] = numbers as [number, number, number, number, number];
    weeks.push({ number, attended, authorised, unauthorised, marked });
    field = 0;
  }
  return weeks;
}
