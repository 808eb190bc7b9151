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

const [ZERO, SPACE] = ['0', ' '].map((each) => each.charCodeAt(0)) as [number, number];

/** The reverse of `packWeeks`. Read character by character: a page of an authority reads tens of thousands of weeks. */
export function unpackWeeks(packed: string): NumberedWeek[] {
  const weeks: NumberedWeek[] = [];
  const values = [0, 0, 0, 0, 0];
  let place = 0;
  for (let index = 0; index <= packed.length && packed !== ''; index++) {
    const character = packed.charCodeAt(index);
    if (character >= ZERO) values[place] = values[place]! * 10 + character - ZERO;
    else if (character === SPACE) place++;
    else {
      const [number, attended, authorised, unauthorised, marked] = values as [number, number, number, number, number];
      weeks.push({ number, attended, authorised, unauthorised, marked });
      values.fill(0);
      place = 0;
    }
  }
  return weeks;
}
