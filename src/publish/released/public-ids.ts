import { createHash } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** As the Department's own short ids are, whose length its clients check. */
const LENGTH = 5;

const hashOf = (parts: readonly string[]): Buffer => createHash('sha256').update(parts.join('\n')).digest();

/**
 * A short id that is worked out from what it is the id of: it is the same in every release, and nothing has to be kept.
 * @param parts such as a data set, a column and an option of it
 */
export function shortId(...parts: readonly string[]): string {
  let number = hashOf(parts).readUIntBE(0, 6);
  let id = '';
  while (id.length < LENGTH) {
    id += LETTERS[number % LETTERS.length];
    number = Math.floor(number / LETTERS.length);
  }
  return id;
}

/** The same as a UUID (version 8, RFC 9562), for what the Department's clients know by one. */
export function uuid(...parts: readonly string[]): string {
  const bytes = hashOf(parts).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
