import type { Sender } from './mail-address.ts';

/** One message to one address. */
export interface OutgoingMail {
  readonly from: Sender;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Such as `rollcall.12.0f3a…`: the same for every try, other for every address, and without a name of anyone. */
  readonly reference: string;
  /** True when an earlier try may have handed it over without our knowing. */
  readonly again: boolean;
  readonly date: Date;
}

/** What became of a message that was handed over. */
export type Delivery = 'delivered' | 'undelivered' | 'waiting' | 'unknown';

/** Where messages are handed over. */
export interface Transport {
  /**
   * Resolves when the server has taken the message.
   * @param signal breaks the connection off
   * @throws MailFailure
   */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<void>;
  /**
   * Asks what became of a message. Only where a server can be asked: by SMTP, mail that comes back goes to the sender's mailbox.
   * @param reference as the message had it
   * @throws MailFailure
   */
  readDelivery?(reference: string, signal?: AbortSignal): Promise<Delivery>;
}

/** A server that answers a little at a time is not waited for longer than this, in milliseconds. */
export const LONGEST_SEND_MS = 60_000;

/** Whether a host, as an address has it, is this machine: only there does mail travel without TLS. */
export const isThisMachine = (hostname: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
