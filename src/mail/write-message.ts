import { cleanLine } from './clean-text.ts';
import type { FactsOf, Template } from './facts.ts';
import { memberAdded } from './messages/member-added.ts';
import type { Audience, Draft, Message, Setting } from './messages/message.ts';
import { rightAsked } from './messages/right-asked.ts';
import { rightGranted } from './messages/right-granted.ts';
import { rightOverdue } from './messages/right-overdue.ts';
import { rightRefused } from './messages/right-refused.ts';
import { rightReminder } from './messages/right-reminder.ts';
import { rightTaken } from './messages/right-taken.ts';

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
};

/** What is the same in every message of an installation. */
export interface MailSetting {
  readonly serviceName: string;
  /** Address of the pages as people see it. */
  readonly publicUrl: string;
  /** True in the sandbox: then every subject says so. */
  readonly invented: boolean;
}

const LONGEST_SUBJECT = 200;

/** A message's words, from its facts. */
export function writeMessage<T extends Template>(
  template: T,
  facts: FactsOf<T>,
  audience: Audience,
  { serviceName, publicUrl, invented }: MailSetting,
): Message {
  const link = (path: string) => publicUrl.replace(/\/+$/, '') + path;
  const { subject, paragraphs } = MESSAGES[template](facts, { audience, serviceName, link });
  const end = `Sent by ${cleanLine(serviceName, 120)}, ${link('/')}. Nobody reads answers to this mail.`;
  return {
    subject: cleanLine(`${invented ? '[Invented data] ' : ''}${subject}`, LONGEST_SUBJECT),
    text: `${[...paragraphs, end].join('\n\n')}\n`,
  };
}
