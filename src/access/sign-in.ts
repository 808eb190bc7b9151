import * as client from 'openid-client';
import { RollcallError } from '../errors.ts';
import { type Organisation, readOrganisation } from './organisation.ts';

/** Where people sign in: any OpenID Connect issuer with discovery, such as DfE Sign-in. */
export interface SignInOptions {
  /** Address whose discovery document is read; what it says about itself is believed, not this text (DfE's carries a port). */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How the secret is sent to the issuer; DfE Sign-in's console offers both. */
  readonly clientAuthentication?: 'basic' | 'post';
  /** Address of this service; people come back to `/sign-in/callback` below it, and to `/` after signing out. */
  readonly publicUrl: string;
}

/** A person who has proved who they are. `subject` is the key: e-mail addresses change and are shared. */
export interface Person {
  readonly subject: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: Organisation | null;
}

/** What must be remembered, on the server, between going to the issuer and coming back. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface SignIn {
  /** Origins that a form of ours may end up at (signing out goes to the issuer). */
  readonly origins: readonly string[];
  begin(): Promise<{ url: string; pending: PendingSignIn }>;
  /** @param answer the query string with which the issuer sent the person back */
  complete(answer: string, pending: PendingSignIn): Promise<{ person: Person; idToken: string }>;
  /** Where to go to end the issuer's own session. */
  endSessionUrl(idToken: string): Promise<string>;
}

const TIMEOUT_SECONDS = 10;
const CLOCK_TOLERANCE_SECONDS = 60;
const DISCOVERY_LASTS_MS = 60 * 60_000;

/**
 * Sign-in by the authorisation code flow with PKCE, state and nonce. The issuer is asked for its discovery document when
 * someone first signs in, not at start: collection and statistics do not depend on it.
 * Plain http is refused, but for this machine's own addresses.
 * @throws setting-invalid when the issuer's address cannot be used
 */
export function createSignIn(options: SignInOptions): SignIn {
  const issuer = checkIssuer(options.issuer);
  const callback = new URL('/sign-in/callback', options.publicUrl).href;
  const home = new URL('/', options.publicUrl).href;
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
        scope: 'openid email profile organisation',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, pending };
    },
    complete: async (answer, pending) => complete(await discover(), new URL(`${callback}?${answer}`), pending),
    endSessionUrl: async (idToken) => {
      const found = await discover();
      if (!found.serverMetadata().end_session_endpoint) return home;
      return client.buildEndSessionUrl(found, { id_token_hint: idToken, post_logout_redirect_uri: home }).href;
    },
  };
}

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

function checkIssuer(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url)
    throw new RollcallError('setting-invalid', 'ROLLCALL_OIDC_ISSUER must be the address of an OpenID Connect issuer.');
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new RollcallError(
    'setting-invalid',
    "ROLLCALL_OIDC_ISSUER must start with https: plain http is for this machine's own addresses only.",
  );
}

async function discoverIssuer(
  issuer: URL,
  { clientId, clientSecret, clientAuthentication }: SignInOptions,
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
    .discovery(issuer, clientId, metadata, authentication, { execute, timeout: TIMEOUT_SECONDS })
    .catch(failed('could not be asked for its discovery document'));
}

async function complete(
  issuer: client.Configuration,
  answer: URL,
  pending: PendingSignIn,
): Promise<{ person: Person; idToken: string }> {
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
  const userInfo = issuer.serverMetadata().userinfo_endpoint
    ? await client.fetchUserInfo(issuer, tokens.access_token, claims.sub).catch(failed('did not say who this is'))
    : {};
  return { person: readPerson(claims.sub, userInfo, claims), idToken };
}

/** The person, from userinfo first and then the ID token: services differ in where they are given the claims. */
export function readPerson(
  subject: string,
  userInfo: Record<string, unknown>,
  claims: Record<string, unknown>,
): Person {
  const read = (name: string) =>
    [userInfo[name], claims[name]]
      .find((value): value is string => typeof value === 'string' && value.trim() !== '')
      ?.trim();
  const parts = [read('given_name'), read('family_name')].filter((part) => part !== undefined);
  const email = read('email') ?? '';
  return {
    subject,
    name: parts.join(' ') || read('name') || email || 'Name not given',
    email,
    organisation: readOrganisation(userInfo['organisation']) ?? readOrganisation(claims['organisation']),
  };
}

/** The error names what the issuer said by its code only: messages may carry what was typed. */
const failed =
  (what: string) =>
  (cause: unknown): never => {
    const { error, code, name } = cause as { error?: string; code?: string; name?: string };
    throw new RollcallError(
      'sign-in-failed',
      `The sign-in provider ${what} (${error ?? code ?? name ?? 'no reason given'}).`,
      { cause },
    );
  };

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
