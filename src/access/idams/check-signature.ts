import type { KeyObject } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { childElements } from './elements.ts';
import { type FoundAssertion, XML_SIGNATURE } from './find-assertion.ts';
import { type IdamsRefusal, refuse } from './refuse.ts';
import {
  allowAlgorithms,
  CANONICALIZATION,
  DIGEST_METHODS,
  SIGNATURE_METHODS,
  TRANSFORMS,
} from './signature-algorithms.ts';

/**
 * Checks that one of the keys signed the assertion, and gives back the very text that was signed: nothing else may be read.
 * A key or certificate inside the message is not looked at.
 * @param text the whole answer, from which `found` was parsed
 * @param keys public RSA keys of pinned certificates
 * @throws sign-in-failed
 */
export function checkSignature(text: string, found: FoundAssertion, keys: readonly KeyObject[]): string {
  checkForm(found);
  for (const key of keys) {
    const signed = readSigned(text, found.signature, key);
    if (signed !== null) return signed;
  }
  return refuse('signature-wrong');
}

/** The signature has the parts that it must have, in order, and no others: no Object to hide in, no second of anything. */
function checkForm({ id, signature }: FoundAssertion): void {
  const parts = childElements(signature);
  if (parts.filter(({ localName }) => localName === 'SignedInfo').length !== 1) refuse('signed-info-not-one');
  const hasKeyInfo = parts.length === 3;
  const [signedInfo, value] = expectParts(signature, [
    'SignedInfo',
    'SignatureValue',
    ...(hasKeyInfo ? ['KeyInfo'] : []),
  ]);
  expectText(value!);
  checkSignedInfo(signedInfo!, id);
}

function checkSignedInfo(signedInfo: Element, id: string): void {
  const references = childElements(signedInfo).filter(({ localName }) => localName === 'Reference');
  if (references.length !== 1) refuse('reference-not-one');
  const [canonicalization, method, reference] = expectParts(signedInfo, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ]);
  expectAlgorithm(canonicalization!, [CANONICALIZATION], 'algorithm-not-allowed');
  expectAlgorithm(method!, Object.keys(SIGNATURE_METHODS), 'algorithm-not-allowed');
  checkReference(reference!, id);
}

function checkReference(reference: Element, id: string): void {
  const [transforms, method, value] = expectParts(reference, ['Transforms', 'DigestMethod', 'DigestValue']);
  if (reference.getAttribute('URI') !== `#${id}`) refuse('reference-elsewhere');
  checkTransforms(childElements(transforms!));
  expectAlgorithm(method!, Object.keys(DIGEST_METHODS), 'algorithm-not-allowed');
  expectText(value!);
}

function checkTransforms(transforms: readonly Element[]): void {
  if (transforms.length !== TRANSFORMS.length) refuse('transform-not-allowed');
  transforms.forEach((transform, index) => {
    expectAlgorithm(transform, [TRANSFORMS[index]!], 'transform-not-allowed');
    // The one thing that a transform may hold is a list of prefixes, which canonicalization keeps.
    const inside = childElements(transform).filter(
      ({ localName, namespaceURI }) => localName !== 'InclusiveNamespaces' || namespaceURI !== CANONICALIZATION,
    );
    if (inside.length > 0) refuse('transform-not-allowed');
  });
}

function expectParts(element: Element, names: readonly string[]): Element[] {
  const parts = childElements(element);
  const isAsExpected = parts.every(
    ({ localName, namespaceURI }, index) => localName === names[index] && namespaceURI === XML_SIGNATURE,
  );
  if (parts.length !== names.length || !isAsExpected) refuse('signature-form');
  return parts;
}

function expectAlgorithm(element: Element, allowed: readonly string[], otherwise: IdamsRefusal): void {
  if (!allowed.includes(element.getAttribute('Algorithm') ?? '')) refuse(otherwise);
}

/** Base64 in one piece: readers differ in which of several pieces they take. */
function expectText(element: Element): void {
  const [only, ...others] = Array.from(element.childNodes);
  if (only?.nodeType !== 3 || others.length > 0 || !/^[A-Za-z0-9+/=\s]+$/.test(only.nodeValue ?? ''))
    refuse('signature-form');
}

function readSigned(text: string, signature: Element, key: KeyObject): string | null {
  const signed = new SignedXml({ publicCert: key, getCertFromKeyInfo: () => null });
  signed.idAttributes = ['AssertionID'];
  allowAlgorithms(signed);
  try {
    signed.loadSignature(signature);
    if (!signed.checkSignature(text)) return null;
    const [only, ...others] = signed.getSignedReferences();
    return others.length === 0 ? (only ?? null) : null;
  } catch {
    // The library's messages quote the token.
    return null;
  }
}
