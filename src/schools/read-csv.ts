import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { RollcallError } from '../errors.ts';

export type Encoding = 'utf-8' | 'windows-1252';

/** What a first look at a file tells. */
export interface FileLook {
  readonly path: string;
  readonly encoding: Encoding;
  /** Packed by gzip. */
  readonly packed: boolean;
  /** SHA-256 of the file's bytes. */
  readonly digest: string;
}

/** A row with the number of the line it ends on, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export const DOWNLOAD_ADVICE =
  'Download "all establishment data" (edubasealldata and a date, .csv) from https://get-information-schools.service.gov.uk/Downloads.';

/**
 * Reads a file once through: its digest, and whether it is UTF-8 or else Windows-1252, as GIAS writes.
 * @throws file-invalid when there is no such file, or it is empty, a zip, a page of HTML or a broken gzip
 */
export async function lookAtFile(path: string): Promise<FileLook> {
  const packed = await isPacked(path);
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let encoding: Encoding = 'utf-8';
  try {
    for await (const chunk of openBytes({ path, packed }, hash)) {
      if (encoding === 'utf-8' && !decodes(utf8, chunk as Uint8Array)) encoding = 'windows-1252';
    }
    if (encoding === 'utf-8' && !decodes(utf8, null)) encoding = 'windows-1252';
  } catch (error) {
    throw explain(path, error);
  }
  return { path, encoding, packed, digest: hash.digest('hex') };
}

/**
 * Streams the rows of a file of comma-separated values, packed by gzip or not, the header first. Cells are trimmed.
 * @throws file-invalid when it ends within a quoted cell or is a broken gzip
 */
export async function* readRows({ path, encoding, packed }: Omit<FileLook, 'digest'>): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    trim: true,
  });
  // The callback is empty because the parser is destroyed with the error, which the loop below then throws.
  pipeline(Readable.from(decode(openBytes({ path, packed }), encoding)), parser, () => {});
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>)
      yield { line: info.lines, cells: record };
  } catch (error) {
    throw explain(path, error);
  } finally {
    parser.destroy();
  }
}

function openBytes({ path, packed }: Pick<FileLook, 'path' | 'packed'>, hash?: Hash): AsyncIterable<unknown> {
  const bytes = readBytes(path, hash);
  return packed ? pipeline(Readable.from(bytes), createGunzip(), () => {}) : bytes;
}

async function* readBytes(path: string, hash?: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    hash?.update(chunk as Buffer);
    yield chunk as Buffer;
  }
}

async function* decode(bytes: AsyncIterable<unknown>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk as Uint8Array, { stream: true });
  yield decoder.decode();
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array | null): boolean {
  try {
    if (chunk) decoder.decode(chunk, { stream: true });
    else decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Whether the file is gzip; refuses what can never be an extract. */
async function isPacked(path: string): Promise<boolean> {
  const start = await readStart(path);
  if (start.length === 0) throw invalid(path, `is empty. ${DOWNLOAD_ADVICE}`);
  if (start.subarray(0, 2).toString('latin1') === 'PK')
    throw invalid(path, 'is a zip. Unpack it and give the .csv that is in it.');
  if (/^[\s\ufeff]*</.test(start.toString('utf8')))
    throw invalid(path, `is a page of HTML or XML, not an extract: the download failed. ${DOWNLOAD_ADVICE}`);
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function readStart(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw invalid(path, `cannot be read: ${(error as Error).message}.`, error);
  }
}

function explain(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code.startsWith('Z_')) return invalid(path, 'is a broken or cut-off gzip. Download it again.', error);
  if (error instanceof CsvError)
    return invalid(path, `ends within a quoted cell or is no table (${error.message}). Download it again.`, error);
  return error;
}

/** The error of a file that is not what it should be. */
export function invalid(path: string, what: string, cause?: unknown): RollcallError {
  return new RollcallError('file-invalid', `${basename(path)} ${what}`, { cause });
}
