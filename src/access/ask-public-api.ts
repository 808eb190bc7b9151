import { setTimeout as wait } from 'node:timers/promises';
import { SignJWT } from 'jose';
import type { Clock } from '../domain/clock.ts';
import { providerAddress } from './provider-address.ts';

export interface AskOptions {
  readonly url: string;
  readonly clientId: string;
  /** Signs the token. Not the client secret of sign-in. */
  readonly apiSecret: string;
  readonly audience?: string;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  /** How long a question may take, its retries included; 10,000. */
  readonly timeoutMs?: number;
  /** 2. */
  readonly retries?: number;
  /** Wait before the first retry, doubled for each one after; 250. */
  readonly backOffMs?: number;
  /** Name of the setting that holds `url`, for errors. */
  readonly setting: string;
}

/** What the Public API said: never an error, since not knowing is an answer. */
export type Told =
  | { readonly kind: 'json'; readonly body: unknown }
  /** 404, in the API's own way: without a body or in JSON. */
  | { readonly kind: 'nothing' }
  /** 401 or 403. `message` is what the API said, to be looked at and not shown. */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string; readonly apart: number | null }
  /** Anything else: `reason` is a code of ours. */
  | { readonly kind: 'failed'; readonly reason: string };

/** @param path parts of the path, each sent as one part whatever is in it */
export type Ask = (...path: string[]) => Promise<Told>;

const LONGEST_BODY = 1_000_000;
const TOKEN_SECONDS = 300;

/**
 * Makes what asks DfE Sign-in's Public API: a token of five minutes for each question, signed with the API secret (HS256). Network
 * faults, 429 and 5xx are tried again; a redirect is not followed, and nothing but JSON is read.
 * @throws setting-invalid when the address cannot be used
 */
export function createAskPublicApi(options: AskOptions): Ask {
  const base = providerAddress(options.url, options.setting, "DfE Sign-in's Public API");
  const { timeoutMs = 10_000, retries = 2, backOffMs = 250 } = options;
  return async (...path) => {
    if (path.some((part) => part === '' || part === '.' || part === '..')) return failed('id-unusable');
    const url = new URL(base);
    url.pathname = [base.pathname.replace(/\/+$/, ''), ...path.map(encodeURIComponent)].join('/');
    const token = await signToken(options).catch(() => null);
    if (token === null) return failed('token-not-signed');
    const signal = AbortSignal.timeout(timeoutMs);
    for (let attempt = 0; ; attempt++) {
      const told = await askOnce(options, url, token, signal);
      if (!('again' in told)) return told;
      if (attempt >= retries || signal.aborted) return failed(told.again);
      await wait(backOffMs * 2 ** attempt, undefined, { signal }).catch(() => {});
    }
  };
}

const failed = (reason: string): Told => ({ kind: 'failed', reason });

async function askOnce(
  options: AskOptions,
  url: URL,
  token: string,
  signal: AbortSignal,
): Promise<Told | { again: string }> {
  try {
    const answer = await (options.fetch ?? fetch)(url, {
      headers: { authorization: `bearer ${token}`, accept: 'application/json' },
      redirect: 'manual',
      signal,
    });
    const told = await readAnswer(answer, options.clock);
    // What was not read keeps the connection; there is nothing more to do when letting go of it fails.
    if (!answer.bodyUsed) await answer.body?.cancel().catch(() => {});
    return told;
  } catch {
    return signal.aborted ? failed('timeout') : { again: 'unreachable' };
  }
}

async function readAnswer(answer: Response, clock: Clock): Promise<Told | { again: string }> {
  const { status } = answer;
  if (status === 429 || status >= 500) return { again: `status-${status}` };
  if (status === 401 || status === 403) {
    const date = Date.parse(answer.headers.get('date') ?? '');
    const apart = Number.isNaN(date) ? null : Math.round((clock.now().getTime() - date) / 1000);
    return { kind: 'refused', status, message: isJson(answer) ? ((await readText(answer)) ?? '') : '', apart };
  }
  // Its own 404 has no body; one with a page in it comes from something in front.
  if (status === 404 && (isJson(answer) || answer.headers.get('content-type') === null)) return { kind: 'nothing' };
  if (status !== 200) return failed(`status-${status}`);
  if (!isJson(answer)) return failed('not-json');
  const text = await readText(answer);
  if (text === null) return failed('too-long');
  try {
    return { kind: 'json', body: JSON.parse(text) as unknown };
  } catch {
    return failed('not-json');
  }
}

const isJson = (answer: Response) =>
  /^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(answer.headers.get('content-type') ?? '');

/** The body; null when it is longer than any answer of this API could be. */
async function readText(answer: Response): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > LONGEST_BODY) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function signToken({ clientId, apiSecret, audience, clock }: AskOptions): Promise<string> {
  const now = Math.floor(clock.now().getTime() / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(clientId)
    .setAudience(audience ?? 'signin.education.gov.uk')
    .setIssuedAt(now)
    .setExpirationTime(now + TOKEN_SECONDS)
    .sign(new TextEncoder().encode(apiSecret));
}
