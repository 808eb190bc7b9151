import { createHash } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anyone } from '../../access/viewer.ts';
import { describeError } from '../../log.ts';
import type { ReadDataSet } from '../../publish/released/keep-data-sets.ts';
import type { Releases } from '../../publish/released/released-files.ts';
import { type Asked, type Call, KeptFile } from './call.ts';
import { callsOf } from './calls.ts';
import { describeApi } from './open-api.ts';
import { answerProblems } from './problem.ts';
import { openPublished, type Published } from './published.ts';

export interface ApiParts {
  readonly releases: Releases;
  readonly readDataSet: ReadDataSet;
  readonly invented: boolean;
  /** Of the whole site. */
  readonly publicUrl: string;
}

/** Where the API is: as that of the Department, after the address of the site. */
export const API_PATH = '/api/statistics/v1';

/**
 * The public data API, after that of the Department's Explore education statistics: the same calls and the same shapes. It reads published releases and
 * nothing else, knows no session and needs no sign-in.
 */
export function addApi(api: FastifyInstance, { releases, readDataSet, invented, publicUrl }: ApiParts): void {
  answerProblems(api);
  const published = openPublished(releases, readDataSet);
  const calls = callsOf(published, invented);
  const description = describeApi(calls, new URL(API_PATH, publicUrl).href, invented);
  // Other code may give other answers from the same figures.
  const shape = tagOf([JSON.stringify(description)]);
  for (const call of calls)
    api.route({
      method: call.method,
      url: call.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: { may: anyone },
      handler: (request, reply) => answerCall(call, request, reply, shape),
    });
  api.get('/openapi.json', { config: { may: anyone } }, (request, reply) =>
    isThere(request, reply, shape) ? reply.code(304).send() : reply.send(description),
  );
  api.addHook('onListen', async () => void readAhead(published, api.log));
}

/** Reads all releases in turn, so that whoever first asks for versions need not wait for it. */
async function readAhead({ list, versions }: Published, log: FastifyBaseLogger): Promise<void> {
  try {
    for (const named of await list()) await versions(named);
  } catch (error) {
    log.warn(describeError(error as Error), 'earlier releases could not be read ahead');
  }
}

async function answerCall(call: Call, request: FastifyRequest, reply: FastifyReply, shape: string): Promise<unknown> {
  const asked = { path: request.params, query: request.query, body: request.body } as Asked;
  const { from, make } = await call.run(asked);
  const question = JSON.stringify([call.method, call.path, request.params, request.query, request.body ?? null]);
  if (isThere(request, reply, tagOf([shape, ...from, question]))) return reply.code(304).send();
  const answer = await make();
  if (!(answer instanceof KeptFile)) return answer;
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-encoding', 'gzip')
    .header('content-disposition', `attachment; filename="${answer.name}"`)
    .send(answer.gzip);
}

const tagOf = (parts: readonly string[]): string =>
  `"${createHash('sha256').update(parts.join('\n')).digest('base64url')}"`;

/** Says what the answer is known by, and that it may be kept but must be asked for anew. @returns whether the asker has it already */
function isThere(request: FastifyRequest, reply: FastifyReply, tag: string): boolean {
  reply.headers({
    etag: tag,
    'cache-control': 'public, no-cache',
    link: `<${API_PATH}/openapi.json>; rel="service-desc"`,
  });
  if (request.method === 'POST') return false;
  const known = (request.headers['if-none-match'] ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return known.includes(tag) || known.includes('*');
}
