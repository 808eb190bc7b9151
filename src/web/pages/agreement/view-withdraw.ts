import { withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { days } from './agreement-wording.ts';

/** Characters that a reason may have. */
export const LONGEST_REASON = 500;

const DAY_MS = 24 * 60 * 60_000;

/** What stopping means for a school. @param keepDays days for which data held are kept; @param tooLong a reason that was too long, as typed */
export function viewWithdraw(school: string, keepDays: number, now: Date, tooLong: string | null = null) {
  const deleteOn = withoutDay(londonDate(new Date(now.getTime() + keepDays * DAY_MS)));
  const error = tooLong === null ? null : `Your reason must be ${LONGEST_REASON} characters or fewer`;
  return {
    title: error === null ? 'Stop sharing' : 'Error: Stop sharing',
    heading: 'Stop sharing',
    school,
    errors: error === null ? [] : [{ text: error, href: '#reason' }],
    error,
    reason: tooLong ?? '',
    atOnce: [
      'nothing more is read from your MIS, also when a collection is under way',
      'your school leaves all lists and reports: your own, those of your trust and those of your local authority',
      'your school is not in the next statistics',
    ],
    published:
      'Statistics that are published already stay as they are. They identify no child and no school, so what your school added to them cannot be told apart and taken out.',
    held:
      keepDays === 0
        ? 'The data already held of your pupils is deleted at once.'
        : `The data already held of your pupils is kept for ${days(keepDays)}, and deleted on ${deleteOn}. Nobody is shown it meanwhile. If your school comes back before, it is used again.`,
    warning:
      keepDays === 0
        ? 'Sharing stops as soon as you press the button, and the data held is deleted at once. It cannot be brought back.'
        : `Sharing stops as soon as you press the button. The data held is deleted on ${deleteOn}, and cannot be brought back after that.`,
    reasonLabel: 'Why does your school stop? (optional)',
    reasonHint: 'You do not have to give a reason. It is kept with the history of your agreement. Do not name pupils.',
  };
}
