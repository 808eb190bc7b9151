import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Lets caches keep a page that is the same for everyone who is not signed in. They ask each time whether it has changed, so that a new release is seen
 * by everyone at the same moment.
 */
export async function keepAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (request.viewer || reply.statusCode !== 200 || typeof payload !== 'string') return payload;
  const tag = tagOf(payload);
  reply.headers({ 'cache-control': 'public, no-cache', etag: tag });
  if (!asksFor(request, tag)) return payload;
  reply.code(304);
  return null;
}

const tagOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url')}"`;

/** Whether the asker has what is known by a tag already. */
export const asksFor = ({ headers }: FastifyRequest, tag: string): boolean =>
  (headers['if-none-match'] ?? '')
    .split(',')
    .map((each) => each.trim().replace(/^W\//, ''))
    .some((each) => each === tag || each === '*');
