import type { KeyObject } from 'node:crypto';
import { checkConditions } from './check-conditions.ts';
import { checkSignature } from './check-signature.ts';
import { isNamed } from './elements.ts';
import { checkVersion, findAssertion, SAML } from './find-assertion.ts';
import { parseXml } from './parse-xml.ts';
import { type Claims, readClaims } from './read-claims.ts';
import { refuse } from './refuse.ts';

export interface AssertionRules {
  /** The assertion's Issuer must equal it. */
  readonly issuer: string;
  /** Must be among its audiences. */
  readonly realm: string;
  /** Public RSA keys of the pinned certificates. */
  readonly keys: readonly KeyObject[];
}

export interface CheckedAssertion extends Claims {
  readonly id: string;
  /** Until when it must be remembered, so that it is not accepted twice. */
  readonly rememberUntil: Date;
}

/**
 * Checks the answer of a WS-Federation sign-in: a RequestSecurityTokenResponse with one signed SAML 1.1 assertion. Form first,
 * then the signature, and from there on only the text that was signed is read. Whether the assertion was used before is not
 * checked here: this function knows nothing but its arguments.
 * @param xml the form's `wresult`
 * @throws sign-in-failed; the message starts with one of REFUSALS and holds nothing of the answer
 */
export function checkAssertion(xml: string, rules: AssertionRules, now: Date): CheckedAssertion {
  const { text, document } = parseXml(xml);
  const found = findAssertion(document);
  const assertion = readSignedAssertion(checkSignature(text, found, rules.keys), found.id);
  if (assertion.getAttribute('Issuer') !== rules.issuer) refuse('issuer-wrong');
  const rememberUntil = checkConditions(assertion, rules.realm, now);
  return { id: found.id, rememberUntil, ...readClaims(assertion) };
}

function readSignedAssertion(signedText: string, id: string): Element {
  const assertion = parseXml(signedText).document.documentElement;
  if (!isNamed(assertion, SAML, 'Assertion') || assertion.getAttribute('AssertionID') !== id)
    refuse('reference-elsewhere');
  checkVersion(assertion);
  return assertion;
}
