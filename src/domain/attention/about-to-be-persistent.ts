import { addDays } from '../sessions/dates.ts';
import { schoolDays } from '../sessions/school-days.ts';
import type { Share } from './pattern.ts';
import { type AttentionRule, FEWEST_SESSIONS, type Found, LAST_SESSIONS } from './rule.ts';
import { dateOfPlace, latestPlaces, type SchoolSoFar } from './school-so-far.ts';
import { isAtLeast, PERSISTENT, shareToDate } from './share-to-date.ts';

export interface AboutToBe extends Found {
  readonly now: Share;
  /** Of the pupil's last possible sessions. */
  readonly last: Share;
  /** So many further sessions missed in a row make the absence persistent. */
  readonly sessionsLeft: number;
  /** At the pace of the last sessions it is persistent after so many more possible ones; null: never at that pace. */
  readonly pace: number | null;
  /** The day on which that would be, were there two sessions on every weekday; null unless within the sessions looked ahead. */
  readonly date: string | null;
}

/** Sessions in a row that are "about to": two days. */
const SESSIONS_LEFT = 4;

export const aboutToBePersistent: AttentionRule<'about-to-be-persistent', AboutToBe> = {
  id: 'about-to-be-persistent',
  title: 'About to be persistently absent',
  nobody: 'Nobody is about to be persistently absent.',
  sentence: `At least ${FEWEST_SESSIONS} possible sessions this year and less than 10% of them missed, and either ${SESSIONS_LEFT} more sessions missed in a row, or fewer, make it 10%, or it is reached within ${LAST_SESSIONS} more possible sessions at the pace of the last ${LAST_SESSIONS}.`,
  source:
    'Persistent absence is the Department for Education’s measure (Pupil absence statistics: methodology). Looking ahead is Rollcall’s. A date counts two sessions on every weekday but bank holidays: the school’s own holidays to come are not known.',
  evaluate(pupil, school) {
    const now = shareToDate(pupil);
    if (now.possible < FEWEST_SESSIONS || isAtLeast(now, PERSISTENT)) return null;
    const sessionsLeft = Math.ceil((now.possible - PERSISTENT * now.missed) / (PERSISTENT - 1));
    const last = { missed: now.missed - pupil.missed[now.possible - LAST_SESSIONS]!, possible: LAST_SESSIONS };
    const pace = sessionsAtPace(now, last.missed);
    const soon = pace !== null && pace <= LAST_SESSIONS;
    if (sessionsLeft > SESSIONS_LEFT && !soon) return null;
    const from = pupil.places[now.possible - LAST_SESSIONS]!;
    const stretch = { from, to: latestPlaces(school, 1).to };
    return { now, last, sessionsLeft, pace, date: soon ? dateAfter(school, pace) : null, stretch };
  },
  urgency: ({ sessionsLeft, pace }) => -Math.min(sessionsLeft, pace ?? Number.POSITIVE_INFINITY),
};

/** The smallest n with (missed + pace × n ÷ 20) ÷ (possible + n) ≥ 10%; null when the pace itself is not above 10%. */
function sessionsAtPace({ missed, possible }: Share, pace: number): number | null {
  const above = PERSISTENT * pace - LAST_SESSIONS;
  if (above <= 0) return null;
  return Math.max(1, Math.ceil((LAST_SESSIONS * (possible - PERSISTENT * missed)) / above));
}

function dateAfter(school: SchoolSoFar, sessions: number): string {
  const day = dateOfPlace(school, latestPlaces(school, 1).from);
  // Twice as long as is needed, and a fortnight of bank holidays.
  const weekdays = schoolDays(addDays(day, 1), addDays(day, sessions + 14));
  return weekdays[Math.ceil(sessions / 2) - 1]!;
}
