import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { RollcallError } from '../errors.ts';
import { type IssuerPath, startIssuer, type Tampering, type TestIssuer } from './issuer.fixture.ts';
import { createOidc, type OidcOptions, readPerson } from './oidc.ts';

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

const open = (options: Partial<OidcOptions> = {}) =>
  createOidc({
    door: 'dfe-sign-in',
    issuer: issuer.url,
    clientId: issuer.clientId,
    clientSecret: issuer.clientSecret,
    publicUrl: PUBLIC_URL,
    ...options,
  });

/** Goes to the issuer and comes back, as a browser would. */
async function goAndComeBack(change: (answer: URLSearchParams) => void = () => {}, options: Partial<OidcOptions> = {}) {
  const signIn = open(options);
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
    door: 'dfe-sign-in',
    subject: 'A1B2',
    name: 'Ada Lark',
    email: 'head@school.example',
    emailVerified: true,
    organisations: [{ kind: 'school', urn: 900001, name: 'Heron' }],
    roles: [],
  });
  assert.equal(idToken.split('.').length, 3);
  assert.equal(url.searchParams.get('redirect_uri'), `${PUBLIC_URL}/sign-in/dfe-sign-in/callback`);
  assert.equal(url.searchParams.get('scope'), 'openid email profile organisation');
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

const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;
const wrongTokens: Record<string, Tampering> = {
  'with the wrong issuer': { claims: { iss: 'https://elsewhere.example' } },
  'without an issuer': { claims: { iss: undefined } },
  'with the wrong audience': { claims: { aud: 'another-client' } },
  'without an audience': { claims: { aud: undefined } },
  'for several audiences with no authorised party': { claims: { aud: ['rollcall-tests', 'another-client'] } },
  'made for another authorised party': { claims: { azp: 'another-client' } },
  'for several audiences, made for another party': {
    claims: { aud: ['rollcall-tests', 'another-client'], azp: 'another-client' },
  },
  'with the wrong nonce': { claims: { nonce: 'another' } },
  'without a nonce': { claims: { nonce: undefined } },
  'that expired more than a minute ago': { claims: { exp: seconds(-70) } },
  'without an expiry': { claims: { exp: undefined } },
  'with an expiry that is no number': { claims: { exp: 'never' } },
  'without a time of issue': { claims: { iat: undefined } },
  'that does not hold yet': { claims: { nbf: seconds(300) } },
  'without a subject': { claims: { sub: undefined } },
  'signed with another key': { strangeKey: true },
  'signed with the client’s secret': { sharedSecret: true },
  'signed with the client’s secret, as the issuer says it may': { sharedSecret: true, algorithms: ['RS256', 'HS256'] },
  'that is not signed': { unsigned: true },
  'that is not signed, as the issuer says it may': { unsigned: true, algorithms: ['RS256', 'none'] },
};
for (const [what, tampering] of Object.entries(wrongTokens)) {
  test(`an ID token ${what} is refused`, async () => {
    issuer.tampering = tampering;
    const { signIn, answer, pending } = await goAndComeBack();
    await assert.rejects(signIn.complete(answer, pending), refused);
  });
}

test('an answer without an ID token is refused', async () => {
  issuer.tampering = { noIdToken: true };
  const { signIn, answer, pending } = await goAndComeBack();
  await assert.rejects(signIn.complete(answer, pending), refused);
});

test('clocks may differ by a minute', async () => {
  issuer.tampering = { claims: { exp: seconds(-30), nbf: seconds(30) } };
  const { signIn, answer, pending } = await goAndComeBack();
  assert.equal((await signIn.complete(answer, pending)).person.subject, 'A1B2');
});

test('an issuer that names itself in its answers is held to it', async () => {
  for (const answerIssuer of ['https://elsewhere.example', null]) {
    issuer.tampering = { answerIssuer };
    const { signIn, answer, pending } = await goAndComeBack();
    await assert.rejects(signIn.complete(answer, pending), refused, String(answerIssuer));
  }
  issuer.tampering = { answerIssuer: issuer.url };
  const { signIn, answer, pending } = await goAndComeBack();
  assert.equal((await signIn.complete(answer, pending)).person.subject, 'A1B2');
});

test('an answer that another issuer’s name is added to is refused, though this one does not name itself', async () => {
  const { signIn, answer, pending } = await goAndComeBack((given) => given.set('iss', 'https://elsewhere.example'));
  await assert.rejects(signIn.complete(answer, pending), refused);
});

test('an answer without a code or a state, or with one twice, is refused', async () => {
  for (const change of [
    (given: URLSearchParams) => given.delete('code'),
    (given: URLSearchParams) => given.delete('state'),
    (given: URLSearchParams) => given.append('code', 'another'),
    (given: URLSearchParams) => given.append('state', 'another'),
  ]) {
    const { signIn, answer, pending } = await goAndComeBack(change);
    await assert.rejects(signIn.complete(answer, pending), refused);
  }
});

test('an answer of one door does not pass for another’s', async () => {
  const { answer, pending } = await goAndComeBack();
  await assert.rejects(open({ door: 'oidc', clientId: 'another-client' }).complete(answer, pending), refused);
});

const AT_SIGN_IN = ['/certs', '/token', '/me'] as const satisfies IssuerPath[];
for (const [what, instead] of Object.entries({
  'answers HTML': 'html',
  fails: 'error',
  'never answers': 'silence',
} as const)) {
  test(`an issuer whose discovery ${what} is refused in time`, async () => {
    issuer.tampering = { answers: { '/.well-known/openid-configuration': instead } };
    await assert.rejects(open({ timeoutSeconds: 0.2 }).begin(), withoutContent);
  });
  for (const path of AT_SIGN_IN)
    test(`an issuer whose ${path} ${what} is refused in time`, async () => {
      const { signIn, answer, pending } = await goAndComeBack(undefined, { timeoutSeconds: 0.2 });
      issuer.tampering = { answers: { [path]: instead } };
      await assert.rejects(signIn.complete(answer, pending), withoutContent);
    });
}

/** Refused, and neither the error nor its cause carries what was sent. */
function withoutContent(error: RollcallError): boolean {
  assert.equal(error.code, 'sign-in-failed');
  assert.equal(error.cause, undefined);
  assert.match(error.message, /^The sign-in provider .+ \((OAUTH_[A-Z_]+(, [A-Z_]+)*)\)\.$/);
  return true;
}

test('an error never carries what was sent: code, state, description, or a made-up name of an error', async () => {
  const { signIn, pending } = await goAndComeBack();
  const state = encodeURIComponent(pending.state);
  for (const given of ['error=ada_lark&error_description=Ada+Lark', 'code=SECRETCODE', 'code=SECRETCODE&iss=ADA_LARK'])
    await assert.rejects(signIn.complete(`${given}&state=${state}`, pending), (error: RollcallError) => {
      assert.doesNotMatch(`${error.message} ${error.stack} ${JSON.stringify(error)}`, /ada.?lark|SECRETCODE/i);
      assert.ok(!error.message.includes(pending.state));
      return error.code === 'sign-in-failed' && error.cause === undefined;
    });
});

test('userinfo about someone else is refused', async () => {
  issuer.tampering = { claims: { sub: 'SOMEONE' } };
  const { signIn, answer, pending } = await goAndComeBack();
  await assert.rejects(signIn.complete(answer, pending), refused);
});

test('signing out goes to the issuer with the ID token and comes back to the page that says so', async () => {
  const url = new URL(await open().endSessionUrl('an.id.token'));
  assert.equal(url.origin + url.pathname, `${issuer.url}/session/end`);
  assert.equal(url.searchParams.get('id_token_hint'), 'an.id.token');
  assert.equal(url.searchParams.get('post_logout_redirect_uri'), `${PUBLIC_URL}/signed-out`);
});

test('an issuer that is away is an error, and is asked anew the next time', async () => {
  const away = open({ issuer: 'http://127.0.0.1:1' });
  await assert.rejects(away.begin(), refused);
  await assert.rejects(away.begin(), refused);
});

test('plain http is only for this machine, and the error names the setting', () => {
  const at = (address: string) => () => open({ issuer: address, setting: 'THE_SETTING' });
  const invalid = { code: 'setting-invalid', message: /^THE_SETTING must/ };
  assert.throws(at('http://signin.example.org'), invalid);
  assert.throws(at('http://127.0.0.1.example.org'), invalid);
  assert.throws(at('nonsense'), invalid);
  assert.doesNotThrow(at('http://localhost:4000'));
  assert.doesNotThrow(at('http://[::1]:4000'));
  assert.doesNotThrow(at('https://oidc.example.org:443'));
});

test('through the operator’s own issuer nobody brings an organisation', async () => {
  const { signIn, url, answer, pending } = await goAndComeBack(undefined, { door: 'oidc' });
  const { person } = await signIn.complete(answer, pending);
  assert.deepEqual([person.door, person.organisations], ['oidc', []]);
  assert.equal(url.searchParams.get('redirect_uri'), `${PUBLIC_URL}/sign-in/oidc/callback`);
  assert.equal(url.searchParams.get('scope'), 'openid email profile');
});

test('what userinfo does not say is taken from the ID token', () => {
  const person = readPerson(
    { door: 'dfe-sign-in' },
    'S',
    { email: '', organisation: null },
    { email: 'a@b.example', organisation: '{"urn":900002,"name":"Wren"}' },
  );
  assert.deepEqual(
    [person.name, person.email, person.organisations],
    ['a@b.example', 'a@b.example', [{ kind: 'school', urn: 900002, name: 'Wren' }]],
  );
});

test('through the own issuer an address is verified only when the issuer says so, or the operator trusts it', () => {
  const verified = (options: Parameters<typeof readPerson>[0], userInfo: object, claims: object = {}) =>
    readPerson(options, 'S', { ...userInfo }, { ...claims }).emailVerified;
  const own = { door: 'oidc' } as const;
  assert.equal(verified(own, {}), false);
  assert.equal(verified(own, { email_verified: null }), false);
  assert.equal(verified(own, { email_verified: true }), true);
  assert.equal(verified(own, {}, { email_verified: 'true' }), true);
  assert.equal(verified({ ...own, trustsEmail: true }, {}), true);
  assert.equal(verified({ ...own, trustsEmail: true }, { email_verified: false }), false);
  assert.equal(verified(own, { email_verified: true }, { email_verified: false }), false);
  assert.equal(verified({ door: 'dfe-sign-in' }, {}), true);
  assert.equal(verified({ door: 'dfe-sign-in' }, { email_verified: 'false' }), false);
});

test('a subject that could not be a key is refused', () => {
  for (const subject of ['', 'two words', "quote'", 'back\\slash', 'line\n', 'x'.repeat(256)])
    assert.throws(() => readPerson({ door: 'oidc' }, subject, {}, {}), refused, JSON.stringify(subject));
});

test('names are kept to one line and a length, and an address that is none is left out', () => {
  const person = readPerson(
    { door: 'oidc' },
    'S',
    { given_name: 'Ada\r\nBcc: x', family_name: 'L'.repeat(900), email: 'a@b\n@c' },
    {},
  );
  assert.match(person.name, /^Ada Bcc: x L{189}$/);
  assert.equal(person.email, '');
  assert.equal(readPerson({ door: 'oidc' }, 'S', {}, {}).name, 'Name not given');
});
