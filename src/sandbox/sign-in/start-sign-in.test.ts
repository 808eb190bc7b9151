import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as client from 'openid-client';
import { planSchools } from '../schools/plan-schools.ts';
import { startSignIn } from './start-sign-in.ts';

const REDIRECT = 'http://localhost:3999/sign-in/callback';
let signIn: Awaited<ReturnType<typeof startSignIn>>;

before(async () => {
  signIn = await startSignIn({
    signInPort: 0,
    host: '127.0.0.1',
    seed: 4,
    schools: planSchools(2, 4),
    redirectUris: [REDIRECT],
  });
});
after(() => signIn.close());

/** A browser of sorts: keeps cookies and does not follow redirects. */
function createBrowser() {
  const cookies = new Map<string, string>();
  return async (url: string, form?: Record<string, string>) => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const [name, ...value] = pair!.split('=');
      cookies.set(name!, value.join('='));
    }
    const location = response.headers.get('location');
    return {
      status: response.status,
      text: await response.text(),
      location: location === null ? '' : new URL(location, url).href,
    };
  };
}

async function discover(): Promise<client.Configuration> {
  return client.discovery(new URL(signIn.url), signIn.clientId, signIn.clientSecret, undefined, {
    execute: [client.allowInsecureRequests],
  });
}

/** Signs in as the person with this e-mail address and returns tokens and claims. */
async function signInAs(email: string) {
  const config = await discover();
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const start = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: 'openid email profile organisation',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const browse = createBrowser();
  const first = await browse(start.href);
  const page = await browse(first.location);
  const item = page.text.split('\n').find((line) => line.includes(email))!;
  const person = /value="([^"]+)"/.exec(item)![1]!;
  const chosen = await browse(first.location, { person });
  const back = await browse(chosen.location);
  const tokens = await client.authorizationCodeGrant(config, new URL(back.location), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
  const claims = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()!.sub);
  return { config, browse, page: page.text, tokens, claims };
}

test('a head teacher signs in and brings the school as organisation', async () => {
  const { claims, page } = await signInAs('head@900001.sandbox.example');
  assert.match(page, /<h1>Sign in \(sandbox\): choose a person<\/h1>/);
  assert.match(claims.sub, /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}$/);
  assert.equal(claims.email, 'head@900001.sandbox.example');
  const organisation = claims['organisation'] as Record<string, unknown>;
  assert.equal(organisation['urn'], '900001');
  assert.deepEqual(organisation['category'], { id: '001', name: 'Establishment' });
});

test('a person without an organisation has no organisation claim', async () => {
  const { claims } = await signInAs('nobody@sandbox.example');
  assert.equal('organisation' in claims, false);
});

test('signing out ends the session and leads back to the client', async () => {
  const { config, browse, tokens } = await signInAs('head@900901.sandbox.example');
  const end = client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token!,
    post_logout_redirect_uri: 'http://localhost:3999/',
  });
  const page = await browse(end.href);
  const [, action] = /action="([^"]+)"/.exec(page.text)!;
  const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(page.text)!;
  const ended = await browse(action!, { xsrf: xsrf!, logout: 'yes' });
  assert.equal(ended.location, 'http://localhost:3999/');
});

test('a wrong client secret is refused', async () => {
  const config = await client.discovery(new URL(signIn.url), signIn.clientId, 'wrong', undefined, {
    execute: [client.allowInsecureRequests],
  });
  await assert.rejects(client.genericGrantRequest(config, 'authorization_code', { code: 'x', redirect_uri: REDIRECT }));
});

test('a request without PKCE is sent back with an error', async () => {
  const config = await discover();
  const start = client.buildAuthorizationUrl(config, { redirect_uri: REDIRECT, scope: 'openid' });
  const answer = await createBrowser()(start.href);
  assert.equal(new URL(answer.location).searchParams.get('error'), 'invalid_request');
});

test('a page of choice that is not of a sign-in under way says so', async () => {
  const answer = await createBrowser()(`${signIn.url}/choose/nonsense`);
  assert.equal(answer.status, 400);
  assert.match(answer.text, /has expired/);
});
