import { randomUUID } from 'node:crypto';
import type { IdamsAccount } from './idams-account.ts';
import { choosePage, type Page, plainPage, sendBackPage } from './idams-pages.ts';
import type { Signer } from './make-signer.ts';
import { signAssertion } from './sign-assertion.ts';
import { claimsOf, writeAssertion } from './write-assertion.ts';
import { writeResponse } from './write-response.ts';

export interface PassiveEndpoint {
  readonly people: readonly IdamsAccount[];
  readonly replyUris: readonly string[];
  readonly realm: string;
  readonly clock: { now(): Date };
  readonly signer: Signer;
  readonly issuer: string;
  /** Path of the endpoint, to which its own form and cookie belong. */
  readonly path: string;
  readonly secure: boolean;
  /** Login names by the key of the stand-in's own session. */
  readonly sessions: Map<string, string>;
}

export interface PassiveRequest {
  readonly isPost: boolean;
  /** From the query, or from the body of a POST. */
  readonly form: URLSearchParams;
  readonly cookies: string;
}

export interface Answer {
  readonly status: number;
  readonly page: Page;
  readonly headers?: Readonly<Record<string, string>>;
}

const COOKIE = 'sandbox_idams';
/** As AD FS does unless told. */
const HOLDS_MS = 60 * 60_000;
const MOST_SESSIONS = 1000;

/** Answers what WS-Federation asks of a passive endpoint: sign in, sign out. */
export function answerPassive(endpoint: PassiveEndpoint, request: PassiveRequest): Answer {
  switch (request.form.get('wa')) {
    case 'wsignin1.0':
      return signIn(endpoint, request);
    case 'wsignout1.0':
    case 'wsignoutcleanup1.0':
      return signOut(endpoint, request);
    default:
      return failed('The wa parameter is not one of WS-Federation');
  }
}

export const failed = (words: string, status = 400): Answer => ({
  status,
  page: plainPage('IDAMS (sandbox): this did not work', `<p>${words}.</p>`),
});

/** Asks who it is, or answers for whom was chosen now or before. */
function signIn(endpoint: PassiveEndpoint, { isPost, form, cookies }: PassiveRequest): Answer {
  const { people, realm, replyUris, sessions } = endpoint;
  const wreply = form.get('wreply') ?? replyUris[0] ?? '';
  const wctx = form.get('wctx');
  const echoed = wctx === null ? {} : { wctx };
  if (form.get('wtrealm') !== realm) return failed('The realm is not known here');
  if (!replyUris.includes(wreply)) return failed('No answer may be sent to that address');
  const before = form.get('wfresh') === '0' ? null : sessions.get(sessionKey(cookies));
  const login = isPost ? form.get('person') : before;
  const account = people.find((each) => each.login === login);
  if (!account) {
    const question = { wa: 'wsignin1.0', wtrealm: realm, wreply, ...echoed };
    return { status: 200, page: choosePage(people, endpoint.path, question) };
  }
  const fields = { wa: 'wsignin1.0', wresult: writeAnswer(endpoint, account), ...echoed };
  const headers = isPost ? { 'set-cookie': remember(endpoint, account) } : {};
  return { status: 200, page: sendBackPage(wreply, fields), headers };
}

function writeAnswer({ clock, realm, issuer, signer }: PassiveEndpoint, account: IdamsAccount): string {
  const from = clock.now();
  const facts = { realm, from, until: new Date(from.getTime() + HOLDS_MS) };
  const assertion = writeAssertion({ ...facts, id: `_${randomUUID()}`, issuer, claims: claimsOf(account) });
  return writeResponse(signAssertion(assertion, signer), facts);
}

function signOut(endpoint: PassiveEndpoint, { form, cookies }: PassiveRequest): Answer {
  endpoint.sessions.delete(sessionKey(cookies));
  const page = plainPage('IDAMS (sandbox): signed out', '<p>You have signed out.</p>');
  const cookie = { 'set-cookie': `${cookieOf(endpoint, '')}; Max-Age=0` };
  const wreply = form.get('wreply');
  if (wreply === null || !mayReturn(endpoint, wreply)) return { status: 200, page, headers: cookie };
  return { status: 302, page, headers: { ...cookie, location: wreply } };
}

/** To an address that answers may be sent to, or to the start of its site. */
function mayReturn({ replyUris }: PassiveEndpoint, wreply: string): boolean {
  const starts = replyUris.flatMap((uri) => [
    new URL(uri).origin,
    `${new URL(uri).origin}/`,
    `${new URL(uri).origin}/signed-out`,
  ]);
  return replyUris.includes(wreply) || starts.includes(wreply);
}

function remember(endpoint: PassiveEndpoint, { login }: IdamsAccount): string {
  const key = randomUUID();
  endpoint.sessions.set(key, login);
  for (const oldest of endpoint.sessions.keys()) {
    if (endpoint.sessions.size <= MOST_SESSIONS) break;
    endpoint.sessions.delete(oldest);
  }
  return cookieOf(endpoint, key);
}

const cookieOf = ({ path, secure }: PassiveEndpoint, value: string) =>
  `${COOKIE}=${value}; Path=${path}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

const sessionKey = (cookies: string): string => new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(cookies)?.[1] ?? '';
