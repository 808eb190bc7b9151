import { createTransport as createNodemailer } from 'nodemailer';
import { RollcallError } from '../errors.ts';
import { MailFailure } from './mail-errors.ts';
import { isThisMachine, LONGEST_SEND_MS, type Transport } from './transport.ts';

const CONNECT_MS = 10_000;
const ANSWER_MS = 20_000;

/**
 * A transport by SMTP: `smtps://user:password@host` (TLS from the start, port 465) or `smtp://user:password@host` (port 587), which
 * must offer STARTTLS unless it is on this machine. Certificates are checked. A connection is made for each message.
 * @param options.ca certificates to trust in place of the well-known ones, PEM
 * @throws setting-invalid, without the address, which may hold a password
 */
export function createSmtpTransport(smtpUrl: string, options: { ca?: string } = {}): Transport {
  const url = readSmtpUrl(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const local = isThisMachine(url.hostname);
  const mailer = createNodemailer({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(!secure && (local ? { ignoreTLS: true } : { requireTLS: true })),
    ...(url.username !== '' && { auth: readLogin(url), forceAuth: true }),
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2', ...(options.ca !== undefined && { ca: options.ca }) },
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
  return {
    send: async ({ from, to, subject, text, reference, date }, signal) => {
      const ending = AbortSignal.timeout(LONGEST_SEND_MS);
      try {
        await mailer.sendMail({
          from,
          to: { name: '', address: to },
          envelope: { from: from.address, to: [to] },
          subject,
          text,
          // By it, mailboxes can tell a message that came twice.
          messageId: `<${reference}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
          date,
          // Lines as long as someone typed them, and any letters, arrive as they were.
          textEncoding: 'quoted-printable',
          // No "out of office" comes back.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal: signal ? AbortSignal.any([signal, ending]) : ending,
        });
      } catch (error) {
        throw signal?.aborted ? new MailFailure('stopped', true) : nameFailure(error);
      }
    },
  };
}

function readSmtpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && ['', '/'].includes(url.pathname) && url.search === '' && url.hash === '';
  if (url && plain && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '') return url;
  throw new RollcallError(
    'setting-invalid',
    'ROLLCALL_SMTP_URL must be smtps://user:password@host:port or smtp://user:password@host:port, with nothing after it. Signs such as @ or / in a password are written %40 and %2F.',
  );
}

function readLogin({ username, password }: URL): { user: string; pass: string } {
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  } catch {
    throw new RollcallError(
      'setting-invalid',
      'ROLLCALL_SMTP_URL holds a % that is not part of a sign written in two digits, such as %40. Write % itself as %25.',
    );
  }
}

interface SmtpError {
  readonly code?: string;
  readonly originalCode?: string;
  readonly responseCode?: number;
  readonly command?: string;
  readonly library?: string;
}

const UNTRUSTED = /CERT|SSL|TLS|SIGN/;
/** Answers to these are about the server, not about a message. */
const GREETING = /^(CONN|EHLO|HELO|STARTTLS)/;

function nameFailure(error: unknown): MailFailure {
  const { code = '', originalCode = '', responseCode, command = '', library } = error as SmtpError;
  if (code === 'EAUTH' || code === 'ENOAUTH') return new MailFailure('server-login', true);
  if (code === 'ETLS' || UNTRUSTED.test(originalCode) || library !== undefined)
    return new MailFailure('server-untrusted', true);
  if (responseCode === 421) return new MailFailure('server-busy', true);
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 600)
    return new MailFailure(`refused-${responseCode}`, GREETING.test(command));
  if (code === 'ETIMEDOUT' || code === 'EABORT' || code === 'ETIME') return new MailFailure('server-slow', true);
  if (['ECONNECTION', 'ESOCKET', 'EDNS', 'EPROTOCOL'].includes(code))
    return new MailFailure('server-unreachable', true);
  return code === 'EENVELOPE' ? new MailFailure('address-invalid', false) : new MailFailure('failed', false);
}
