import { isMissed } from './pupil-sessions.ts';
import { type AttentionRule, type Found, NEWLY_DAYS } from './rule.ts';
import { dateOfPlace, endOfSchoolDay } from './school-so-far.ts';

export interface Returned extends Found {
  readonly sessions: number;
  readonly first: string;
  readonly last: string;
  /** The day of the first session attended after them. */
  readonly back: string;
}

const SESSIONS = 10;

export const returned: AttentionRule<'returned', Returned> = {
  id: 'returned',
  title: 'Back after a long absence',
  nobody: `Nobody has come back in the last ${NEWLY_DAYS} school days after ${SESSIONS} or more sessions missed in a row.`,
  sentence: `Attended the latest possible session, after ${SESSIONS} or more possible sessions missed in a row of which the last was on one of the last ${NEWLY_DAYS} school days.`,
  source: 'The rule is Rollcall’s: a return is when a welcome and a plan help.',
  evaluate(pupil, school) {
    const { places, possible } = pupil;
    if (possible === 0 || isMissed(pupil, possible - 1)) return null;
    const recent = endOfSchoolDay(school, NEWLY_DAYS);
    // Backwards: each run that ended lately, until one is long.
    for (let session = possible - 1; session >= 0 && places[session]! >= recent; session--) {
      if (!isMissed(pupil, session)) continue;
      const last = session;
      while (session > 0 && isMissed(pupil, session - 1)) session--;
      const sessions = last - session + 1;
      if (sessions < SESSIONS) continue;
      const stretch = { from: places[session]!, to: places[last]! + 1 };
      const dates = [session, last, last + 1].map((each) => dateOfPlace(school, places[each]!));
      return { sessions, first: dates[0]!, last: dates[1]!, back: dates[2]!, stretch };
    }
    return null;
  },
  urgency: ({ sessions }) => sessions,
};
