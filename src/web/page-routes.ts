import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../domain/clock.ts';
import type { Database } from '../store/database.ts';
import { type AuditRequest, refusalOf } from './audit-request.ts';
import { checkForm } from './check-form.ts';
import { keepAnswer } from './keep-answer.ts';
import type { InstallationFacts, Page, PageContext, PageParts, PageResult } from './page.ts';
import type { Present } from './present.ts';
import { acceptUploads, LONGEST_FORM } from './read-upload.ts';
import { RequestRefused } from './request-refused.ts';

export interface PageRouteParts extends PageParts {
  readonly database: Database;
  readonly statistics: Database;
  readonly clock: Clock;
  readonly installation: InstallationFacts;
  readonly present: Present;
  readonly audit: AuditRequest;
  readonly publicUrl: string;
  readonly downloadsPerMinute: number;
}

/**
 * Adds a route for each page, behind its own predicate. Forms need their token and come from this site only. Downloads have a
 * stricter limit, and the role is asked for anew.
 */
export async function addPages(app: FastifyInstance, pages: readonly Page[], parts: PageRouteParts): Promise<void> {
  for (const page of pages.filter(({ takesFile }) => !takesFile)) addPage(app, page, parts);
  // Files are read for these routes and for no others.
  await app.register(async (uploads) => {
    await acceptUploads(uploads);
    for (const page of pages.filter(({ takesFile }) => takesFile)) addPage(uploads, page, parts);
  });
}

function addPage(app: FastifyInstance, page: Page, parts: PageRouteParts): void {
  const download = page.records === 'download';
  const limit = download ? { rateLimit: { max: parts.downloadsPerMinute, timeWindow: 60_000 } } : {};
  app.route({
    method: page.method ?? 'GET',
    url: page.path,
    config: { may: page.may, recheck: download, ...limit },
    ...(page.keeps && { onSend: keepAnswer }),
    ...(page.takesFile && { bodyLimit: LONGEST_FORM }),
    ...(page.method === 'POST' && { preHandler: checkForm(app, parts.publicUrl, parts.audit) }),
    handler: (request, reply) => answer(page, parts, request, reply),
  });
}

async function answer(
  page: Page,
  parts: PageRouteParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const result = await handle(page, parts, request);
  if ('redirect' in result) return reply.redirect(result.redirect, page.method === 'POST' ? 303 : 302);
  if ('template' in result) {
    const refused = (result.status ?? 200) !== 200;
    // A page that refuses a form may show what it was about all the same: how many pupils a search finds.
    if (!refused) await record(page, parts, request, {});
    else if (page.records)
      await parts.audit(request, { what: page.records, outcome: 'refused', detail: { page: page.name } });
    return parts.present(request, reply, result.template, result.model, result.status);
  }
  // On record before the first byte leaves: a file that could not be recorded is not given.
  await record(page, parts, request, result.detail);
  const fileName = result.fileName.replace(/[^A-Za-z0-9._-]+/g, '-');
  return reply
    .type(result.type ?? 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .send(typeof result.file === 'string' || Buffer.isBuffer(result.file) ? result.file : Readable.from(result.file));
}

async function handle(page: Page, parts: PageRouteParts, request: FastifyRequest): Promise<PageResult> {
  // Someone who is not signed in gets no session for looking at a page.
  const memory = request.viewer ? (request.session.memory ??= {}) : {};
  const context: PageContext = {
    viewer: request.viewer,
    database: parts.database,
    statistics: parts.statistics,
    clock: parts.clock,
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string | string[] | undefined>,
    form: readForm(request.body),
    file: request.uploadedFile ?? null,
    memory,
    auditKey: parts.auditKey,
    roles: parts.roles,
    agreements: parts.agreements,
    requestId: request.id,
    record: (event) => parts.audit(request, event),
    installation: parts.installation,
    published: parts.published,
  };
  try {
    return await page.handle(context);
  } catch (error) {
    // Someone who asks for what is not in a school that they see: perhaps for what is in another.
    if (error instanceof RequestRefused && request.viewer && page.records)
      await parts.audit(request, refusalOf(request, 'not found'));
    throw error;
  }
}

async function record(
  page: Page,
  parts: PageRouteParts,
  request: FastifyRequest,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  if (page.records) await parts.audit(request, { what: page.records, detail: { page: page.name, ...detail } });
}

/** The form's fields, one text each: of a field that was sent twice, the first. */
function readForm(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {};
  const fields = Object.entries(body as Record<string, unknown>).flatMap(([name, value]): [string, string][] => {
    const first = Array.isArray(value) ? value[0] : value;
    return typeof first === 'string' ? [[name, first]] : [];
  });
  return Object.fromEntries(fields);
}
