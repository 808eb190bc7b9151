import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync } from 'node:zlib';
import { RollcallError } from '../errors.ts';
import type { PackedFile } from '../store/releases.ts';

/** Packs a file while it is made: it is never whole in memory. @param chunks its bytes, or text in UTF-8 */
export async function packFile(
  name: string,
  isPublic: boolean,
  chunks: Iterable<string | Uint8Array>,
): Promise<PackedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = function* () {
    for (const chunk of chunks) {
      const own = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      hash.update(own);
      bytes += own.length;
      if (own.length > 0) yield own;
    }
  };
  const gzip = createGzip();
  const [content] = await Promise.all([buffer(gzip), pipeline(Readable.from(counted()), gzip)]);
  return { name, isPublic, digest: hash.digest('hex'), bytes, content };
}

/** A file's bytes. @throws file-invalid when they are not those that were signed */
export function unpackFile({ name, digest, content }: Pick<PackedFile, 'name' | 'digest' | 'content'>): Buffer {
  const bytes = gunzipSync(content);
  if (createHash('sha256').update(bytes).digest('hex') !== digest)
    throw new RollcallError('file-invalid', `${name} is not kept as it was made: its digest is another.`);
  return bytes;
}

/** Of all files of a release, in the order of their names: what people sign. */
export function digestOf(files: readonly Pick<PackedFile, 'name' | 'digest'>[]): string {
  const lines = files.map(({ name, digest }) => `${digest}  ${name}\n`).toSorted();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
