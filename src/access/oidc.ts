import * as client from 'openid-client';
import { RollcallError } from '../errors.ts';
import { type Door, isSubject, type Person } from './person.ts';
import { providerAddress } from './provider-address.ts';
import { readOrganisation } from './read-organisation.ts';

/** Where people sign in: any OpenID Connect issuer with discovery, such as DfE Sign-in. */
export interface OidcOptions {
  /** `oidc`: the issuer's word on organisations is not asked; they are in our own tables. */
  readonly door: Exclude<Door, 'idams'>;
  /** Address whose discovery document is read; what it says about itself is believed, not this text (DfE's carries a port). */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the secret is sent to the issuer; DfE Sign-in's console offers both. */
  readonly clientAuthentication?: 'basic' | 'post';
  /** `openid email profile organisation` for DfE Sign-in, `openid email profile` for others. */
  readonly scopes?: string;
  /** Address of this service; people come back to `/sign-in/<door>/callback` below it, and to `/signed-out` after signing out. */
  readonly publicUrl: string;
  /** The own issuer's addresses are verified, though it does not say so (`email_verified`). */
  readonly trustsEmail?: boolean;
  /** Name of the setting that holds the issuer, for errors. */
  readonly setting?: string;
  /** How long each answer of the issuer is waited for; 10. */
  readonly timeoutSeconds?: number;
}

/** What must be remembered, on the server, between going to the issuer and coming back. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface Oidc {
  /** Origins that a form of ours may end up at (signing out goes to the issuer). */
  readonly origins: readonly string[];
  begin(): Promise<{ url: string; pending: PendingSignIn }>;
  /** @param answer the query string with which the issuer sent the person back */
  complete(answer: string, pending: PendingSignIn): Promise<{ person: Person; idToken: string }>;
  /** Where to go to end the issuer's own session. */
  endSessionUrl(idToken: string): Promise<string>;
}

const SCOPES = { 'dfe-sign-in': 'openid email profile organisation', oidc: 'openid email profile' };
const SETTINGS = { 'dfe-sign-in': 'ROLLCALL_DFE_SIGN_IN_ISSUER', oidc: 'ROLLCALL_OIDC_ISSUER' };
const TIMEOUT_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 60;
const DISCOVERY_LASTS_MS = 60 * 60_000;

/**
 * Sign-in by the authorisation code flow with PKCE, state and nonce. The issuer is asked for its discovery document when
 * someone first signs in, not at start: collection and statistics do not depend on it. People come back to an address of
 * this door alone, so that an answer of one issuer is never taken for another's.
 * Plain http is refused, but for this machine's own addresses.
 * @throws setting-invalid when the issuer's address cannot be used; sign-in-failed, with the reason's code and nothing that
 *   was sent, when the issuer cannot be asked or its answer does not hold
 */
export function createOidc(options: OidcOptions): Oidc {
  const issuer = providerAddress(options.issuer, options.setting ?? SETTINGS[options.door], 'an OpenID Connect issuer');
  const callback = new URL(`/sign-in/${options.door}/callback`, options.publicUrl).href;
  const home = new URL('/signed-out', options.publicUrl).href;
  const origins = new Set([issuer.origin]);
  const discover = rememberFor(DISCOVERY_LASTS_MS, async () => {
    const found = await discoverIssuer(issuer, options);
    const end = found.serverMetadata().end_session_endpoint;
    if (end) origins.add(new URL(end).origin);
    return found;
  });
  return {
    get origins() {
      return [...origins];
    },
    begin: async () => {
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      };
      const url = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: callback,
        scope: options.scopes ?? SCOPES[options.door],
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, pending };
    },
    complete: async (answer, pending) => {
      const { subject, userInfo, claims, idToken } = await exchange(
        await discover(),
        options.clientId,
        new URL(`${callback}?${answer}`),
        pending,
      );
      return { person: readPerson(options, subject, userInfo, claims), idToken };
    },
    endSessionUrl: async (idToken) => {
      const found = await discover();
      if (!found.serverMetadata().end_session_endpoint) return home;
      return client.buildEndSessionUrl(found, { id_token_hint: idToken, post_logout_redirect_uri: home }).href;
    },
  };
}

async function discoverIssuer(
  issuer: URL,
  { clientId, clientSecret, clientAuthentication, timeoutSeconds }: OidcOptions,
): Promise<client.Configuration> {
  const authentication =
    clientAuthentication === 'post' ? client.ClientSecretPost(clientSecret) : client.ClientSecretBasic(clientSecret);
  // The library takes an ID token that came straight from the issuer over TLS without checking its signature; we check it.
  const execute = [
    client.enableNonRepudiationChecks,
    ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
  ];
  const metadata = { client_secret: clientSecret, [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS };
  return client
    .discovery(issuer, clientId, metadata, authentication, { execute, timeout: timeoutSeconds ?? TIMEOUT_SECONDS })
    .catch(failed('could not be asked for its discovery document'));
}

type Claims = Readonly<Record<string, unknown>>;

async function exchange(
  issuer: client.Configuration,
  clientId: string,
  answer: URL,
  pending: PendingSignIn,
): Promise<{ subject: string; userInfo: Claims; claims: Claims; idToken: string }> {
  const tokens = await client
    .authorizationCodeGrant(issuer, answer, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.verifier,
    })
    .catch(failed('did not confirm who this is'));
  const claims = tokens.claims();
  const idToken = tokens.id_token;
  if (!claims || !idToken) throw new RollcallError('sign-in-failed', 'The sign-in provider gave no ID token.');
  // The library looks at the authorised party only where a token is for several.
  if (claims.azp !== undefined && claims.azp !== clientId)
    throw new RollcallError(
      'sign-in-failed',
      'The sign-in provider gave an ID token that was made for another service.',
    );
  const userInfo = issuer.serverMetadata().userinfo_endpoint
    ? await client.fetchUserInfo(issuer, tokens.access_token, claims.sub).catch(failed('did not say who this is'))
    : {};
  return { subject: claims.sub, userInfo, claims, idToken };
}

const LONGEST_NAME = 200;
const EMAIL = /^[^\s\p{C}@]+@[^\s\p{C}@]+$/u;

/**
 * The person, from userinfo first and then the ID token: services differ in where they are given the claims.
 * @throws sign-in-failed when the subject could not be a key
 */
export function readPerson(
  { door, trustsEmail = false }: Pick<OidcOptions, 'door' | 'trustsEmail'>,
  subject: string,
  userInfo: Claims,
  claims: Claims,
): Person {
  if (!isSubject(subject))
    throw new RollcallError('sign-in-failed', 'The sign-in provider names this person in a way that cannot be kept.');
  const read = (name: string) =>
    [userInfo[name], claims[name]]
      .map((value) => (typeof value === 'string' ? value.replace(/\p{Cc}+/gu, ' ').trim() : ''))
      .find((value) => value !== '');
  const parts = [read('given_name'), read('family_name')].filter((part) => part !== undefined);
  const given = read('email') ?? '';
  const email = given.length <= 254 && EMAIL.test(given) ? given : '';
  const organisation =
    door === 'oidc' ? null : (readOrganisation(userInfo['organisation']) ?? readOrganisation(claims['organisation']));
  return {
    door,
    subject,
    name: (parts.join(' ') || read('name') || email || 'Name not given').slice(0, LONGEST_NAME),
    email,
    emailVerified: isVerified(door, [userInfo['email_verified'], claims['email_verified']], trustsEmail),
    organisations: organisation === null ? [] : [organisation],
    roles: [],
  };
}

/**
 * Through the own issuer an address opens a place that waits for it, so it counts only when the issuer says that it is verified, or
 * the operator says that this issuer's all are. DfE Sign-in verifies its addresses and does not say so.
 */
function isVerified(door: OidcOptions['door'], said: readonly unknown[], trustsEmail: boolean): boolean {
  if (said.some((each) => each === false || each === 'false')) return false;
  return door !== 'oidc' || trustsEmail || said.some((each) => each === true || each === 'true');
}

/** What OAuth, OpenID Connect and DfE Sign-in call their errors. Any other word may be what someone typed into an address. */
const KNOWN_ERRORS = new Set(
  'invalid_request invalid_client invalid_grant unauthorized_client unsupported_grant_type invalid_scope access_denied unsupported_response_type server_error temporarily_unavailable interaction_required login_required account_selection_required consent_required invalid_token insufficient_scope sessionexpired'.split(
    ' ',
  ),
);

/** The error has the codes of what went wrong only: messages and causes carry codes, tokens, claims and pages. */
const failed =
  (what: string) =>
  (cause: unknown): never => {
    throw new RollcallError('sign-in-failed', `The sign-in provider ${what} (${reasonsOf(cause)}).`);
  };

function reasonsOf(thrown: unknown): string {
  const reasons = new Set<string>();
  for (let each = thrown, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth++) {
    const { code, error } = each as { code?: unknown; error?: unknown };
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code)) reasons.add(code);
    if (typeof error === 'string' && KNOWN_ERRORS.has(error)) reasons.add(error);
  }
  return [...reasons].join(', ') || 'no reason given';
}

/** One answer shared by all for a while; a failure is not remembered. */
function rememberFor<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let known: { answer: Promise<T>; since: number } | null = null;
  return () => {
    if (known && performance.now() - known.since < ms) return known.answer;
    const asked = { answer: ask(), since: performance.now() };
    known = asked;
    asked.answer.catch(() => {
      if (known === asked) known = null;
    });
    return asked.answer;
  };
}
