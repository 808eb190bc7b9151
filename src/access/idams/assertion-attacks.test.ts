import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { makeSigner } from '../../sandbox/sign-in/idams/make-signer.ts';
import { type SigningOptions, signAssertion } from '../../sandbox/sign-in/idams/sign-assertion.ts';
import { writeAssertion } from '../../sandbox/sign-in/idams/write-assertion.ts';
import { writeResponse } from '../../sandbox/sign-in/idams/write-response.ts';
import { checkAssertion } from './check-assertion.ts';
import { type IdamsRefusal, REFUSALS } from './refuse.ts';

const signer = await makeSigner();
const stranger = await makeSigner();
const now = new Date('2026-11-23T12:00:00Z');
const UPN = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn';
const facts = {
  id: '_a1',
  issuer: 'https://idams.example/trust',
  realm: 'https://rollcall.example/',
  from: now,
  until: new Date('2026-11-23T13:00:00Z'),
  claims: { [UPN]: ['ada@council.example'], 'http://schemas.portal.com/ukprn': ['10000001'] },
};
const rules = { issuer: facts.issuer, realm: facts.realm, keys: [new X509Certificate(signer.certificate).publicKey] };

const honest = writeAssertion(facts);
const forged = writeAssertion({ ...facts, id: '_f1', claims: { [UPN]: ['mallory@elsewhere.example'] } });
const sign = (assertion: string, options?: SigningOptions) => signAssertion(assertion, signer, options);
const signed = sign(honest);
const answerWith = (assertion: string) => writeResponse(assertion, facts);
const answer = answerWith(signed);
const between = (xml: string, start: string, end: string) =>
  xml.slice(xml.indexOf(start), xml.indexOf(end, xml.indexOf(start)) + end.length);

function refused(xml: string, reason: IdamsRefusal): void {
  assert.throws(() => checkAssertion(xml, rules, now), {
    code: 'sign-in-failed',
    retry: false,
    message: `${reason}: ${REFUSALS[reason]}.`,
  });
}

test('the answer that every attack starts from is accepted', () => {
  assert.deepEqual(checkAssertion(answer, rules, now).values.get(UPN), ['ada@council.example']);
});

test('an unsigned assertion', () => refused(answerWith(honest), 'assertion-unsigned'));

test('an assertion signed twice', () => refused(answerWith(sign(signed)), 'signatures-several'));

test('an unsigned assertion before a signed one', () => refused(answerWith(forged + signed), 'assertions-several'));

test('an unsigned assertion after a signed one', () => refused(answerWith(signed + forged), 'assertions-several'));

test('the signed assertion moved into an Object of the signature of a forged one', () => {
  const signature = between(signed, '<ds:Signature', '</ds:Signature>');
  const wrapping = signature.replace('</ds:Signature>', `<ds:Object>${honest}</ds:Object></ds:Signature>`);
  refused(answerWith(forged.replace('</saml:Assertion>', `${wrapping}</saml:Assertion>`)), 'assertions-several');
});

test('the signed assertion moved into the Advice of a forged one', () => {
  const wrapping = forged.replace('</saml:Conditions>', `</saml:Conditions><saml:Advice>${signed}</saml:Advice>`);
  refused(answerWith(wrapping), 'assertions-several');
});

test('the signed assertion moved beside a forged one of the same id', () => {
  const doubled = forged.replace('AssertionID="_f1"', 'AssertionID="_a1"');
  const moved = answerWith(doubled).replace('<t:TokenType>', `<t:Other>${signed}</t:Other><t:TokenType>`);
  refused(moved, 'assertions-several');
});

test('the signed assertion moved out of its place, a forged one by another name in it', () => {
  const renamed = forged.replaceAll('saml:Assertion', 'saml:Assertion1');
  const moved = answerWith(renamed).replace('<t:TokenType>', `<t:Other>${signed}</t:Other><t:TokenType>`);
  refused(moved, 'assertion-misplaced');
});

test('a forged statement beside the signed assertion', () => {
  const statement = between(forged, '<saml:AttributeStatement>', '</saml:AttributeStatement>').replace(
    '>',
    ' xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion">',
  );
  refused(answerWith(signed + statement), 'assertion-misplaced');
});

test('a second answer around the first', () => {
  const root = 't:RequestSecurityTokenResponse';
  refused(`<${root} xmlns:t="http://schemas.xmlsoap.org/ws/2005/02/trust">${answer}</${root}>`, 'response-not-one');
});

test('a signature that covers another element', () => {
  const whole = answerWith(honest).replace('<t:Lifetime>', '<t:Lifetime AssertionID="_l1">');
  const covers = "//*[local-name(.)='Lifetime']";
  refused(sign(whole, { covers }), 'reference-elsewhere');
});

test('a signature that covers another element besides', () => {
  const whole = answerWith(honest).replace('<t:Lifetime>', '<t:Lifetime AssertionID="_l1">');
  const addAnother: SigningOptions['prepare'] = (signing) =>
    signing.addReference({
      xpath: "//*[local-name(.)='Lifetime']",
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
      transforms: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
    });
  refused(sign(whole, { prepare: addAnother }), 'reference-not-one');
});

test('a signature outside the assertion that it covers', () => {
  const signature = between(signed, '<ds:Signature', '</ds:Signature>');
  const moved = answerWith(honest).replace('<t:TokenType>', `${signature}<t:TokenType>`);
  refused(moved, 'signature-misplaced');
});

test('another element with the id of the assertion', () => {
  refused(answer.replace('<t:TokenType>', '<t:Other ID="_a1"/><t:TokenType>'), 'assertion-id-unusable');
});

test('a comment in the digest value', () => {
  refused(answer.replace('<ds:DigestValue>', '<ds:DigestValue><!--AAAA-->'), 'comment-present');
});

test('an element in the digest value', () => {
  refused(answer.replace('<ds:DigestValue>', '<ds:DigestValue><ds:X>AAAA</ds:X>'), 'signature-form');
  refused(answer.replace('</ds:DigestValue>', '<ds:X>AAAA</ds:X></ds:DigestValue>'), 'signature-form');
});

test('a comment in the signature value', () => {
  refused(answer.replace('<ds:SignatureValue>', '<ds:SignatureValue><!--AAAA-->'), 'comment-present');
});

test('several SignedInfo', () => {
  const signedInfo = between(signed, '<ds:SignedInfo>', '</ds:SignedInfo>');
  const other = signedInfo.replace(/<ds:DigestValue>[^<]+/, '<ds:DigestValue>AAAA');
  refused(answer.replace('<ds:SignedInfo>', `${other}<ds:SignedInfo>`), 'signed-info-not-one');
});

test('a comment that cuts a claim value short', () => {
  const long = sign(writeAssertion({ ...facts, claims: { [UPN]: ['ada@council.example.elsewhere.example'] } }));
  refused(answerWith(long.replace('ada@council.example', '$&<!-- -->')), 'comment-present');
});

test('a CDATA section in a claim value', () => {
  refused(answer.replace('ada@council.example', '<![CDATA[$&]]>'), 'doctype-present');
});

test('a DOCTYPE with an entity', () => {
  refused(`<!DOCTYPE x [<!ENTITY e "mallory">]>${answer}`, 'doctype-present');
});

test('an entity that is not one of XML’s own', () => {
  refused(answer.replace('ada@council.example', '&e;'), 'entity-present');
});

test('a processing instruction', () => {
  refused(answer.replace('<t:TokenType>', '<?php ?><t:TokenType>'), 'instruction-present');
});

test('an oversized answer', () => {
  refused(
    answer.replace('<t:TokenType>', `<t:Other>${'a'.repeat(256 * 1024)}</t:Other><t:TokenType>`),
    'answer-too-large',
  );
});

test('an answer of very many elements', () => {
  refused(answer.replace('<t:TokenType>', `${'<t:O/>'.repeat(2000)}<t:TokenType>`), 'answer-too-large');
});

test('an answer of very many elements inside each other', () => {
  refused('<a>'.repeat(51) + '</a>'.repeat(51), 'answer-too-large');
});

test('another key, with its own certificate in the message', () => {
  const foreign = signAssertion(honest, stranger);
  assert.match(foreign, /<ds:X509Certificate>/);
  refused(answerWith(foreign), 'signature-wrong');
});

test('a changed byte', () => {
  refused(answer.replace('10000001', '10000002'), 'signature-wrong');
});

test('SHA-1 in the signature', () => {
  refused(
    answerWith(sign(honest, { signatureMethod: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' })),
    'algorithm-not-allowed',
  );
});

test('SHA-1 in the digest', () => {
  refused(
    answerWith(sign(honest, { digestMethod: 'http://www.w3.org/2000/09/xmldsig#sha1' })),
    'algorithm-not-allowed',
  );
});

test('HMAC with the certificate as key', () => {
  const withMac: SigningOptions['prepare'] = (signing) => {
    signing.enableHMAC();
    signing.privateKey = signer.certificate;
  };
  const signatureMethod = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
  refused(answerWith(sign(honest, { signatureMethod, prepare: withMac })), 'algorithm-not-allowed');
});

/** Signs with a transform that the signing library does not know, by way of one that does nothing. */
function signThrough(transform: string): string {
  const know: SigningOptions['prepare'] = (signing) => {
    signing.CanonicalizationAlgorithms[transform] = class {
      getAlgorithmName = () => transform;
      process = (node: Node) => node;
    };
  };
  const transforms = [transform, 'http://www.w3.org/2001/10/xml-exc-c14n#'];
  return answerWith(sign(honest, { transforms, prepare: know }));
}

test('an XPath transform', () => {
  refused(signThrough('http://www.w3.org/TR/1999/REC-xpath-19991116'), 'transform-not-allowed');
});

test('an XSLT transform', () => {
  refused(signThrough('http://www.w3.org/TR/1999/REC-xslt-19991116'), 'transform-not-allowed');
});

test('a canonicalization that keeps comments', () => {
  const transforms = [
    'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
    'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  ];
  refused(answerWith(sign(honest, { transforms })), 'transform-not-allowed');
});

test('something inside a transform', () => {
  const method = '<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>';
  assert.ok(answer.includes(method));
  const filled = method.replace('/>', '><ds:XPath>1</ds:XPath></ds:Transform>');
  refused(answer.replace(method, filled), 'transform-not-allowed');
});

test('SAML 2.0', () => {
  const second = honest.replace('urn:oasis:names:tc:SAML:1.0:assertion"', 'urn:oasis:names:tc:SAML:2.0:assertion"');
  refused(answerWith(sign(second)), 'assertion-version');
});

test('SAML 1.0', () => {
  refused(answerWith(sign(honest.replace('MinorVersion="1"', 'MinorVersion="0"'))), 'assertion-version');
});

test('an answer without an assertion', () => refused(answerWith(''), 'assertion-missing'));

const broken = {
  'nothing at all': '',
  'a page of HTML': '<html><body><p>Service unavailable<br></body></html>',
  'a tag that is not closed': answer.replace('</t:RequestedSecurityToken>', ''),
  'text after the end': `${answer}x`,
  'two roots': answer + answer,
  'an attribute twice': answer.replace('<t:Lifetime>', '<t:Lifetime a="1" a="2">'),
  'an attribute without quotes': answer.replace('<t:Lifetime>', '<t:Lifetime a=1>'),
  'a prefix that stands for nothing': answer.replace('<t:TokenType>', '<u:Other/><t:TokenType>'),
};
for (const [what, xml] of Object.entries(broken)) {
  test(`not well-formed: ${what}`, () => refused(xml, 'answer-malformed'));
}

test('one character changed anywhere: refused, or the same is read', () => {
  const whole = checkAssertion(answer, rules, now);
  const place = fc.nat(answer.length - 1);
  const property = fc.property(place, fc.constantFrom('A', '0', ' ', '<', '>', '"', '/', ':', ''), (at, other) => {
    try {
      assert.deepEqual(checkAssertion(answer.slice(0, at) + other + answer.slice(at + 1), rules, now), whole);
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'sign-in-failed');
    }
  });
  fc.assert(property, { numRuns: 200 });
});
