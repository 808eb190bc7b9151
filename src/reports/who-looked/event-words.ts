import { inShort } from '../../domain/sessions/in-words.ts';
import { londonDate, londonTime } from '../../domain/sessions/london.ts';
import { timeText } from '../times.ts';
import type { EventRow } from './query.ts';

/** `23 Nov 2026, 9.30am`, London. */
export const whenText = (at: Date): string => `${inShort(londonDate(at))}, ${timeText(londonTime(at))}`;

/** The name of who did it; of those who were not signed in, and of the program itself, that. */
export function whoText({ person, name, what }: Pick<EventRow, 'person' | 'name' | 'what'>): string {
  if (name !== null && name.trim() !== '') return name;
  if (person !== null) return 'Someone without a name';
  return what === 'sign-in' || what === 'refusal' ? 'Someone not signed in' : 'This service';
}

/** An organisation by the list's name; one that the list does not have by ours. */
export function organisationText(key: string | null, names: ReadonlyMap<string, string>): string | null {
  if (key === null) return null;
  return key === 'operator' ? 'The operator of this service' : (names.get(key) ?? key);
}

/** The digests of all settings, kept to tell which differ at the next start. */
const NOT_TO_READ = 'digests';

/**
 * The small facts of an event; those that are null, false or empty say nothing and are left out. What is not JSON was not written
 * by this program, and is shown as it is.
 */
export function readDetail(detail: string): [string, string][] {
  try {
    const value: unknown = JSON.parse(detail);
    if (typeof value === 'object' && value !== null)
      return Object.entries(value)
        .filter(([name, each]) => name !== NOT_TO_READ && each !== null && each !== false && each !== '')
        .map(([name, each]) => [name, String(each)]);
  } catch {}
  return [['detail', detail]];
}
