import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { Clock } from '../../domain/clock.ts';
import { RollcallError } from '../../errors.ts';
import { checkNotifyToken } from './check-notify-token.ts';
import { type NotifyAnswer, refuseAsTold } from './notify-answer.ts';
import { readEmail } from './read-email.ts';

/** A message that Notify took, as it would be delivered. */
export interface Notification {
  readonly id: string;
  readonly reference: string | null;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly replyToId: string | null;
  /** `created` until told otherwise. */
  readonly status: string;
  readonly at: Date;
}

export interface NotifyServer {
  readonly url: string;
  /** The only key that it knows. */
  readonly apiKey: string;
  /** The only template that it has: `((subject))` and `((body))`. */
  readonly templateId: string;
  /** The only reply-to address that it has. */
  readonly replyToId: string;
  /** The last 200, oldest first. */
  messages(): Notification[];
  /** Answers everything, or only messages to one address, with an error of a status, until told `null`. */
  refuse(status: number | null, address?: string): void;
  /** Takes the next message and breaks off before it answers. */
  breakOff(): void;
  /** Sets what became of a message, such as `delivered` or `permanent-failure`. */
  setStatus(reference: string, status: string): void;
  close(): Promise<void>;
}

export interface NotifyOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Loopback only; 127.0.0.1 unless told. */
  readonly host?: string;
  readonly clock: Clock;
  readonly production?: boolean;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const KEPT = 200;

/**
 * Starts a stand-in for GOV.UK Notify that delivers nothing: sending an e-mail from a template, and asking what became of messages by
 * their reference, with its tokens and its errors. Throws `sandbox-refused` in production, or for a host that is not loopback.
 */
export async function startNotify({
  port,
  host = '127.0.0.1',
  clock,
  production,
}: NotifyOptions): Promise<NotifyServer> {
  if (production || !LOOPBACK.includes(host))
    throw new RollcallError(
      'sandbox-refused',
      'The sandbox’s stand-in for GOV.UK Notify delivers nothing: it does not start when NODE_ENV is production, and listens on this machine alone.',
    );
  const [serviceId, secret, templateId, replyToId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  let kept: Notification[] = [];
  let fault: { status: number; address: string | undefined } | null = null;
  let breaking = false;
  const server = fastify({ forceCloseConnections: true });
  const faultFor = (address: string | null) =>
    fault && (fault.address === undefined || fault.address === address) ? refuseAsTold(fault.status) : null;

  server.post('/v2/notifications/email', async (request, reply) => {
    const refused = (await checkNotifyToken(request.headers.authorization, { serviceId, secret })) ?? faultFor(null);
    if (refused) return send(reply, refused);
    const email = readEmail(request.body, { templateId, replyToId });
    if ('status' in email) return send(reply, email);
    const byAddress = faultFor(email.to);
    if (byAddress) return send(reply, byAddress);
    const taken: Notification = { id: randomUUID(), ...email, status: 'created', at: clock.now() };
    kept = [...kept, taken].slice(-KEPT);
    if (breaking) return breakOff(request, reply);
    return send(reply, { status: 201, body: { id: taken.id, reference: taken.reference, content: contentOf(taken) } });
  });
  server.get<{ Querystring: { reference?: string; template_type?: string } }>(
    '/v2/notifications',
    async (request, reply) => {
      const refused = (await checkNotifyToken(request.headers.authorization, { serviceId, secret })) ?? faultFor(null);
      if (refused) return send(reply, refused);
      const { reference } = request.query;
      const notifications = kept
        .filter((each) => reference === undefined || each.reference === reference)
        .reverse()
        .map((each) => ({
          id: each.id,
          reference: each.reference,
          email_address: each.to,
          type: 'email',
          status: each.status,
          created_at: each.at.toISOString(),
        }));
      return send(reply, { status: 200, body: { notifications, links: {} } });
    },
  );
  const breakOff = (request: FastifyRequest, reply: FastifyReply) => {
    breaking = false;
    request.raw.socket.destroy();
    return reply.hijack();
  };
  await server.listen({ port, host });
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${(server.server.address() as AddressInfo).port}`,
    apiKey: `sandbox-${serviceId}-${secret}`,
    templateId,
    replyToId,
    messages: () => [...kept],
    refuse: (status, address) => {
      fault = status === null ? null : { status, address };
    },
    breakOff: () => {
      breaking = true;
    },
    setStatus: (reference, status) => {
      kept = kept.map((each) => (each.reference === reference ? { ...each, status } : each));
    },
    close: () => server.close(),
  };
}

const contentOf = ({ subject, body }: Notification) => ({ subject, body, from_email: 'rollcall@sandbox.example' });

const send = (reply: FastifyReply, { status, body }: NotifyAnswer) => reply.code(status).send(body);
