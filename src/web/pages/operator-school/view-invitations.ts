import { errorMeaning, type Invitation } from '../../../agreement/read-operator-school.ts';
import { countText } from '../../../reports/figures.ts';
import { MAIL_WORDS } from '../operator-schools/words.ts';
import { whenText } from './view-history.ts';

const JUNK =
  'Sent means that the mail server has taken the mail, which is not yet to have arrived. If the school does not see it, ask it to look in its junk folder and to let mail from this service through.';

/** The addresses that a school was invited by, and what became of the mail. @param waits the school has not answered */
export function viewInvitations(invitations: readonly Invitation[], waits: boolean) {
  return {
    hint: waits && invitations.some(({ mailState }) => mailState === 'sent') ? JUNK : null,
    rows: invitations.map(({ email, invitedAt, invitedBy, sentAt, reminders, mailState, mailError }) => ({
      email,
      invited: `${whenText(invitedAt)}, by ${invitedBy}`,
      sent: `${whenText(sentAt)}${reminders === 0 ? '' : `, after ${countText(reminders, 'reminder')}`}`,
      mail: MAIL_WORDS[mailState],
      refused: mailState === 'given-up',
      why:
        mailState === 'given-up'
          ? `${errorMeaning(mailError ?? 'failed')} Invite the school by another address.`
          : mailState === 'queued' && mailError !== null
            ? `It was tried and is tried again. ${errorMeaning(mailError)}`
            : null,
      again: waits,
    })),
  };
}
