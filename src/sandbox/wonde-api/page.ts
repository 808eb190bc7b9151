import type { Fault, FaultKind } from './faults.ts';
import { type ListQuery, writeCursor } from './query.ts';

/** A list that is given in pages: rows in a fixed order, some of which are asked for. */
export interface Rows {
  readonly length: number;
  isWanted(position: number): boolean;
  render(position: number): object | null;
}

export interface Envelope {
  data: object[];
  meta?: { pagination?: Pagination; includes: readonly string[] };
}

export interface Pagination {
  next: string | null;
  previous: string | null;
  more: boolean;
  per_page: number;
  current_page: number;
}

/** Where a page is asked: the absolute address without its query, and the faults to make. */
export interface PageRequest {
  readonly query: ListQuery;
  /** The minute whose state is shown. */
  readonly asAt: number;
  readonly address: string;
  readonly includes: readonly string[];
  readonly omitShort: boolean;
  readonly fault: (kind: FaultKind, accepts?: (fault: Fault) => boolean) => Fault | null;
}

/**
 * Makes one page. Every row comes exactly once, since later pages show the state of the first one's minute; the last
 * page has `next` null; an empty page with a `next` is never made.
 */
export function makePage(rows: Rows, request: PageRequest): Envelope {
  const { query, asAt } = request;
  if (request.fault('empty-data')) return envelope(request, [], null);
  const gap = request.fault('missing-page', ({ page = 2 }) => query.page === page);
  const overlap = query.page > 1 ? request.fault('overlapping-pages') : null;
  let position = query.mode === 'cursor' ? query.position : skip(rows, 0, (query.page - 1) * query.perPage);
  if (gap) position = skip(rows, position, query.perPage);
  const found: number[] = [];
  if (overlap) found.push(...before(rows, position, overlap.rows ?? 5));
  const wanted = found.length + query.perPage;
  for (; position < rows.length && found.length < wanted; position++) if (rows.isWanted(position)) found.push(position);
  const following = skip(rows, position, 0);
  const data = found.map((each) => rows.render(each)).filter((row) => row !== null);
  const repeated = request.fault('duplicate-rows');
  const doubled = repeated ? data.flatMap((row, i) => (i % (repeated.every ?? 10) === 0 ? [row, row] : [row])) : data;
  return envelope(request, doubled, following < rows.length ? following : null, asAt);
}

/** The place after `count` wanted rows from `position`, and then of the next wanted one. */
function skip(rows: Rows, position: number, count: number): number {
  let place = position;
  for (let left = count; place < rows.length; place++) {
    if (!rows.isWanted(place)) continue;
    if (left === 0) break;
    left--;
  }
  return place;
}

function before(rows: Rows, position: number, count: number): number[] {
  const found: number[] = [];
  for (let place = position - 1; place >= 0 && found.length < count; place--)
    if (rows.isWanted(place)) found.unshift(place);
  return found;
}

function envelope(request: PageRequest, data: object[], following: number | null, asAt = request.asAt): Envelope {
  if (request.fault('missing-meta')) return { data };
  const { query } = request;
  let next = following === null ? null : link(request, { position: following, page: query.page + 1, asAt });
  const loop = next === null ? null : request.fault('repeated-next', ({ page = 2 }) => query.page >= page);
  if (loop) next = link(request, { position: query.position, page: query.page, asAt });
  const foreign = next === null ? null : request.fault('foreign-next');
  if (foreign && next !== null) next = next.replace(/^(https?:\/\/)[^/]+/, `$1${foreign.host ?? 'wonde.invalid'}`);
  const previous =
    query.mode === 'page' && query.page > 1 ? link(request, { position: 0, page: query.page - 1, asAt }) : null;
  const short = next === null && previous === null && query.page === 1;
  if (short && request.omitShort) return { data, meta: { includes: request.includes } };
  const pagination = {
    next,
    previous,
    more: next !== null,
    per_page: query.perPage,
    current_page: query.mode === 'cursor' ? 1 : query.page,
  };
  return { data, meta: { pagination, includes: request.includes } };
}

/** An absolute address with all the parameters that were asked, and the place of another page. */
function link(request: PageRequest, to: { position: number; page: number; asAt: number }): string {
  const search = new URLSearchParams(request.query.all);
  if (request.query.mode === 'cursor') search.set('cursor', writeCursor(to.position, to.page, to.asAt));
  else {
    search.set('page', String(to.page));
    search.set('as_at', String(to.asAt));
  }
  return `${request.address}?${search}`;
}
