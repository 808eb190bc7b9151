import type { AddressInfo } from 'node:net';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '../../domain/clock.ts';
import { RollcallError } from '../../errors.ts';

/** A message that came. */
export interface Mail {
  /** As the header has them, with commas between. */
  readonly to: string;
  /** To whom it was handed over. */
  readonly recipients: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly at: Date;
}

export interface MailServer {
  readonly smtpUrl: string;
  /** The last 200, oldest first. */
  messages(): Mail[];
  /** Answers every message, or only those to one address, with an error such as 451 or 550, until told `null`. */
  refuse(code: number | null, address?: string): void;
  close(): Promise<void>;
}

export interface MailOptions {
  /** 0 for any free one. */
  readonly mailPort: number;
  /** Loopback only; 127.0.0.1 unless told. */
  readonly host?: string;
  readonly clock: Clock;
  readonly production?: boolean;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const KEPT = 200;
const LARGEST = 1_000_000;

/**
 * Starts a mail server that delivers nothing: it keeps what comes, to be read at `/sandbox/mail`. It asks for no password.
 * Throws `sandbox-refused` in production, or for a host that is not loopback.
 */
export async function startMail({ mailPort, host = '127.0.0.1', clock, production }: MailOptions): Promise<MailServer> {
  if (production)
    throw new RollcallError(
      'sandbox-refused',
      'The sandbox’s mail server delivers nothing and does not start when NODE_ENV is production.',
    );
  if (!LOOPBACK.includes(host))
    throw new RollcallError(
      'sandbox-refused',
      `The sandbox’s mail server listens on this machine alone (127.0.0.1 or ::1), not on ${host}.`,
    );
  const kept: Mail[] = [];
  const refused: { code: number; address: string | undefined }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST,
    rejectOversized: true,
    closeTimeout: 500,
    logger: false,
    onRcptTo: ({ address }, _session, done) => {
      const fault = refused.find((each) => each.address === undefined || each.address === address);
      done(fault ? Object.assign(new Error('refused by the sandbox'), { responseCode: fault.code }) : null);
    },
    onData: (stream, session, done) => {
      receive(stream, session, clock).then(
        (mail) => {
          kept.push(mail);
          kept.splice(0, kept.length - KEPT);
          done();
        },
        (error: Error) => done(error),
      );
    },
  });
  // A client that breaks off is no fault of the server.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(mailPort, host, resolve);
  });
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    smtpUrl: `smtp://${name}:${(server.server.address() as AddressInfo).port}`,
    messages: () => [...kept],
    refuse: (code, address) => {
      refused.length = 0;
      if (code !== null) refused.push({ code, address });
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function receive(stream: SMTPServerDataStream, session: SMTPServerSession, clock: Clock): Promise<Mail> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    // Read to the end, kept up to the limit: the server then answers that it is too large.
    if ((length += part.length) <= LARGEST) parts.push(part);
  }
  const email: Email = await PostalMime.parse(Buffer.concat(parts));
  return {
    to: addressesOf(email.to ?? []),
    recipients: session.envelope.rcptTo.map(({ address }) => address),
    from: addressesOf(email.from ? [email.from] : []),
    subject: email.subject ?? '',
    text: email.text ?? '',
    messageId: email.messageId ?? '',
    at: clock.now(),
  };
}

function addressesOf(addresses: readonly Address[]): string {
  const boxes = addresses.flatMap((each) => each.group ?? [each]);
  return boxes.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ');
}
