import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { RollcallError } from '../errors.ts';
import { startIssuer, type TestIssuer } from './issuer.fixture.ts';
import { createSignIn, readPerson } from './sign-in.ts';

const PUBLIC_URL = 'http://localhost:3999';
let issuer: TestIssuer;

before(async () => {
  issuer = await startIssuer();
});
after(() => issuer.close());
beforeEach(() => {
  issuer.tampering = {};
  issuer.person = {
    sub: 'A1B2',
    userInfo: {
      given_name: 'Ada',
      family_name: 'Lark',
      email: 'head@school.example',
      organisation: { urn: '900001', name: 'Heron', category: { id: '001' } },
    },
    idToken: {},
  };
});

const open = () =>
  createSignIn({
    issuer: issuer.url,
    clientId: issuer.clientId,
    clientSecret: issuer.clientSecret,
    publicUrl: PUBLIC_URL,
  });

/** Goes to the issuer and comes back, as a browser would. */
async function goAndComeBack(change: (answer: URLSearchParams) => void = () => {}) {
  const signIn = open();
  const { url, pending } = await signIn.begin();
  const back = await fetch(url, { redirect: 'manual' });
  const answer = new URL(back.headers.get('location')!).searchParams;
  change(answer);
  return { signIn, url: new URL(url), answer: answer.toString(), pending };
}

const refused = { code: 'sign-in-failed' };

test('a person signs in with code, PKCE, state and nonce', async () => {
  const { signIn, url, answer, pending } = await goAndComeBack();
  const { person, idToken } = await signIn.complete(answer, pending);
  assert.deepEqual(person, {
    subject: 'A1B2',
    name: 'Ada Lark',
    email: 'head@school.example',
    organisation: { kind: 'school', urn: 900001, name: 'Heron' },
  });
  assert.equal(idToken.split('.').length, 3);
  assert.equal(url.searchParams.get('redirect_uri'), `${PUBLIC_URL}/sign-in/callback`);
  assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
  assert.equal(url.searchParams.get('response_type'), 'code');
});

test('every sign-in has its own state, nonce and verifier', async () => {
  const signIn = open();
  const [one, two] = await Promise.all([signIn.begin(), signIn.begin()]);
  assert.equal(new Set([...Object.values(one.pending), ...Object.values(two.pending)]).size, 6);
});

test('another state is refused', async () => {
  const { signIn, answer, pending } = await goAndComeBack((given) => given.set('state', 'another'));
  await assert.rejects(signIn.complete(answer, pending), refused);
});

test('another verifier is refused by the issuer', async () => {
  const { signIn, answer, pending } = await goAndComeBack();
  await assert.rejects(signIn.complete(answer, { ...pending, verifier: 'a'.repeat(43) }), refused);
});

test('a code can be used once', async () => {
  const { signIn, answer, pending } = await goAndComeBack();
  await signIn.complete(answer, pending);
  await assert.rejects(signIn.complete(answer, pending), refused);
});

const wrongTokens = {
  issuer: { claims: { iss: 'https://elsewhere.example' } },
  audience: { claims: { aud: 'another-client' } },
  nonce: { claims: { nonce: 'another' } },
  expiry: { claims: { exp: 1_700_000_000 } },
  'signing key': { strangeKey: true },
  algorithm: { sharedSecret: true },
};
for (const [what, tampering] of Object.entries(wrongTokens)) {
  test(`an ID token with the wrong ${what} is refused`, async () => {
    issuer.tampering = tampering;
    const { signIn, answer, pending } = await goAndComeBack();
    await assert.rejects(signIn.complete(answer, pending), refused);
  });
}

test('userinfo about someone else is refused', async () => {
  issuer.tampering = { claims: { sub: 'SOMEONE' } };
  const { signIn, answer, pending } = await goAndComeBack();
  await assert.rejects(signIn.complete(answer, pending), refused);
});

test('signing out goes to the issuer with the ID token and comes back to the start page', async () => {
  const url = new URL(await open().endSessionUrl('an.id.token'));
  assert.equal(url.origin + url.pathname, `${issuer.url}/session/end`);
  assert.equal(url.searchParams.get('id_token_hint'), 'an.id.token');
  assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${PUBLIC_URL}/`);
});

test('an issuer that is away gives an error that may be tried again, and is asked anew the next time', async () => {
  const away = createSignIn({ issuer: 'http://127.0.0.1:1', clientId: 'a', clientSecret: 'b', publicUrl: PUBLIC_URL });
  await assert.rejects(away.begin(), (error: RollcallError) => error.code === 'sign-in-failed' && error.retry);
  await assert.rejects(away.begin(), refused);
});

test('plain http is only for this machine', () => {
  const at = (address: string) => () =>
    createSignIn({ issuer: address, clientId: 'a', clientSecret: 'b', publicUrl: PUBLIC_URL });
  assert.throws(at('http://signin.example.org'), { code: 'setting-invalid' });
  assert.throws(at('http://127.0.0.1.example.org'), { code: 'setting-invalid' });
  assert.throws(at('nonsense'), { code: 'setting-invalid' });
  assert.doesNotThrow(at('http://localhost:4000'));
  assert.doesNotThrow(at('http://[::1]:4000'));
  assert.doesNotThrow(at('https://oidc.example.org:443'));
});

test('what userinfo does not say is taken from the ID token', () => {
  const person = readPerson(
    'S',
    { email: '', organisation: null },
    { email: 'a@b.example', organisation: '{"urn":900002,"name":"Wren"}' },
  );
  assert.deepEqual(person, {
    subject: 'S',
    name: 'a@b.example',
    email: 'a@b.example',
    organisation: { kind: 'school', urn: 900002, name: 'Wren' },
  });
});
