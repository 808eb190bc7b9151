import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { makeSigner } from '../../sandbox/sign-in/idams/make-signer.ts';
import { type SigningOptions, signAssertion } from '../../sandbox/sign-in/idams/sign-assertion.ts';
import { type AssertionFacts, writeAssertion } from '../../sandbox/sign-in/idams/write-assertion.ts';
import { writeResponse } from '../../sandbox/sign-in/idams/write-response.ts';
import { checkAssertion } from './check-assertion.ts';
import { type IdamsRefusal, REFUSALS } from './refuse.ts';
import { allowAlgorithms } from './signature-algorithms.ts';

const signer = await makeSigner();
const other = await makeSigner();
const keyOf = ({ certificate }: { certificate: string }) => new X509Certificate(certificate).publicKey;
const UPN = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn';
const SERVICE = 'http://schemas.portal.com/service';
const facts: AssertionFacts = {
  id: '_a1',
  issuer: 'https://idams.example/trust',
  realm: 'https://rollcall.example/',
  from: new Date('2026-11-23T12:00:00Z'),
  until: new Date('2026-11-23T13:00:00Z'),
  claims: { [UPN]: ['ada@council.example'] },
};
const rules = { issuer: facts.issuer, realm: facts.realm, keys: [keyOf(signer)] };

interface Case {
  readonly facts?: Partial<AssertionFacts>;
  /** Changes the assertion before it is signed. */
  readonly change?: (assertion: string) => string;
  readonly signing?: SigningOptions;
  readonly at?: string;
  readonly keys?: typeof rules.keys;
}

function check({ facts: own, change = (text) => text, signing, at, keys }: Case = {}) {
  const answer = writeResponse(signAssertion(change(writeAssertion({ ...facts, ...own })), signer, signing), facts);
  return checkAssertion(answer, { ...rules, ...(keys && { keys }) }, new Date(at ?? '2026-11-23T12:00:00Z'));
}

function refused(given: Case, reason: IdamsRefusal): void {
  assert.throws(() => check(given), { code: 'sign-in-failed', message: `${reason}: ${REFUSALS[reason]}.` });
}

test('an assertion that is as it should be', () => {
  assert.deepEqual(check(), {
    id: '_a1',
    rememberUntil: new Date('2026-11-23T13:01:00Z'),
    values: new Map([[UPN, ['ada@council.example']]]),
    nameIdentifier: null,
  });
});

test('an XML declaration before the answer', () => {
  const answer = writeResponse(signAssertion(writeAssertion(facts), signer), facts);
  const at = new Date('2026-11-23T12:00:00Z');
  assert.equal(checkAssertion(`<?xml version="1.0" encoding="UTF-8"?>${answer}`, rules, at).id, '_a1');
});

test('a hundred roles', () => {
  const roles = Array.from({ length: 100 }, (_, index) => `R${index}`);
  assert.deepEqual(check({ facts: { claims: { [UPN]: ['a'], [SERVICE]: roles } } }).values.get(SERVICE), roles);
});

test('other prefixes: none for the assertion, none for the signature', () => {
  const change = (text: string) => text.replaceAll('saml:', '').replace('xmlns:saml', 'xmlns').replace(':saml=', '=');
  assert.deepEqual(check({ change, signing: { prefix: '' } }).values.get(UPN), ['ada@council.example']);
});

test('characters that XML escapes', () => {
  const claims = { [UPN]: ['a&b'], [SERVICE]: ['<!-- R&D -->'] };
  assert.deepEqual(check({ facts: { claims } }).values.get(SERVICE), ['<!-- R&D -->']);
});

test('a claim URI written whole into the name', () => {
  const change = (text: string) =>
    text.replace(/AttributeName="upn" AttributeNamespace="[^"]+"/, `AttributeName="${UPN}" AttributeNamespace="urn:x"`);
  assert.deepEqual(check({ change }).values.get(UPN), ['ada@council.example']);
});

test('SHA-512', () => {
  const signatureMethod = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512';
  assert.equal(
    check({ signing: { signatureMethod, digestMethod: 'http://www.w3.org/2001/04/xmlenc#sha512' } }).id,
    '_a1',
  );
});

test('SHA-384', () => {
  const signatureMethod = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384';
  const digestMethod = 'http://www.w3.org/2001/04/xmldsig-more#sha384';
  assert.equal(check({ signing: { signatureMethod, digestMethod, prepare: allowAlgorithms } }).id, '_a1');
});

test('two certificates during a change of keys', () => {
  assert.equal(check({ keys: [keyOf(other), keyOf(signer)] }).id, '_a1');
});

test('the name of the subject, the same in every statement', () => {
  const name = '<saml:Subject><saml:NameIdentifier>ada</saml:NameIdentifier>';
  assert.equal(check({ change: (text) => text.replaceAll('<saml:Subject>', name) }).nameIdentifier, 'ada');
});

test('sixty seconds before it holds', () => {
  assert.equal(check({ at: '2026-11-23T11:59:00.000Z' }).id, '_a1');
  refused({ at: '2026-11-23T11:58:59.999Z' }, 'not-yet-valid');
});

test('sixty seconds after it held', () => {
  assert.equal(check({ at: '2026-11-23T13:00:59.999Z' }).id, '_a1');
  refused({ at: '2026-11-23T13:01:00.000Z' }, 'assertion-expired');
});

test('a missing time', () => {
  refused({ change: (text) => text.replace(/ NotBefore="[^"]+"/, '') }, 'time-missing');
  refused({ change: (text) => text.replace(/ NotOnOrAfter="[^"]+"/, '') }, 'time-missing');
  refused({ change: (text) => text.replace(/<saml:Conditions.*<\/saml:Conditions>/, '') }, 'time-missing');
});

test('a time of no zone', () => {
  refused({ change: (text) => text.replace(/(NotOnOrAfter="[^"]+)Z"/, '$1"') }, 'time-missing');
});

test('two sets of conditions', () => {
  const change = (text: string) => text.replace(/<saml:Conditions.*<\/saml:Conditions>/, '$&$&');
  refused({ change }, 'time-missing');
});

test('another issuer', () => refused({ facts: { issuer: 'https://idams.example/trust/' } }, 'issuer-wrong'));

test('another audience', () => refused({ facts: { realm: 'https://rollcall.example' } }, 'audience-wrong'));

test('no audience', () => {
  const change = (text: string) => text.replace(/<saml:AudienceRestr.*AudienceRestrictionCondition>/, '');
  refused({ change }, 'audience-missing');
});

test('one of several audiences', () => {
  const change = (text: string) =>
    text.replace('<saml:Audience>', '<saml:Audience>https://x.example</saml:Audience>$&');
  assert.equal(check({ change }).id, '_a1');
});

test('a second restriction that leaves us out', () => {
  const second =
    '<saml:AudienceRestrictionCondition><saml:Audience>https://x.example</saml:Audience></saml:AudienceRestrictionCondition>';
  refused({ change: (text) => text.replace('</saml:Conditions>', `${second}$&`) }, 'audience-wrong');
});

test('a condition that is not known', () => {
  refused({ change: (text) => text.replace('</saml:Conditions>', '<saml:Condition/>$&') }, 'condition-unknown');
});

test('an assertion for whoever holds a key', () => {
  refused({ change: (text) => text.replace('cm:bearer', 'cm:holder-of-key') }, 'confirmation-not-bearer');
});

test('statements about two people', () => {
  let count = 0;
  const name = () => `<saml:Subject><saml:NameIdentifier>p${++count}</saml:NameIdentifier>`;
  refused({ change: (text) => text.replaceAll('<saml:Subject>', name) }, 'subjects-several');
});

test('markup in a claim', () => {
  refused({ change: (text) => text.replace('ada@council.example', '<b>ada</b>') }, 'claim-form');
});
