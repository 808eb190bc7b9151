import { readSender } from '../mail/mail-address.ts';
import { type SendCounts, type SendParts, sendQueuedMail } from '../mail/send-queued-mail.ts';

export interface MailSender {
  /** Sends what is due now, after the run that is under way. */
  sendNow(): Promise<SendCounts>;
  /** No further message is begun. Resolves when the one that is being sent has gone, or was broken off after a few seconds. */
  stop(): Promise<void>;
}

export interface MailSenderParts extends Omit<SendParts, 'stopping' | 'abandon'> {
  /** Milliseconds from the end of one run to the next. */
  readonly everyMs: number;
  /** How long stopping waits for a message that is being sent; 3 seconds unless told. */
  readonly graceMs?: number;
}

const NOTHING: SendCounts = { sent: 0, failed: 0 };

/**
 * Sends queued mail again and again, one run at a time. A run that fails is logged, and the next one tries again.
 * @throws setting-invalid when there is a mail server and `from` is no address
 */
export function startMailSender({ everyMs, graceMs = 3000, ...parts }: MailSenderParts): MailSender {
  const { log, transport } = parts;
  if (transport) readSender(parts.from, parts.serviceName);
  else
    log.warn(
      'no mail server is set (ROLLCALL_SMTP_URL, or ROLLCALL_NOTIFY_API_KEY): mail waits for 7 days and is then given up',
    );
  const stopping = new AbortController();
  const abandon = new AbortController();
  let last: Promise<SendCounts> = Promise.resolve(NOTHING);
  let timer: NodeJS.Timeout;
  const run = async (): Promise<SendCounts> => {
    if (stopping.signal.aborted) return NOTHING;
    try {
      return await sendQueuedMail({ ...parts, stopping: stopping.signal, abandon: abandon.signal });
    } catch (error) {
      // Neither its words nor its cause: a database's refusal may quote a row.
      log.error({ code: (error as { code?: string }).code ?? (error as Error).name }, 'sending mail did not work');
      return NOTHING;
    }
  };
  const sendNow = () => (last = last.then(run));
  const wait = () => {
    timer = setTimeout(() => sendNow().then(wait), everyMs);
    if (stopping.signal.aborted) clearTimeout(timer);
  };
  wait();
  return {
    sendNow,
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      const grace = setTimeout(() => abandon.abort(), graceMs);
      await last;
      clearTimeout(grace);
    },
  };
}
