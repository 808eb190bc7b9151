import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as client from 'openid-client';
import { createOidc } from '../../access/oidc.ts';
import { organisationKey } from '../../access/organisation.ts';
import { planClosedSchool, planSchools, planUnconnectedSchools } from '../schools/plan-schools.ts';
import { listAccounts } from './people.ts';
import { startSignIn } from './start-sign-in.ts';

const PUBLIC_URL = 'http://localhost:3999';
const REDIRECT = `${PUBLIC_URL}/sign-in/dfe-sign-in/callback`;
const plans = planSchools(2, 4);
const accounts = listAccounts(plans, { closed: planClosedSchool(4), unconnected: planUnconnectedSchools(4) }, 4);
const common = { port: 0, host: '127.0.0.1', seed: 4, accounts, publicUrl: PUBLIC_URL };
let signIn: Awaited<ReturnType<typeof startSignIn>>;
let operators: Awaited<ReturnType<typeof startSignIn>>;

before(async () => {
  [signIn, operators] = await Promise.all([
    startSignIn({ ...common, door: 'dfe-sign-in' }),
    startSignIn({ ...common, door: 'oidc' }),
  ]);
});
after(() => Promise.all([signIn.close(), operators.close()]));

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
  return client.discovery(new URL(signIn.issuer), signIn.clientId, signIn.clientSecret, undefined, {
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
    post_logout_redirect_uri: 'http://localhost:3999/signed-out',
  });
  const page = await browse(end.href);
  const [, action] = /action="([^"]+)"/.exec(page.text)!;
  const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(page.text)!;
  const ended = await browse(action!, { xsrf: xsrf!, logout: 'yes' });
  assert.equal(ended.location, 'http://localhost:3999/signed-out');
});

test('a wrong client secret is refused', async () => {
  const config = await client.discovery(new URL(signIn.issuer), signIn.clientId, 'wrong', undefined, {
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
  const answer = await createBrowser()(`${signIn.issuer}/choose/nonsense`);
  assert.equal(answer.status, 400);
  assert.match(answer.text, /has expired/);
});

/** Signs in through the product's own client, as the person with this address, and gives what it knows of them. */
async function signInThrough(door: 'dfe-sign-in' | 'oidc', email: string, browse = createBrowser()) {
  const { issuer, clientId, clientSecret } = door === 'oidc' ? operators : signIn;
  const oidc = createOidc({ door, issuer, clientId, clientSecret, publicUrl: PUBLIC_URL });
  const { url, pending } = await oidc.begin();
  const first = await browse(url);
  const page = await browse(first.location);
  const item = page.text.split('\n').find((line) => line.includes(email));
  assert.ok(item, `${email} is on the page of ${door}`);
  const chosen = await browse(first.location, { person: /value="([^"]+)"/.exec(item)![1]! });
  const back = await browse(chosen.location);
  const at = new URL(back.location);
  assert.equal(at.origin + at.pathname, `${PUBLIC_URL}/sign-in/${door}/callback`);
  return { ...(await oidc.complete(at.search.slice(1), pending)), page: page.text };
}

test('everyone of DfE Sign-in is read as what they are', async () => {
  const read: Record<string, string> = {};
  for (const { email, door, subject } of accounts.filter((each) => each.door === 'dfe-sign-in')) {
    const { person } = await signInThrough('dfe-sign-in', email);
    assert.deepEqual([person.door, person.subject, person.email], [door, subject, email]);
    read[email] = person.organisations
      .map((each) => `${each.kind} ${organisationKey(each)} ${'providerId' in each && each.providerId?.length}`)
      .join();
  }
  const { uid } = plans[1]!.trust!;
  assert.equal(read['head@900001.sandbox.example'], 'school school:900001 36');
  assert.equal(read['head@900905.sandbox.example'], 'school school:900905 36');
  assert.equal(read[`lead@trust-${uid}.sandbox.example`], `multi-academy-trust trust:${uid} 36`);
  assert.equal(read['attendance@authority-831.sandbox.example'], 'local-authority authority:831 36');
  assert.equal(read['government@sandbox.example'], 'other null false');
  assert.equal(read['supplier@sandbox.example'], 'other null false');
  assert.equal(read['nobody@sandbox.example'], '');
});

test('the operator’s staff have an issuer of their own, with none of the others', async () => {
  const { person, page } = await signInThrough('oidc', 'operator@sandbox.example');
  assert.deepEqual([person.door, person.organisations, person.emailVerified], ['oidc', [], true]);
  assert.match(page, /<h1>Operator sign-in \(sandbox\): choose a person<\/h1>/);
  assert.doesNotMatch(page, /head@/);
  const { page: other } = await signInThrough('dfe-sign-in', 'nobody@sandbox.example');
  assert.doesNotMatch(other, /operator@|analyst@/);
});

test('whoever is signed in at one is nobody at the other, in one browser', async () => {
  const browse = createBrowser();
  await signInThrough('dfe-sign-in', 'head@900001.sandbox.example', browse);
  const { person } = await signInThrough('oidc', 'analyst@sandbox.example', browse);
  assert.equal(person.email, 'analyst@sandbox.example');
});
