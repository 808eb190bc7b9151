import { NO_MARK } from '../../domain/codes/codes.ts';
import { addDays, sessionAt } from '../../domain/sessions/dates.ts';
import { inShort, sessionInWords } from '../../domain/sessions/in-words.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { describeMark } from '../code-rows.ts';
import { type Table, words } from '../table.ts';
import type { PupilChange, PupilWeek } from './query.ts';

/** Changes seen in this many days are shown. */
const DAYS_SHOWN = 42;

/**
 * What a pupil's marks were before they were replaced, newest first: `Monday 5 October 2026, morning: N became I, seen 7 Oct`.
 * A change's new mark is what the next change replaced, or what stands in the register now. Null when there was none.
 * @param changes oldest first within a session
 */
export function viewChanges(changes: readonly PupilChange[], weeks: readonly PupilWeek[], now: Date): Table | null {
  const from = addDays(londonDate(now), -DAYS_SHOWN);
  const marks = new Map(weeks.map((week) => [week.week, week.marks]));
  const shown = changes
    .map((change, index) => {
      const next = changes[index + 1];
      const isReplaced = next?.week === change.week && next.session === change.session;
      return { ...change, became: isReplaced ? next.was : (marks.get(change.week)?.[change.session] ?? NO_MARK) };
    })
    .filter(({ seenAt }) => londonDate(seenAt) >= from)
    .sort(
      (a, b) =>
        b.seenAt.getTime() - a.seenAt.getTime() || (a.week < b.week ? 1 : a.week > b.week ? -1 : b.session - a.session),
    );
  if (shown.length === 0) return null;
  return {
    caption: 'Marks replaced or added later, last six weeks',
    columns: ['Session', 'Was', 'Became', 'Seen'].map(words),
    rows: shown.map((change) => {
      const { date, half } = sessionAt(change.week, change.session);
      return {
        head: sessionInWords(date, half),
        cells: [markText(change.was, date), markText(change.became, date), inShort(londonDate(change.seenAt))],
      };
    }),
  };
}

function markText(mark: string, date: string): string {
  if (mark === NO_MARK) return 'No mark';
  const { code, meaning } = describeMark(mark, date);
  return `${code}: ${meaning}`;
}
