import '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { RequestRefused } from './request-refused.ts';

/**
 * Limits the requests from one address, before a session is looked up. The answer is 429 with `Retry-After`.
 * Call it before the session is registered: hooks run in the order in which they were added.
 */
export function limitRequests(app: FastifyInstance, perMinute: number): void {
  const limit = app.createRateLimit({ max: perMinute, timeWindow: 60_000 });
  app.addHook('onRequest', async (request, reply) => {
    const used = await limit(request);
    if (used.isAllowed || !used.isExceeded) return;
    reply.header('retry-after', used.ttlInSeconds);
    throw new RequestRefused(429);
  });
}
