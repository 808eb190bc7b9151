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
  'server-login':
    'The mail server did not accept the user name and password, or takes none; GOV.UK Notify did not accept the key, or this machine’s clock is more than 30 seconds off.',
  'server-busy':
    'The mail server said that it takes no mail just now: 421, or, by GOV.UK Notify, 429 or a fault of its own.',
  'server-setup':
    'GOV.UK Notify takes nothing as it is set up: the template, the reply-to address or the web address is wrong, or the service there is still in trial mode.',
  refused:
    'The mail server refused the mail, most often because there is no such mailbox. The three digits that follow are its answer.',
  undelivered: 'GOV.UK Notify took the mail and could not deliver it.',
  stopped: 'The program stopped while the mail was being sent.',
  failed: 'Something else went wrong.',
} as const;

export type MailErrorCode = Exclude<keyof typeof MAIL_ERRORS, 'refused'> | `refused-${number}`;

/** What an `error` of a mail means, in a sentence; of one that this version does not know, that something went wrong. */
export function errorMeaning(code: string): string {
  const kind = /^refused-\d{3}$/.test(code) ? 'refused' : code;
  return Object.hasOwn(MAIL_ERRORS, kind) ? MAIL_ERRORS[kind as keyof typeof MAIL_ERRORS] : MAIL_ERRORS.failed;
}

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
