import { cleanLine } from './clean-text.ts';
import type { FactsOf, Template } from './facts.ts';
import { agreementNotice } from './messages/agreement-notice.ts';
import { agreementReceipt } from './messages/agreement-receipt.ts';
import { connectionLost } from './messages/connection-lost.ts';
import { dataDeleted } from './messages/data-deleted.ts';
import { invitationUndelivered } from './messages/invitation-undelivered.ts';
import { memberAdded } from './messages/member-added.ts';
import type { Audience, Draft, Message, Setting } from './messages/message.ts';
import { misChanged } from './messages/mis-changed.ts';
import { optedOutReceipt } from './messages/opted-out-receipt.ts';
import { rightAsked } from './messages/right-asked.ts';
import { rightGranted } from './messages/right-granted.ts';
import { rightOverdue } from './messages/right-overdue.ts';
import { rightRefused } from './messages/right-refused.ts';
import { rightReminder } from './messages/right-reminder.ts';
import { rightTaken } from './messages/right-taken.ts';
import { schoolInvited } from './messages/school-invited.ts';
import { schoolReminded } from './messages/school-reminded.ts';
import { successorToAsk } from './messages/successor-to-ask.ts';
import { weeklyEmail } from './messages/weekly-email.ts';

/** Every message there is. */
const MESSAGES: { readonly [T in Template]: (facts: FactsOf<T>, setting: Setting) => Draft } = {
  'right-asked': rightAsked,
  'right-asked-operator': rightAsked,
  'right-reminder': rightReminder,
  'right-overdue': rightOverdue,
  'right-granted': rightGranted,
  'right-refused': rightRefused,
  'right-taken': rightTaken,
  'member-added': memberAdded,
  'school-invited': schoolInvited,
  'school-reminded': schoolReminded,
  'agreement-receipt': agreementReceipt,
  'agreement-notice': agreementNotice,
  'opted-out-receipt': optedOutReceipt,
  'data-deleted': dataDeleted,
  'connection-lost': connectionLost,
  'mis-changed': misChanged,
  'successor-to-ask': successorToAsk,
  'invitation-undelivered': invitationUndelivered,
  'weekly-email': weeklyEmail,
};

/** What is the same in every message of an installation. */
export interface MailSetting {
  readonly serviceName: string;
  /** Address of the pages as people see it. */
  readonly publicUrl: string;
  /** True in the sandbox: then every subject says so. */
  readonly invented: boolean;
  /** Who runs the service, as ROLLCALL_OPERATOR_NAME says it; null when it does not. */
  readonly operatorName: string | null;
  /** Where schools get help, as ROLLCALL_HELP_CONTACT says it: a web address or `mailto:`; null when it does not. */
  readonly helpContact: string | null;
}

const LONGEST_SUBJECT = 200;

/** A message's words, from its facts. */
export function writeMessage<T extends Template>(
  template: T,
  facts: FactsOf<T>,
  audience: Audience,
  { serviceName, publicUrl, invented, operatorName, helpContact }: MailSetting,
): Message {
  const link = (path: string) => publicUrl.replace(/\/+$/, '') + path;
  const { subject, paragraphs } = MESSAGES[template](facts, {
    audience,
    serviceName,
    operatorName,
    helpContact,
    link,
  });
  const end = `Sent by ${cleanLine(serviceName, 120)}, ${link('/')}. Nobody reads answers to this mail.`;
  return {
    subject: cleanLine(`${invented ? '[Invented data] ' : ''}${subject}`, LONGEST_SUBJECT),
    text: `${[...paragraphs, end].join('\n\n')}\n`,
  };
}
