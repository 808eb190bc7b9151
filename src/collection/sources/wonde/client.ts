import { setTimeout as wait } from 'node:timers/promises';
import { RollcallError } from '../../../errors.ts';
import { type Addresses, createAddresses } from './address.ts';
import { type Page, readObject, readPage } from './envelope.ts';
import { isInvalidInclude } from './refusal.ts';
import { type AskJson, createAskJson, type RequestOptions } from './request.ts';

export interface WondeClientOptions extends RequestOptions {
  /** Where the account is asked: `https://api.wonde.com`. */
  readonly baseUrl: string;
  /** Domains that may be sent the token, with their sub-domains, besides the base's own host. */
  readonly hosts: readonly string[];
  readonly paging: 'cursor' | 'page';
  readonly pageSize: number;
  readonly pauseMs: number;
  /** Pages of one list after which it is taken to be endless. */
  readonly mostPages?: number;
}

/** What is asked for: a path without the version, such as `schools/A1/students`. */
export interface WondeRequest {
  readonly path: string;
  /** A school's own host; null for the account's. */
  readonly host?: string | null;
  readonly params?: Readonly<Record<string, string>>;
  readonly includes?: readonly string[];
  /** Which paging parameters this list has; all, unless told. */
  readonly pages?: 'all' | 'size' | 'none';
}

/** One page of a list. */
export interface WondePage {
  readonly rows: readonly unknown[];
  /** Includes that the source refused for this list: it was read without them. */
  readonly refusedIncludes: readonly string[];
}

/** Reads from Wonde's API v1.0. The one thing it can change there is to ask a school for access; it can write no data, and end nothing. */
export interface WondeClient {
  /** Pages of a list to the last; a list that cannot be finished throws. Errors as `createAskJson`, and source-untrusted. */
  readPages(request: WondeRequest, signal: AbortSignal): AsyncGenerator<WondePage, void, void>;
  /** The object in `data` of an address that has one. */
  readOne(request: WondeRequest, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>>;
  /** Asks for access by POST, and gives the whole answer; tried again as reading is, since asking twice changes nothing. */
  ask(request: AccessRequest, body: object, signal: AbortSignal): Promise<unknown>;
}

/** The only path that anything is sent to. */
export interface AccessRequest {
  readonly path: `schools/${string}/request-access`;
}

/**
 * Makes a client for one token.
 * @throws setting-invalid for a token that cannot be sent
 */
export function createWondeClient(options: WondeClientOptions): WondeClient {
  const addresses = createAddresses(options.baseUrl, options.hosts);
  const ask = createAskJson(options);
  return {
    readPages: (request, signal) => readPages({ options, addresses, ask, signal }, request),
    readOne: (request, signal) => ask(addressOf(addresses, request, {}), signal, readObject),
    ask: (request, body, signal) => ask(addressOf(addresses, request, {}), signal, (value) => value, body),
  };
}

interface Reading {
  readonly options: WondeClientOptions;
  readonly addresses: Addresses;
  readonly ask: AskJson;
  readonly signal: AbortSignal;
}

function addressOf(
  addresses: Addresses,
  request: WondeRequest,
  paging: Record<string, string>,
  includes = request.includes ?? [],
): URL {
  const include: Record<string, string> = includes.length > 0 ? { include: includes.join(',') } : {};
  return addresses.build(request.host ?? null, request.path, { ...request.params, ...include, ...paging });
}

async function* readPages(reading: Reading, request: WondeRequest): AsyncGenerator<WondePage, void, void> {
  const { options, addresses, ask, signal } = reading;
  const { pageSize, paging, pauseMs, mostPages = 20_000 } = options;
  const { pages = 'all' } = request;
  const size: Record<string, string> = pages === 'none' ? {} : { per_page: String(pageSize) };
  const first = { ...size, ...(pages === 'all' && paging === 'cursor' ? { cursor: 'true' } : {}) };
  const { page, includes, refused } = await readFirst(reading, request, first);
  const seen = new Set([addressOf(addresses, request, first, includes).href]);
  let fullest = 0;
  for (let current = page; ; ) {
    yield { rows: current.rows, refusedIncludes: refused };
    fullest = Math.max(fullest, current.rows.length);
    if (current.next === null) return;
    const isGuess = current.next === undefined;
    // By the documents a list that fits in one page has no pagination. A full page without it may as well be the first of
    // many from a source that has lost it, so the following one is asked for by its number.
    if (isGuess && (pages !== 'all' || current.rows.length !== pageSize)) return;
    const next = isGuess
      ? addressOf(addresses, request, { ...size, page: String(seen.size + 1) }, includes)
      : followNext(addresses, request, current.next!);
    if (seen.has(next.href)) throw unreadable(request, 'its pages repeat without end');
    if (seen.size >= mostPages) throw unreadable(request, `it has more than ${mostPages} pages`);
    seen.add(next.href);
    if (pauseMs > 0) await wait(pauseMs, undefined, { signal }).catch(() => {});
    const before = current;
    current = await ask(next, signal, (value) => checkLater(readPage(value), isGuess ? Infinity : fullest, request));
    if (isGuess && isNothingNew(current, before)) return;
  }
}

/** A later page that has lost its pagination and is as full as those before is not the last one. */
function checkLater(page: Page, fullest: number, request: WondeRequest): Page {
  if (page.next === undefined && fullest > 0 && page.rows.length >= fullest)
    throw unreadable(request, 'a page in the middle does not say what comes next');
  return page;
}

/** Whether a page asked for only to make sure is empty, or the same once more from a list that has no pages. */
function isNothingNew(page: Page, before: Page): boolean {
  return page.rows.length === 0 || JSON.stringify(page.rows[0]) === JSON.stringify(before.rows[0]);
}

/** A `next` of another school or another list would bring rows that are not this school's. */
function followNext(addresses: Addresses, request: WondeRequest, text: string): URL {
  const next = addresses.trust(text);
  const path = `/${request.path.split('/').map(encodeURIComponent).join('/')}`;
  if (!next.pathname.replace(/\/+$/, '').endsWith(path))
    throw unreadable(request, 'its next page belongs to another list');
  return next;
}

/**
 * The first page. When an include is refused, the one that the source names is left out; if it names none, each is tried alone
 * and those that work are kept.
 */
async function readFirst(
  reading: Reading,
  request: WondeRequest,
  paging: Record<string, string>,
): Promise<{ page: Page; includes: readonly string[]; refused: readonly string[] }> {
  const { addresses, ask, signal } = reading;
  const asked = request.includes ?? [];
  const tryWith = (includes: readonly string[]) =>
    ask(addressOf(addresses, request, paging, includes), signal, readPage);
  let includes = asked;
  for (;;) {
    try {
      const page = await tryWith(includes);
      return { page, includes, refused: asked.filter((name) => !includes.includes(name)) };
    } catch (error) {
      if (!isInvalidInclude(error) || includes.length === 0) throw error;
      const named = includes.find((name) => new RegExp(`(^|[^a-z_])${name}($|[^a-z_])`, 'i').test(error.text));
      includes = named === undefined ? await keepWorking(includes, tryWith) : includes.filter((name) => name !== named);
    }
  }
}

async function keepWorking(
  includes: readonly string[],
  tryWith: (includes: readonly string[]) => Promise<Page>,
): Promise<string[]> {
  const working: string[] = [];
  for (const name of includes) {
    try {
      await tryWith([name]);
      working.push(name);
    } catch (error) {
      if (!isInvalidInclude(error)) throw error;
    }
  }
  // Each works alone and yet not together: the last one goes, so that this ends.
  return working.length < includes.length ? working : working.slice(0, -1);
}

const unreadable = (request: WondeRequest, why: string) =>
  new RollcallError('source-unreadable', `Wonde's list ${request.path} cannot be read to its end: ${why}.`);
