import { isDate } from '../../../domain/sessions/dates.ts';
import { londonInstant } from '../../../domain/sessions/london.ts';

/** Readers of single values, lenient because Wonde's fields change form between MIS. Anything that cannot be read is null. */

const MOST_TEXT = 200;

/** Text, or a number as text; trimmed, freed of NUL and of halves of surrogate pairs (PostgreSQL takes neither), cut. */
export function readText(value: unknown, most = MOST_TEXT): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return null;
  if (value.length <= most && value.isWellFormed() && !value.includes('\0')) return value.trim() || null;
  // Cut first: a text of many megabytes is not worth cleaning.
  const plain = value
    .slice(0, most * 4)
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '')
    .trim();
  if (plain.length <= most) return plain === '' ? null : plain;
  return plain
    .slice(0, most)
    .replace(/\p{Surrogate}/gu, '')
    .trim();
}

export type Row = Readonly<Record<string, unknown>>;

/** An object that is not a list. */
export function readRow(value: unknown): Row | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : null;
}

/** Included data: `{ data: {…} }`, or the object itself; of a list the first. Null when it is not there. */
export function readIncluded(value: unknown): Row | null {
  const row = readRow(value);
  const inner = row !== null && Object.hasOwn(row, 'data') ? row['data'] : value;
  return readRow(Array.isArray(inner) ? inner[0] : inner);
}

/** The id that a field points to: an id itself, or an included object that has one. */
export function readReference(value: unknown): string | null {
  return readText(value, 100) ?? readText(readIncluded(value)?.['id'], 100);
}

/**
 * The day of a date object or a text: its first ten characters, never moved by a time zone (local midnight in summer is the day
 * before in UTC).
 */
export function readDay(value: unknown): { day: string } | { invalid: string } {
  const text = readText(readRow(value)?.['date'] ?? value, 60) ?? '';
  const day = text.slice(0, 10);
  return isDate(day) ? { day } : { invalid: text };
}

const INSTANT = /^(\d{4}-\d\d-\d\d)[ T]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

/** The instant of a date object or a text. Without a zone it is UTC, as in the documents; a zone that is not known gives null. */
export function readInstant(value: unknown): Date | null {
  const row = readRow(value);
  const match = INSTANT.exec(readText(row?.['date'] ?? value, 60) ?? '');
  if (!match || !isDate(match[1]!)) return null;
  const [, date, hour, minute, second, offset] = match;
  const zone = offset ?? readText(row?.['timezone'], 60) ?? 'UTC';
  if (zone === 'Europe/London')
    return new Date(londonInstant(date!, `${hour}:${minute}`).getTime() + Number(second) * 1000);
  if (!/^(Z|UTC|GMT|[+-]\d\d:?\d\d)$/.test(zone)) return null;
  const signed = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z';
  const instant = new Date(`${date}T${hour}:${minute}:${second}${signed}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
