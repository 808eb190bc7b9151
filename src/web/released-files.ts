import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { anyone } from '../access/viewer.ts';
import type { ReleasedFile, ReleasedFiles, Releases } from '../publish/released/released-files.ts';
import { asksFor } from './keep-answer.ts';
import { RequestRefused } from './request-refused.ts';

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  zip: 'application/zip',
  json: 'application/json; charset=utf-8',
};
/** Published files are never changed. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Where a file of a release is. */
export const fileAddress = (release: string, name: string): string =>
  `/statistics/releases/${release}/files/${encodeURIComponent(name)}`;

/** Serves the files of published releases to anyone, each known by its digest. */
export function addReleasedFiles(app: FastifyInstance, releases: Releases, invented: boolean): void {
  app.get<{ Params: { id: string; name: string } }>(
    '/statistics/releases/:id/files/:name',
    { config: { may: anyone }, onSend: keepForEver },
    async (request, reply) => {
      const { id, name } = request.params;
      const release = await releases.find(id);
      const file = release?.files.find((each) => each.name === name);
      if (!release || !file) throw new RequestRefused(404);
      return answer(request, reply, release, file, invented);
    },
  );
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  release: ReleasedFiles,
  { name, digest }: ReleasedFile,
  invented: boolean,
): Promise<FastifyReply> {
  const takesGzip = /\bgzip\b(?!;\s*q=0(\.0*)?(,|$))/.test(String(request.headers['accept-encoding'] ?? ''));
  // The two are different bytes, so caches must know them apart.
  const tag = takesGzip ? `"${digest}-gzip"` : `"${digest}"`;
  reply.header('etag', tag);
  if (asksFor(request, tag)) return reply.code(304).send();
  const gzip = await release.gzip(name);
  if (!gzip) throw new Error(`The release ${release.id} has lost its file ${name}.`);
  reply
    .type(TYPES[name.split('.').at(-1)!] ?? 'application/octet-stream')
    .header('content-disposition', `attachment; filename="${downloadName(release.id, name, invented)}"`);
  if (takesGzip) return reply.header('content-encoding', 'gzip').send(gzip);
  const plain = createGunzip();
  plain.end(gzip);
  return reply.send(plain);
}

/** `2026-w41-weekly.csv`: of which release it is, also where it is kept with others; in the sandbox that its data is invented. */
const downloadName = (release: string, name: string, invented: boolean): string =>
  `${release}-${invented ? 'invented-data-' : ''}${name}`.replace(/[^A-Za-z0-9._-]+/g, '-');

async function keepForEver(_request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (reply.statusCode === 200 || reply.statusCode === 304)
    reply.headers({ 'cache-control': FOR_EVER, vary: 'Accept-Encoding' });
  return payload;
}
