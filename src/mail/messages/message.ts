import { cleanLine } from '../clean-text.ts';

/** A message as it is sent: plain text. */
export interface Message {
  readonly subject: string;
  readonly text: string;
}

/** Who gets the message, found out when it is sent: approvers' mail goes to the operators where nobody approves. */
export type Audience = 'approvers' | 'operators' | 'person';

/** What a message needs besides its facts. */
export interface Setting {
  readonly audience: Audience;
  readonly serviceName: string;
  /** Who runs the service; null when no setting says it. */
  readonly operatorName: string | null;
  /** Where schools get help: a web address or `mailto:`; null when no setting says it. */
  readonly helpContact: string | null;
  /** The whole address of a page, from its path. */
  link(path: string): string;
}

/** A subject, and paragraphs without the line at the end that says where the mail comes from. */
export interface Draft {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** A name of a person, an organisation or a right: one line, and not longer than names are. */
export const name = (text: string): string => cleanLine(text, 200) || 'no name given';
