import { withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';

/** How long ago a request was asked: `today`, `yesterday`, `6 days ago`. @param days as London's calendar counts them */
export function ageWords(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** `18 November 2026`, London. */
export const dayOf = (instant: Date): string => withoutDay(londonDate(instant));

/** Names as a sentence lists them: `Ann, Bob or Cem`; of more than five the first four. */
export function eitherOf(names: readonly string[]): string {
  const shown = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} others`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

/** The people who run this service, where nobody of an organisation decides. */
export const OPERATORS = 'the people who run this service';
