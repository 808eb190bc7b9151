import type { AttentionRule } from './rule.ts';
import { FEWEST_SESSIONS, NEWLY_DAYS } from './rule.ts';
import { type NowAndBefore, newlyReached, PERSISTENT } from './share-to-date.ts';

export const newlyPersistent: AttentionRule<'newly-persistent', NowAndBefore> = {
  id: 'newly-persistent',
  title: 'Newly persistently absent',
  nobody: 'Nobody is newly persistently absent.',
  sentence: `Missed 10% or more of at least ${FEWEST_SESSIONS} possible sessions this year, and had not at the end of the school day ${NEWLY_DAYS} school days ago.`,
  source:
    'Persistent absence is the Department for Education’s measure (Pupil absence statistics: methodology). Looking back a school week is Rollcall’s.',
  evaluate: (pupil, school) => newlyReached(pupil, school, PERSISTENT),
  urgency: ({ now }) => now.missed / now.possible,
};
