import { generateKeyPair } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import Provider, { type Configuration } from 'oidc-provider';
import { hexDigits } from '../random.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import { choosePersonPage, escapeHtml, writePage } from './pages.ts';
import { type Account, listAccounts, type Person } from './people.ts';

export type { Person } from './people.ts';

const CLIENT_ID = 'rollcall';
const SCOPES = 'openid email profile organisation organisationid';
/** No `form-action`: browsers apply it to the redirects after a form too, and those lead back to the client. */
const POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const EXPIRED = writePage(
  'Sign in (sandbox)',
  '<p>This sign-in has expired or was already used. Go back and start again.</p>',
);

/**
 * Starts an OpenID Connect provider that stands in for DfE Sign-in: discovery, code flow with PKCE, userinfo, end of
 * session. Passwords are replaced by one page on which a person is chosen.
 */
export async function startSignIn(options: {
  signInPort: number;
  host: string;
  seed: number;
  schools: readonly SchoolPlan[];
  redirectUris?: readonly string[] | undefined;
  postLogoutRedirectUris?: readonly string[] | undefined;
}): Promise<{ url: string; clientId: string; clientSecret: string; people: Person[]; close(): Promise<void> }> {
  const accounts = listAccounts(options.schools, options.seed);
  const clientSecret = `sandbox-secret-${hexDigits(24, options.seed, 805)}`;
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.destroy();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.signInPort, options.host, resolve);
  });
  const name = options.host.includes(':') ? `[${options.host}]` : options.host;
  const url = `http://${name}:${(server.address() as AddressInfo).port}`;
  const redirectUris = options.redirectUris ?? [];
  const provider = new Provider(url, {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: clientSecret,
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: redirectUris.length > 0 ? [...redirectUris] : ['http://localhost:3000/sign-in/callback'],
        post_logout_redirect_uris: [...(options.postLogoutRedirectUris ?? origins(redirectUris))],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'sandbox' }] },
    cookies: {
      keys: [hexDigits(32, options.seed, 806)],
      names: { session: 'sandbox_session', interaction: 'sandbox_interaction', resume: 'sandbox_resume' },
    },
    ...behaviour(accounts),
  } as Configuration);
  const callback = provider.callback();
  answer = (request, response) => {
    if (!request.url?.startsWith('/choose/')) callback(request, response);
    else choosePerson(provider, accounts, request, response).catch(() => sendPage(response, 400, EXPIRED));
  };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const people = accounts.map(({ name: full, email, role, school, urn }) => ({ name: full, email, role, school, urn }));
  return { url, clientId: CLIENT_ID, clientSecret, people, close };
}

/** Where people may be sent after signing out: the start of each site that they may be sent to after signing in. */
function origins(redirectUris: readonly string[]): string[] {
  return [...new Set(redirectUris.flatMap((uri) => [new URL(uri).origin, `${new URL(uri).origin}/`]))];
}

function behaviour(accounts: readonly Account[]): Configuration {
  const find = (sub: string) => accounts.find((account) => account.sub === sub);
  return {
    claims: {
      openid: ['sub'],
      email: ['email'],
      profile: ['given_name', 'family_name'],
      organisation: ['organisation'],
      organisationid: ['organisation'],
    },
    pkce: { required: () => true },
    interactions: { url: (_ctx, interaction) => `/choose/${interaction.uid}` },
    findAccount: (_ctx, sub) => {
      const account = find(sub);
      if (!account) return undefined;
      const { email, givenName, familyName, organisation } = account;
      return {
        accountId: sub,
        claims: () => ({
          sub,
          email,
          given_name: givenName,
          family_name: familyName,
          ...(organisation === null ? {} : { organisation }),
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
  accounts: readonly Account[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    const chosen = new URLSearchParams(await readBody(request)).get('person');
    const account = accounts.find(({ sub }) => sub === chosen);
    if (account)
      return provider.interactionFinished(
        request,
        response,
        { login: { accountId: account.sub } },
        { mergeWithLastSubmission: false },
      );
  }
  sendPage(response, 200, choosePersonPage(accounts, request.url ?? ''));
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
