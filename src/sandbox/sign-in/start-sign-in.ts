import { generateKeyPair } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import Provider, { type Configuration } from 'oidc-provider';
import { hexDigits } from '../random.ts';
import type { Account } from './account.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import { choosePersonPage, escapeHtml, writePage } from './pages.ts';

const SCOPES = 'openid email profile organisation organisationid';
/** No `form-action`: browsers apply it to the redirects after a form too, and those lead back to the client. */
const POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const DOORS = {
  'dfe-sign-in': { clientId: 'rollcall', title: 'Sign in (sandbox): choose a person', seeds: [805, 806] },
  oidc: { clientId: 'rollcall-operator', title: 'Operator sign-in (sandbox): choose a person', seeds: [815, 816] },
} as const;

const EXPIRED = writePage(
  'Sign in (sandbox)',
  '<p>This sign-in has expired or was already used. Go back and start again.</p>',
);

export interface SignInStandInOptions {
  readonly door: keyof typeof DOORS;
  readonly port: number;
  readonly host: string;
  readonly seed: number;
  /** Who can sign in; those of other doors are left out. */
  readonly accounts: readonly Account[];
  /** Address of the client's pages: people are sent back to `/sign-in/<door>/callback` below it, and to `/` after signing out. */
  readonly publicUrl: string;
}

/** What a client needs to know. */
export interface SignInClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/**
 * Starts an OpenID Connect provider that stands in for DfE Sign-in, or for the operator's own: discovery, code flow with PKCE,
 * userinfo, end of session. Passwords are replaced by one page on which a person is chosen. Each has its own port and cookies,
 * so that whoever is signed in at one is nobody at the other.
 */
export async function startSignIn(options: SignInStandInOptions): Promise<SignInClient & { close(): Promise<void> }> {
  const { door, seed, publicUrl } = options;
  const { clientId, title, seeds } = DOORS[door];
  const accounts = options.accounts.filter((account) => account.door === door);
  const clientSecret = `sandbox-secret-${hexDigits(24, seed, seeds[0])}`;
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.destroy();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, options.host, resolve);
  });
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  const url = `http://${name}:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [new URL(`/sign-in/${door}/callback`, publicUrl).href],
        post_logout_redirect_uris: [new URL('/signed-out', publicUrl).href],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'sandbox' }] },
    cookies: {
      keys: [hexDigits(32, seed, seeds[1])],
      // Cookies of one host are shared by all its ports.
      names: { session: `${door}_session`, interaction: `${door}_interaction`, resume: `${door}_resume` },
    },
    ...behaviour(accounts),
  } as Configuration);
  const callback = provider.callback();
  answer = (request, response) => {
    if (!request.url?.startsWith('/choose/')) callback(request, response);
    else choosePerson(provider, title, accounts, request, response).catch(() => sendPage(response, 400, EXPIRED));
  };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { issuer: url, clientId, clientSecret, close };
}

function behaviour(accounts: readonly Account[]): Configuration {
  const find = (sub: string) => accounts.find(({ subject }) => subject === sub);
  return {
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['given_name', 'family_name'],
      organisation: ['organisation'],
      organisationid: ['organisation'],
    },
    pkce: { required: () => true },
    interactions: { url: (_ctx, interaction) => `/choose/${interaction.uid}` },
    findAccount: (_ctx, sub) => {
      const account = find(sub);
      if (!account) return undefined;
      const { email, givenName, familyName, claims, door } = account;
      return {
        accountId: sub,
        claims: () => ({
          sub,
          email,
          given_name: givenName,
          family_name: familyName,
          ...(claims.length > 0 && { organisation: claims[0] }),
          // DfE Sign-in says nothing of it.
          ...(door === 'oidc' && { email_verified: true }),
        }),
      };
    },
    // There is one client and it is ours: nobody is asked for consent.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope(SCOPES);
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.set('content-security-policy', POLICY);
          const button = '<button type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>';
          ctx.body = writePage('Sign out (sandbox)', `${form}\n<p>${button}</p>`);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = writePage('Signed out (sandbox)', '<p>You have signed out.</p>');
        },
      },
    },
    ttl: { AccessToken: 3600, AuthorizationCode: 60, IdToken: 3600, Interaction: 3600, Session: 28_800, Grant: 28_800 },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      const words = Object.entries(out).map(
        ([key, value]) => `<p>${escapeHtml(key)}: ${escapeHtml(String(value))}</p>`,
      );
      ctx.body = writePage('Signing in did not work (sandbox)', words.join('\n'));
    },
  };
}

/** Shows the people, or takes the choice and goes on. */
async function choosePerson(
  provider: Provider,
  title: string,
  accounts: readonly Account[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    const chosen = new URLSearchParams(await readBody(request)).get('person');
    const account = accounts.find(({ subject }) => subject === chosen);
    if (account)
      return provider.interactionFinished(
        request,
        response,
        { login: { accountId: account.subject } },
        { mergeWithLastSubmission: false },
      );
  }
  sendPage(response, 200, choosePersonPage(title, accounts, request.url ?? ''));
}

function sendPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
  });
  response.end(page);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8').slice(0, 10_000);
}
