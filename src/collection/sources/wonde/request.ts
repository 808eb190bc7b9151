import { setTimeout as wait } from 'node:timers/promises';
import { RollcallError } from '../../../errors.ts';
import { readBody } from './body.ts';
import { refusalOf } from './refusal.ts';

/** How one request is made. Times in milliseconds. */
export interface RequestOptions {
  readonly token: string;
  readonly auth: 'bearer' | 'basic';
  /** For the whole of one request: connecting, headers and body. */
  readonly timeoutMs: number;
  /** Tries after the first. */
  readonly retries: number;
  /**
   * Every request goes through it, so it can guard a school: a RollcallError that it throws itself, of a code that is not the
   * source's (such as `not-agreed`), ends the reading at once.
   */
  readonly fetch?: typeof fetch;
  /** From 0 to 1, for the jitter. */
  readonly random?: () => number;
  /** Before the first repeat at most; doubled for each further one, up to `mostBackoffMs`. */
  readonly backoffMs?: number;
  readonly mostBackoffMs?: number;
  /** The longest that `Retry-After` is obeyed. */
  readonly mostRetryAfterMs?: number;
  /** Bytes of one answer, unpacked. */
  readonly mostBytes?: number;
}

/** Answers that cannot be read are asked for again this often at most: some of them are a proxy's bad moment. */
const MOST_UNREADABLE = 3;

/** @param body sent as JSON by POST; without one it is a GET */
export type AskJson = <T>(url: URL, signal: AbortSignal, read: (value: unknown) => T, body?: object) => Promise<T>;

/**
 * Makes the function that asks one address for JSON. 429, 5xx, network faults and timeouts are tried again with exponential
 * back-off and full jitter; so is an answer that is not JSON or that `read` finds unreadable; other refusals are not.
 * A POST is tried again too, so it must be one that may come twice. The token is in no error.
 * @throws source-unavailable, source-refused, source-unreadable; the signal's reason when it is aborted
 */
export function createAskJson(options: RequestOptions): AskJson {
  if (!/^[\x21-\x7e]+$/.test(options.token))
    throw new RollcallError(
      'setting-invalid',
      'The Wonde token is empty or has characters that no token has. Check ROLLCALL_WONDE_TOKEN.',
    );
  const authorization =
    options.auth === 'basic'
      ? `Basic ${Buffer.from(`${options.token}:`).toString('base64')}`
      : `Bearer ${options.token}`;
  const headers = { Authorization: authorization, Accept: 'application/json', 'User-Agent': 'rollcall' };
  const ask = options.fetch ?? fetch;
  const {
    random = Math.random,
    backoffMs = 500,
    mostBackoffMs = 30_000,
    mostRetryAfterMs = 120_000,
    mostBytes = 50_000_000,
  } = options;

  async function askOnce<T>(
    url: URL,
    signal: AbortSignal,
    read: (value: unknown) => T,
    body: object | undefined,
  ): Promise<Outcome<T>> {
    const sent =
      body === undefined
        ? { headers }
        : { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
    const limit = AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]);
    let response: Response | undefined;
    try {
      // A redirect is not followed: fetch would go to any host it names.
      response = await ask(url, { ...sent, redirect: 'manual', signal: limit });
      if (!response.ok) {
        const text = await readBody(response, 2048, 'cut');
        return {
          error: refusalOf(response.status, pathOf(url), hide(text, options.token)),
          retryAfter: retryAfterOf(response),
        };
      }
      return { value: read(parse(await readBody(response, mostBytes, 'refuse'), url)), retryAfter: 0 };
    } catch (error) {
      await response?.body?.cancel().catch(() => {});
      signal.throwIfAborted();
      if (error instanceof RollcallError) return { error, retryAfter: 0 };
      return { error: unavailable(error, url, limit.aborted ? options.timeoutMs : null), retryAfter: 0 };
    }
  }

  return async (url, signal, read, body) => {
    let unreadable = 0;
    for (let tries = 0; ; tries++) {
      signal.throwIfAborted();
      const outcome = await askOnce(url, signal, read, body);
      if ('value' in outcome) return outcome.value;
      const { error } = outcome;
      if (error.code === 'source-unreadable') unreadable++;
      if (!error.retry || !error.code.startsWith('source-')) throw error;
      if (tries >= options.retries || unreadable > MOST_UNREADABLE) throw error;
      const backoff = random() * Math.min(mostBackoffMs, backoffMs * 2 ** tries);
      await wait(Math.max(backoff, Math.min(outcome.retryAfter, mostRetryAfterMs)), undefined, { signal }).catch(
        () => {},
      );
    }
  };
}

type Outcome<T> = { value: T; retryAfter: number } | { error: RollcallError; retryAfter: number };

/** A source that echoes the request would put the token into what is kept of its answer. */
function hide(text: string, token: string): string {
  return text.replaceAll(token, '[token]').replaceAll(Buffer.from(`${token}:`).toString('base64'), '[token]');
}

function parse(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which is pupils' data: it is left behind.
    throw new RollcallError('source-unreadable', `Wonde's answer to ${pathOf(url)} is not JSON, or is cut short.`);
  }
}

/** `Retry-After` in milliseconds: seconds, or a date. 0 when it is not there or says nothing. */
function retryAfterOf(response: Response): number {
  const text = response.headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  // The date is told by the source's clock, so it is compared with that where it can be.
  const now = Date.parse(response.headers.get('date') ?? '');
  const until = Date.parse(text) - (Number.isNaN(now) ? Date.now() : now);
  return Number.isNaN(until) ? 0 : Math.max(0, until);
}

function unavailable(error: unknown, url: URL, timeoutMs: number | null): RollcallError {
  if (timeoutMs !== null)
    return new RollcallError(
      'source-unavailable',
      `Wonde did not answer ${pathOf(url)} within ${timeoutMs / 1000} seconds.`,
    );
  return new RollcallError('source-unavailable', `Wonde cannot be reached for ${pathOf(url)} (${faultOf(error)}).`);
}

/** The system's short code of a network fault, such as ECONNRESET; messages may quote what was sent. */
function faultOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,39}$/.test(code) ? code : 'network fault';
}

/** Paths come from the source too, in `next`. */
const pathOf = (url: URL) => url.pathname.slice(0, 200);
