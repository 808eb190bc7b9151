import { addDays, isDate } from '../../domain/sessions/dates.ts';
import { inWords } from '../../domain/sessions/in-words.ts';
import { londonDate, londonInstant } from '../../domain/sessions/london.ts';
import { momentText } from '../times.ts';

/** Since when changes are looked for. */
export interface Since {
  /** The figures and marks as they were known at this time. */
  readonly at: Date;
  /** `the end of Sunday 22 November 2026`, `you last looked, at 9.15am on Friday 20 November 2026` */
  readonly words: string;
  /** The time alone: `9.15am on Friday 20 November 2026` */
  readonly moment: string;
  /** What was asked for and could not be; null when it could. */
  readonly instead: string | null;
}

/** The last moment of a day in London. */
const endOf = (day: string): Date => new Date(londonInstant(addDays(day, 1), '00:00').getTime() - 1);

/**
 * The time that was chosen, or the end of the day before when there is no such time.
 * @param asked `yesterday`, `seen`, or a day
 * @param now the time of the later figures
 * @param lastLook when the viewer last looked before today; null: never
 */
export function resolveSince(asked: string, now: Date, lastLook: Date | null): Since {
  const today = londonDate(now);
  const yesterday = addDays(today, -1);
  const ofDay = (day: string, instead: string | null = null): Since => ({
    at: endOf(day),
    words: `the end of ${inWords(day)}`,
    moment: `the end of ${inWords(day)}`,
    instead,
  });
  if (asked === 'seen')
    return lastLook === null
      ? ofDay(
          yesterday,
          'No look of yours at this school’s reports before today is on record: what has changed since yesterday is shown.',
        )
      : {
          at: lastLook,
          words: `you last looked, at ${momentText(lastLook)}`,
          moment: momentText(lastLook),
          instead: null,
        };
  if (!isDate(asked)) return ofDay(yesterday);
  if (asked < today) return ofDay(asked);
  return ofDay(yesterday, `${inWords(asked)} is not over yet: what has changed since yesterday is shown.`);
}
