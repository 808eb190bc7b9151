import { Value } from 'typebox/value';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/database.ts';
import {
  giveUpOldMail,
  markFailed,
  markSent,
  readAddresses,
  recordSentTo,
  type TakenMail,
  takeMail,
} from '../store/mail.ts';
import { FACTS, type FactsOf, isTemplate, type Template } from './facts.ts';
import { isMailAddress, readSender, type Sender } from './mail-address.ts';
import { type MailErrorCode, MailFailure } from './mail-errors.ts';
import { mailReference } from './mail-reference.ts';
import type { Audience, Message } from './messages/message.ts';
import type { Transport } from './transport.ts';
import { type MailSetting, writeMessage } from './write-message.ts';

export interface SendParts extends MailSetting {
  readonly owner: Database;
  /** Null when no mail server is set: mail then waits, and is given up after 7 days. */
  readonly transport: Transport | null;
  /** As in ROLLCALL_MAIL_FROM. */
  readonly from: string;
  readonly clock: Clock;
  readonly log: Log;
  /** No further message is begun. */
  readonly stopping?: AbortSignal;
  /** The message that is being sent is broken off, and tried again later. */
  readonly abandon?: AbortSignal;
}

/** Mails that went to everyone they are for, and mails that a try of now did not bring that far. */
export interface SendCounts {
  readonly sent: number;
  readonly failed: number;
}

const MINUTE = 60_000;
/** Minutes until the next try, after the first try, the second, and so on. After as many again it is given up. */
const PAUSES = [1, 5, 30, 120, 720, 1440, 1440, 1440];
/** How long mail is one sender's alone; begun again after each message, of which none takes longer than two minutes. */
const TAKEN_MS = 10 * MINUTE;
const WAITS_FOR_SERVER_MS = 7 * 24 * 60 * MINUTE;

/**
 * Sends what is due, one message to each address, and finds out who the approvers and operators are only now. What did not work is
 * tried again after growing pauses. A crash between sending and noting it sends a message twice, with the same reference; none is lost.
 * Several senders may run at once.
 * @throws setting-invalid when `from` is no address
 */
export async function sendQueuedMail(parts: SendParts): Promise<SendCounts> {
  const { owner, transport, clock, log } = parts;
  if (!transport) {
    const now = clock.now();
    const failed = await giveUpOldMail(owner, new Date(now.getTime() - WAITS_FOR_SERVER_MS), now, 'not-set');
    if (failed > 0) log.warn({ mails: failed, code: 'not-set' }, 'mail given up');
    return { sent: 0, failed };
  }
  const from = readSender(parts.from, parts.serviceName);
  const counts = { sent: 0, failed: 0 };
  while (!parts.stopping?.aborted) {
    const now = clock.now();
    const mail = await takeMail(owner, now, takenUntil(now));
    if (!mail) break;
    const failure = await sendMail(parts, transport, from, mail);
    if (failure === null) {
      await markSent(owner, mail, clock.now());
      counts.sent++;
      continue;
    }
    await noteFailure(parts, mail, failure);
    counts.failed++;
    // The rest waits for the next run rather than each for its own time-out.
    if (failure.ofServer) break;
  }
  return counts;
}

const takenUntil = (now: Date) => new Date(now.getTime() + TAKEN_MS);

async function noteFailure({ owner, clock, log }: SendParts, mail: TakenMail, failure: Failure): Promise<void> {
  const now = clock.now();
  const pause = failure.final ? undefined : PAUSES[mail.tries - 1];
  const nextTry = pause === undefined ? null : new Date(now.getTime() + pause * MINUTE);
  await markFailed(owner, mail, failure.code, now, nextTry);
  const fields = { mailId: mail.id, template: mail.template, tries: mail.tries, code: failure.code };
  log.warn(fields, nextTry === null ? 'mail given up' : 'mail not sent, tried again later');
}

interface Failure {
  readonly code: MailErrorCode;
  readonly ofServer: boolean;
  /** Trying again cannot help. */
  readonly final: boolean;
}

const final = (code: MailErrorCode): Failure => ({ code, ofServer: false, final: true });

/** Sends one mail to everyone it is for who does not have it yet. @returns null when all have it */
async function sendMail(
  { owner, clock, log, abandon, ...setting }: SendParts,
  transport: Transport,
  from: Sender,
  mail: TakenMail,
): Promise<Failure | null> {
  const { audience, addresses } = await resolve(owner, mail);
  if (addresses.length === 0) return final('nobody');
  const message = write(mail, audience, setting);
  if (message === null) return final('message-invalid');
  const usable = addresses.filter(isMailAddress);
  if (usable.length === 0) return final('address-invalid');
  if (usable.length < addresses.length)
    log.warn({ mailId: mail.id, code: 'address-invalid' }, 'mail not sent to one of its addresses');
  let failure: Failure | null = null;
  for (const to of usable.filter((address) => !mail.sentTo.includes(address))) {
    try {
      const reference = mailReference(mail, to);
      await transport.send({ ...message, from, to, reference, again: mail.tries > 1, date: mail.queuedAt }, abandon);
      await recordSentTo(owner, mail, to, takenUntil(clock.now()));
    } catch (error) {
      if (!(error instanceof MailFailure)) throw error;
      failure = { code: error.code, ofServer: error.ofServer, final: false };
      if (error.ofServer) break;
    }
  }
  return failure;
}

/** Who a mail is for now. Mail to approvers goes to the operators where nobody approves. */
async function resolve(owner: Database, mail: TakenMail): Promise<{ audience: Audience; addresses: string[] }> {
  if (mail.addressee === 'person') return { audience: 'person', addresses: mail.email === null ? [] : [mail.email] };
  if (mail.addressee === 'approvers' && mail.organisation !== null) {
    const addresses = await readAddresses(owner, mail.organisation, 'approver');
    if (addresses.length > 0) return { audience: 'approvers', addresses };
  }
  return { audience: 'operators', addresses: await readAddresses(owner, 'operator', 'operator') };
}

function write({ template, facts }: TakenMail, audience: Audience, setting: MailSetting): Message | null {
  if (!isTemplate(template) || !Value.Check(FACTS[template], facts)) return null;
  return writeMessage<Template>(template, facts as FactsOf<Template>, audience, setting);
}
