import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import type { InstallationFacts, Page, PageContext } from './page.ts';
import type { Present } from './present.ts';

interface PageParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly installation: InstallationFacts;
  readonly present: Present;
  readonly downloadsPerMinute: number;
}

/** Adds a GET route for each page, behind its own predicate. Downloads have a stricter limit. */
export function addPages(app: FastifyInstance, pages: readonly Page[], parts: PageParts): void {
  for (const page of pages) {
    const limit = page.path.endsWith('.csv')
      ? { rateLimit: { max: parts.downloadsPerMinute, timeWindow: 60_000 } }
      : {};
    app.get(page.path, { config: { may: page.may, ...limit } }, (request, reply) =>
      answer(page, parts, request, reply),
    );
  }
}

async function answer(
  page: Page,
  parts: PageParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const context: PageContext = {
    viewer: request.viewer,
    database: parts.database,
    clock: parts.clock,
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string | string[] | undefined>,
    installation: parts.installation,
  };
  const result = await page.handle(context);
  if ('redirect' in result) return reply.redirect(result.redirect, 302);
  if ('template' in result) return parts.present(request, reply, result.template, result.model, result.status);
  const fileName = result.fileName.replace(/[^A-Za-z0-9._-]+/g, '-');
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .send(typeof result.csv === 'string' ? result.csv : Readable.from(result.csv));
}
