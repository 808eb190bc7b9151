import { allElements, attributesOf, childElements, isNamed } from './elements.ts';
import { refuse } from './refuse.ts';

export const SAML = 'urn:oasis:names:tc:SAML:1.0:assertion';
export const XML_SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
/** WS-Trust of February 2005, which AD FS answers in, and 1.3. */
const TRUST = ['http://schemas.xmlsoap.org/ws/2005/02/trust', 'http://docs.oasis-open.org/ws-sx/ws-trust/200512'];

export interface FoundAssertion {
  readonly id: string;
  readonly assertion: Element;
  readonly signature: Element;
}

/**
 * Finds the one assertion of an answer and its one signature, each in its place. Signature wrapping needs a second assertion,
 * a second signature, a second element of the same id, or one of them elsewhere: all are refused before the signature is looked at.
 * Elements are counted by their local names alone, so that a namespace hides nothing.
 * @throws sign-in-failed
 */
export function findAssertion(document: Document): FoundAssertion {
  const elements = allElements(document);
  const named = (name: string) => elements.filter(({ localName }) => localName === name);
  checkResponse(document.documentElement, named('RequestSecurityTokenResponse'));
  const assertion = findOne(named('Assertion'), 'assertion-missing', 'assertions-several');
  checkVersion(assertion);
  checkPlace(assertion, document.documentElement);
  const signature = findOne(named('Signature'), 'assertion-unsigned', 'signatures-several');
  if (signature.parentNode !== assertion || signature.namespaceURI !== XML_SIGNATURE) refuse('signature-misplaced');
  return { id: readUniqueId(assertion, elements), assertion, signature };
}

function checkResponse(root: Element, responses: readonly Element[]): void {
  if (responses.length !== 1 || responses[0] !== root || !TRUST.includes(root.namespaceURI ?? ''))
    refuse('response-not-one');
}

function findOne(
  found: readonly Element[],
  none: 'assertion-missing' | 'assertion-unsigned',
  several: 'assertions-several' | 'signatures-several',
): Element {
  if (found.length > 1) refuse(several);
  return found[0] ?? refuse(none);
}

/** SAML 1.1 is its namespace, which it shares with 1.0, and its version. @throws sign-in-failed */
export function checkVersion(assertion: Element): void {
  const { namespaceURI } = assertion;
  if (
    namespaceURI !== SAML ||
    assertion.getAttribute('MajorVersion') !== '1' ||
    assertion.getAttribute('MinorVersion') !== '1'
  )
    refuse('assertion-version');
}

/** RequestSecurityTokenResponse, RequestedSecurityToken, Assertion: nothing between, and nothing beside. */
function checkPlace(assertion: Element, root: Element): void {
  const token = assertion.parentNode as Element;
  const isToken = isNamed(token, root.namespaceURI!, 'RequestedSecurityToken') && token.parentNode === root;
  if (!isToken || childElements(token).length !== 1) refuse('assertion-misplaced');
}

function readUniqueId(assertion: Element, elements: readonly Element[]): string {
  const id = assertion.getAttribute('AssertionID') ?? '';
  const bearers = elements
    .flatMap(attributesOf)
    .filter(({ localName, value }) => /^(assertion)?id$/i.test(localName) && value === id);
  if (!/^[A-Za-z_][\w.-]{0,254}$/.test(id) || bearers.length !== 1) refuse('assertion-id-unusable');
  return id;
}
