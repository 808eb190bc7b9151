import type { AttentionRule } from './rule.ts';
import { FEWEST_SESSIONS, NEWLY_DAYS } from './rule.ts';
import { type NowAndBefore, newlyReached, SEVERE } from './share-to-date.ts';

export const newlySevere: AttentionRule<'newly-severe', NowAndBefore> = {
  id: 'newly-severe',
  title: 'Newly severely absent',
  nobody: 'Nobody is newly severely absent.',
  sentence: `Missed 50% or more of at least ${FEWEST_SESSIONS} possible sessions this year, and had not at the end of the school day ${NEWLY_DAYS} school days ago.`,
  source:
    'Severe absence is the Department for Education’s measure (Pupil absence statistics: methodology). Looking back a school week is Rollcall’s.',
  evaluate: (pupil, school) => newlyReached(pupil, school, SEVERE),
  urgency: ({ now }) => now.missed / now.possible,
};
