import type { Share } from './pattern.ts';
import { type AttentionRule, type Found, LAST_SESSIONS } from './rule.ts';
import { latestPlaces } from './school-so-far.ts';
import { shareToDate } from './share-to-date.ts';

export interface SuddenChange extends Found {
  readonly last: Share;
  readonly before: Share;
}

const MISSED = 6;
const SESSIONS_BEFORE = 40;
const TIMES = 3;

export const suddenChange: AttentionRule<'sudden-change', SuddenChange> = {
  id: 'sudden-change',
  title: 'Sudden change',
  nobody: 'Nobody’s attendance has changed suddenly.',
  sentence: `Missed ${MISSED} or more of the last ${LAST_SESSIONS} possible sessions, and that is a share at least three times that of the sessions of this year before them, of which there are ${SESSIONS_BEFORE} or more.`,
  source: 'The rule is Rollcall’s: it sets each pupil against their own past.',
  evaluate(pupil, school) {
    const all = shareToDate(pupil);
    const possible = all.possible - LAST_SESSIONS;
    if (possible < SESSIONS_BEFORE) return null;
    const before = { missed: pupil.missed[possible]!, possible };
    const last = { missed: all.missed - before.missed, possible: LAST_SESSIONS };
    if (last.missed < MISSED || TIMES * before.missed * last.possible > last.missed * before.possible) return null;
    return { last, before, stretch: { from: pupil.places[possible]!, to: latestPlaces(school, 1).to } };
  },
  urgency: ({ last }) => last.missed,
};
