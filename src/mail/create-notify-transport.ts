import { NotifyClient } from 'notifications-node-client';
import { RollcallError } from '../errors.ts';
import { MailFailure } from './mail-errors.ts';
import { nameNotifyFailure } from './notify-failure.ts';
import { plainForNotify } from './notify-text.ts';
import { type Delivery, isThisMachine, LONGEST_SEND_MS, type Transport } from './transport.ts';

/** A service at GOV.UK Notify. */
export interface NotifySetting {
  /** Its name and two ids, as Notify shows it once. */
  readonly apiKey: string;
  /** Of a template whose subject is `((subject))` and whose text is `((body))`. */
  readonly templateId: string;
  /** Such as `https://api.notifications.service.gov.uk`; plain http only on this machine. */
  readonly url: string;
  /** Of one of the service's reply-to addresses; null for its own first one. */
  readonly replyToId: string | null;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ID = new RegExp(`^${UUID}$`, 'i');
const KEY = new RegExp(`^.+-${UUID}-${UUID}$`, 'i');

/** What became of a message, by the states that Notify documents for e-mail. */
const DELIVERIES: Readonly<Record<string, Delivery>> = {
  created: 'waiting',
  sending: 'waiting',
  delivered: 'delivered',
  'permanent-failure': 'undelivered',
  'temporary-failure': 'undelivered',
  'technical-failure': 'undelivered',
};

/**
 * A transport by GOV.UK Notify, through its own library. Notify takes a message twice if it is sent twice, so on a later try it is asked
 * first whether it has the message already. The sender is what the service at Notify says; `from` is not used.
 * @throws setting-invalid, without the key
 */
export function createNotifyTransport(setting: NotifySetting): Transport {
  checkSetting(setting);
  const url = setting.url.replace(/\/+$/, '');
  const ask = async <T>(signal: AbortSignal | undefined, work: (client: NotifyClient) => Promise<T>): Promise<T> => {
    try {
      return await work(openClient(url, setting.apiKey, signal));
    } catch (error) {
      if (error instanceof MailFailure) throw error;
      throw signal?.aborted ? new MailFailure('stopped', true) : nameNotifyFailure(error);
    }
  };
  const readDelivery = (reference: string, signal?: AbortSignal) =>
    ask(signal, async (client): Promise<Delivery> => {
      const { data } = await client.getNotifications('email', undefined, reference);
      if (!Array.isArray(data.notifications)) throw new MailFailure('server-setup', true);
      const found = data.notifications.find((each) => each.reference === reference);
      return found ? (DELIVERIES[found.status] ?? 'waiting') : 'unknown';
    });
  return {
    send: async ({ to, subject, text, reference, again }, signal) => {
      if (again && (await readDelivery(reference, signal)) !== 'unknown') return;
      const personalisation = { subject, body: plainForNotify(text) };
      const reply = setting.replyToId === null ? {} : { emailReplyToId: setting.replyToId };
      await ask(signal, async (client) => {
        const { data } = await client.sendEmail(setting.templateId, to, { personalisation, reference, ...reply });
        // Any web page answers 200; Notify answers with what it has made of the message.
        if (data.reference !== reference) throw new MailFailure('server-setup', true);
      });
    },
    readDelivery,
  };
}

/** The library waits for ever and cannot be broken off by itself, so each use gets a client of its own with both. */
function openClient(url: string, apiKey: string, signal: AbortSignal | undefined): NotifyClient {
  const client = new NotifyClient(url, apiKey);
  const request = client.apiClient.restClient;
  const ending = AbortSignal.timeout(LONGEST_SEND_MS);
  const bounded = (options: object) =>
    request({
      ...options,
      signal: signal ? AbortSignal.any([signal, ending]) : ending,
      // An answer that points elsewhere is not followed: addresses and words go to Notify alone.
      maxRedirects: 0,
      // Elsewhere the library asks through the proxy of HTTPS_PROXY; what is on this machine, through none.
      ...(isThisMachine(new URL(url).hostname) && { proxy: false }),
    });
  client.setClient(bounded as typeof request);
  return client;
}

function checkSetting({ apiKey, templateId, url, replyToId }: NotifySetting): void {
  const refuse = (name: string, wanted: string): never => {
    throw new RollcallError('setting-invalid', `${name} must be ${wanted}. Correct it in the environment or in .env.`);
  };
  const id = 'an id as GOV.UK Notify shows it, such as f33517ff-2a88-4f6e-b855-c550268ce08a';
  if (!KEY.test(apiKey))
    refuse('ROLLCALL_NOTIFY_API_KEY', 'a whole key of GOV.UK Notify: its name and two ids, with hyphens between');
  if (!ID.test(templateId)) refuse('ROLLCALL_NOTIFY_TEMPLATE_ID', id);
  if (replyToId !== null && !ID.test(replyToId)) refuse('ROLLCALL_NOTIFY_REPLY_TO_ID', id);
  const parsed = URL.canParse(url) ? new URL(url) : null;
  const safe = parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isThisMachine(parsed.hostname));
  if (!safe) refuse('ROLLCALL_NOTIFY_URL', 'an address that starts with https://');
}
