import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { Database } from '../../store/database.ts';
import { type CheckedAssertion, checkAssertion } from './check-assertion.ts';
import { checkEndpoint, checkNotBlank, readCertificates } from './check-options.ts';
import { IDAMS_CLAIMS, type IdamsClaims, type IdamsPerson, readIdamsPerson } from './read-idams-person.ts';
import { refuse } from './refuse.ts';

export type { IdamsClaims, IdamsPerson } from './read-idams-person.ts';

export interface IdamsOptions {
  /** Passive endpoint where people sign in: https, or http of this machine. */
  readonly endpoint: string;
  /** Who we are to IDAMS (`wtrealm`); the assertion's audience must equal it. */
  readonly realm: string;
  /** The assertion's Issuer must equal it. */
  readonly issuer: string;
  /** Pinned PEM certificates of the signer: more than one during a change of keys. */
  readonly certificates: readonly string[];
  /** Claim URIs where they differ from IDAMS_CLAIMS. */
  readonly claims?: Partial<IdamsClaims>;
  /** Address of this service; people come back by POST to `/sign-in/idams/callback` below it, and to `/signed-out` after signing out. */
  readonly publicUrl: string;
  readonly clock: Clock;
  /** The viewer's login. */
  readonly database: Database;
}

export interface Idams {
  /** Origins that a form of ours may end up at (signing out goes to IDAMS). */
  readonly origins: readonly string[];
  /**
   * @param wantedPath where the person goes afterwards: the caller has checked that it is of this site
   * @returns where to send the person, and the value of a cookie that only the callback reads (SameSite=None, since IDAMS answers
   *   by a POST from its own site); both hold for 10 minutes and one answer
   */
  begin(wantedPath: string): Promise<{ url: string; browserKey: string }>;
  /**
   * Uses up the sign-in that the form names, even when what follows fails, and checks the answer.
   * @param form fields `wa`, `wresult` and `wctx` of the POST
   * @param browserKey value of the cookie, null when absent
   * @throws sign-in-failed, not worth a retry; the message starts with one of REFUSALS and holds nothing of the answer
   */
  complete(
    form: Readonly<Record<string, string>>,
    browserKey: string | null,
  ): Promise<{ person: IdamsPerson; wantedPath: string }>;
  /** Where to go to end the session of IDAMS itself. */
  endSessionUrl(): string;
}

const SIGN_IN_LASTS_MS = 10 * 60_000;

/**
 * Sign-in through IDAMS: a WS-Federation passive relying party. Nothing is asked of IDAMS at start: the browser carries all
 * messages, and the signer's certificates are pinned.
 * @throws setting-invalid when an address, the realm, the issuer or a certificate cannot be used
 */
export function createIdams(options: IdamsOptions): Idams {
  const endpoint = checkEndpoint(options.endpoint);
  const rules = {
    realm: checkNotBlank(options.realm, 'ROLLCALL_IDAMS_REALM'),
    issuer: checkNotBlank(options.issuer, 'ROLLCALL_IDAMS_ISSUER'),
    keys: readCertificates(options.certificates),
  };
  const claims = { ...IDAMS_CLAIMS, ...options.claims };
  const { clock, database } = options;
  const addressOf = (query: Record<string, string>) => {
    const url = new URL(endpoint);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  };
  return {
    origins: [endpoint.origin],
    begin: async (wantedPath) => {
      const now = clock.now();
      await forgetExpired(database, now);
      const wctx = makeKey();
      const browserKey = makeKey();
      await database
        .insertInto('idams_sign_in')
        .values({
          wctx_digest: digestOf(wctx),
          browser_digest: digestOf(browserKey),
          wanted_path: wantedPath,
          expires_at: new Date(now.getTime() + SIGN_IN_LASTS_MS),
        })
        .execute();
      const wreply = new URL('/sign-in/idams/callback', options.publicUrl).href;
      return { url: addressOf({ wa: 'wsignin1.0', wtrealm: rules.realm, wctx, wreply }), browserKey };
    },
    complete: async (form, browserKey) => {
      const now = clock.now();
      const wantedPath = await useUpSignIn(database, readField(form, 'wctx'), browserKey, now);
      if (readField(form, 'wa') !== 'wsignin1.0') refuse('not-a-sign-in');
      const assertion = checkAssertion(readField(form, 'wresult') ?? refuse('answer-missing'), rules, now);
      const person = readIdamsPerson(assertion, claims);
      await rememberAssertion(database, assertion);
      return { person, wantedPath };
    },
    endSessionUrl: () => addressOf({ wa: 'wsignout1.0', wreply: new URL('/signed-out', options.publicUrl).href }),
  };
}

const makeKey = () => randomBytes(32).toString('base64url');
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** A field that was sent once; one sent twice is as good as none. */
function readField(form: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = Object.hasOwn(form, name) ? form[name] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

async function useUpSignIn(
  database: Database,
  wctx: string | null,
  browserKey: string | null,
  now: Date,
): Promise<string> {
  if (wctx === null) refuse('wctx-missing');
  const row = await database
    .deleteFrom('idams_sign_in')
    .where('wctx_digest', '=', digestOf(wctx))
    .returning(['browser_digest', 'wanted_path', 'expires_at'])
    .executeTakeFirst();
  if (!row) refuse('wctx-unknown');
  if (row.expires_at.getTime() <= now.getTime()) refuse('wctx-expired');
  const isSameBrowser = timingSafeEqual(Buffer.from(digestOf(browserKey ?? '')), Buffer.from(row.browser_digest));
  if (browserKey === null || !isSameBrowser) refuse('other-browser');
  return row.wanted_path;
}

async function rememberAssertion(database: Database, { id, rememberUntil }: CheckedAssertion): Promise<void> {
  const row = await database
    .insertInto('idams_assertion')
    .values({ assertion_digest: digestOf(id), expires_at: rememberUntil })
    .onConflict((conflict) => conflict.doNothing())
    .returning('assertion_digest')
    .executeTakeFirst();
  if (!row) refuse('assertion-replayed');
}

async function forgetExpired(database: Database, now: Date): Promise<void> {
  await database.deleteFrom('idams_sign_in').where('expires_at', '<=', now).execute();
  await database.deleteFrom('idams_assertion').where('expires_at', '<=', now).execute();
}
