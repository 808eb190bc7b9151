/**
 * Why mail was not sent, as the `error` of its row and the log have it. What a server answered in words is kept nowhere: it may name
 * people.
 */
export const MAIL_ERRORS = {
  nobody: 'There was nobody to send it to: the organisation has no approver, and there is no operator.',
  'address-invalid': 'The address is not one that mail can be sent to.',
  'message-invalid': 'What was queued cannot be made into a message: queued by another version of the program.',
  'not-set': 'No mail server was set for 7 days.',
  'server-unreachable': 'The mail server could not be reached, or the connection broke.',
  'server-slow': 'The mail server did not answer in time.',
  'server-untrusted':
    'The connection to the mail server could not be made safe: its certificate is not trusted, or it has no STARTTLS.',
  'server-login': 'The mail server did not accept the user name and password, or takes none.',
  'server-busy': 'The mail server said that it takes no mail just now (421).',
  refused: 'The mail server refused the mail. Its three-digit answer follows, as in `refused-550`.',
  stopped: 'The program stopped while the mail was being sent.',
  failed: 'Something else went wrong.',
} as const;

export type MailErrorCode = Exclude<keyof typeof MAIL_ERRORS, 'refused'> | `refused-${number}`;

/** A message that was not sent, by code. */
export class MailFailure extends Error {
  readonly code: MailErrorCode;
  /** The server's state and not this message is the cause: others will fail too. */
  readonly ofServer: boolean;
  constructor(code: MailErrorCode, ofServer: boolean) {
    super(`mail not sent: ${code}`);
    this.name = 'MailFailure';
    this.code = code;
    this.ofServer = ofServer;
  }
}
