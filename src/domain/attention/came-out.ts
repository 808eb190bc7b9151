import type { AttentionRule } from './rule.ts';
import { NEWLY_DAYS } from './rule.ts';
import { isAtLeast, type NowAndBefore, nowAndBefore, PERSISTENT, shareToDate } from './share-to-date.ts';

export const cameOut: AttentionRule<'came-out', NowAndBefore> = {
  id: 'came-out',
  title: 'No longer persistently absent',
  nobody: 'Nobody has come out of persistent absence.',
  sentence: `Missed less than 10% of the possible sessions of this year, and at the end of the school day ${NEWLY_DAYS} school days ago had missed 10% or more.`,
  source:
    'Persistent absence is the Department for Education’s measure (Pupil absence statistics: methodology). Looking back a school week is Rollcall’s.',
  evaluate(pupil, school) {
    if (isAtLeast(shareToDate(pupil), PERSISTENT)) return null;
    const found = nowAndBefore(pupil, school);
    return isAtLeast(found.before, PERSISTENT) ? found : null;
  },
  urgency: ({ now, before }) => before.missed / before.possible - now.missed / now.possible,
};
