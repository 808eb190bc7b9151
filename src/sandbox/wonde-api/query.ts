import { readInstant } from './dates.ts';
import { Failure } from './failure.ts';
import type { Settings } from './settings.ts';

/** What a list request asks for. Times are minutes since 1970, in UTC. */
export interface ListQuery {
  readonly perPage: number;
  readonly mode: 'page' | 'cursor';
  /** From 1; in cursor mode how many pages came before, plus one. */
  readonly page: number;
  /** In cursor mode the place to go on from. */
  readonly position: number;
  /** The minute as at which the first page of this read was given; later pages show the same. Null on the first page. */
  readonly asAt: number | null;
  /** From this instant, inclusive. */
  readonly updatedAfter: number | null;
  /** To this instant, not inclusive. */
  readonly updatedBefore: number | null;
  readonly includes: readonly string[];
  readonly all: Readonly<Record<string, string>>;
}

/** Reads the parameters of a list. Of a repeated parameter only the last one counts. Throws 400 on what cannot be read. */
export function readQuery(search: URLSearchParams, settings: Settings): ListQuery {
  const all = Object.fromEntries(search);
  const cursor = all['cursor'];
  const opaque = cursor === undefined || ['', '0', 'false', '1', 'true'].includes(cursor) ? null : readCursor(cursor);
  const asked = Number.parseInt(all['per_page'] ?? '', 10);
  return {
    perPage: Math.min(asked > 0 ? asked : settings.per_page_default, settings.per_page_most),
    mode: opaque !== null || cursor === '1' || cursor === 'true' ? 'cursor' : 'page',
    page: opaque?.page ?? Math.max(1, Number.parseInt(all['page'] ?? '1', 10) || 1),
    position: opaque?.position ?? 0,
    asAt: opaque?.asAt ?? (/^\d+$/.test(all['as_at'] ?? '') ? Number(all['as_at']) : null),
    updatedAfter: readBound(all['updated_after']),
    updatedBefore: readBound(all['updated_before']),
    includes: (all['include'] ?? '').split(',').filter((name) => name !== ''),
    all,
  };
}

function readBound(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const minute = readInstant(text);
  if (minute === null) throw new Failure(400, 'bad_request', 'A date in the query cannot be read.');
  return minute;
}

/** The opaque cursor: base64 of the place to go on from, the page's number and the minute of the read. */
export function writeCursor(position: number, page: number, asAt: number): string {
  return Buffer.from(`${position}.${page}.${asAt}`).toString('base64url');
}

function readCursor(text: string): { position: number; page: number; asAt: number } {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(Buffer.from(text, 'base64url').toString('utf8'));
  if (!match) throw new Failure(400, 'bad_request', 'The cursor cannot be read.');
  return { position: Number(match[1]), page: Number(match[2]), asAt: Number(match[3]) };
}

/** Whether something changed at `minute` is asked for. */
export function isAsked(query: ListQuery, minute: number): boolean {
  return (
    (query.updatedAfter === null || minute >= query.updatedAfter) &&
    (query.updatedBefore === null || minute < query.updatedBefore)
  );
}
