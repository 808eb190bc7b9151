import type { FastifyInstance } from 'fastify';
import { anyone } from '../access/viewer.ts';
import { noteHint } from '../agreement/note-hint.ts';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';

export interface WebhookParts {
  /** The viewer's login, which may add hints and not read them. */
  readonly viewer: Database;
  readonly clock: Clock;
  /** The id of the school that a webhook's body is about; null when it is about none. */
  readonly readHint: (body: unknown) => string | null;
}

/** A webhook is a few hundred characters. */
const LARGEST = 16 * 1024;
const PER_MINUTE = 120;

/**
 * Where the aggregator says that something has happened to a school. Nobody signs these words, so anyone could send them: they change
 * nothing, and only make the service ask the aggregator itself, soon and once. The answer is the same whether or not the school is known.
 */
export function addWebhookRoutes(app: FastifyInstance, { viewer, clock, readHint }: WebhookParts): void {
  app.post(
    '/webhooks/wonde',
    {
      bodyLimit: LARGEST,
      config: { may: anyone, rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const id = readHint(request.body);
      if (id === null)
        return reply.code(400).send({ received: false, message: 'This is not a webhook about a school’s approval.' });
      await noteHint(viewer, 'wonde', id, clock.now());
      return reply.code(202).send({ received: true });
    },
  );
}
