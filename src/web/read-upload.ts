import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestRefused } from './request-refused.ts';

/** The longest form of a page that takes long lists, in bytes: what an address-encoded list of 2 MB becomes. */
export const LONGEST_FORM = 4 * 1024 * 1024;
/** The largest file that is taken, in bytes. */
const LARGEST_FILE = 2 * 1024 * 1024;

/** A file that came with a form: its text, or why there is none. */
export type UploadedFile = { readonly text: string } | { readonly problem: 'too-large' | 'not-text' };

declare module 'fastify' {
  interface FastifyRequest {
    uploadedFile?: UploadedFile | null;
  }
}

/**
 * Lets the routes of this context take `multipart/form-data`: its fields become the form, so that its token is checked like any other's,
 * and its one file is read as text. Nothing is written to disk. A form that breaks off, or has more in it, is refused (400).
 */
export async function acceptUploads(app: FastifyInstance): Promise<void> {
  app.decorateRequest('uploadedFile', null);
  await app.register(multipart, {
    // Said on the page, beside the field.
    throwFileSizeLimit: false,
    limits: { files: 1, fileSize: LARGEST_FILE, fields: 20, fieldSize: LARGEST_FILE, parts: 21, headerPairs: 50 },
  });
  app.addHook('preValidation', async (request) => {
    if (!request.isMultipart()) return;
    try {
      request.body = await readParts(request);
    } catch {
      throw new RequestRefused(400);
    }
  });
}

/** The fields, of one that was sent twice the first. */
async function readParts(request: FastifyRequest): Promise<Record<string, string>> {
  const fields = new Map<string, string>();
  for await (const part of request.parts()) {
    if (part.type === 'file') request.uploadedFile = await readFile(part);
    else if (typeof part.value === 'string' && !fields.has(part.fieldname)) fields.set(part.fieldname, part.value);
  }
  return Object.fromEntries(fields);
}

async function readFile(part: MultipartFile): Promise<UploadedFile | null> {
  const bytes = await part.toBuffer();
  if (part.file.truncated) return { problem: 'too-large' };
  return bytes.length === 0 ? null : readText(bytes);
}

/** Spreadsheet programs write UTF-8, or the code page of Windows. What has a zero byte is no text: a workbook, a picture. */
function readText(bytes: Buffer): UploadedFile {
  if (bytes.includes(0)) return { problem: 'not-text' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes) };
  }
}
