import { createHash, createSign, createVerify, type KeyLike } from 'node:crypto';
import type { SignedXml } from 'xml-crypto';

const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** What a signature may do to the assertion before its digest: take itself out, then write it in the one canonical way. */
export const TRANSFORMS = [ENVELOPED, EXCLUSIVE] as const;
export const CANONICALIZATION = EXCLUSIVE;

type Sha = 'sha256' | 'sha384' | 'sha512';

/** Signatures taken: RSA with SHA-2. Not SHA-1, and never a MAC, for which the public certificate would do as the key. */
export const SIGNATURE_METHODS: Readonly<Record<string, Sha>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': 'sha384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
};

export const DIGEST_METHODS: Readonly<Record<string, Sha>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};

/** Leaves a verifier nothing but the algorithms above: it has others of its own, and none for SHA-384. */
export function allowAlgorithms(signed: SignedXml): void {
  const canonicalizations = signed.CanonicalizationAlgorithms;
  signed.CanonicalizationAlgorithms = pick(TRANSFORMS, (name) => canonicalizations[name]!);
  signed.SignatureAlgorithms = pick(Object.keys(SIGNATURE_METHODS), (name) =>
    signatureAlgorithm(name, SIGNATURE_METHODS[name]!),
  );
  signed.HashAlgorithms = pick(Object.keys(DIGEST_METHODS), (name) => hashAlgorithm(name, DIGEST_METHODS[name]!));
}

function pick<T>(names: readonly string[], find: (name: string) => T): Record<string, T> {
  // No prototype: a method named like one of its properties is none of these.
  return Object.assign(Object.create(null), Object.fromEntries(names.map((name) => [name, find(name)])));
}

const signatureAlgorithm = (name: string, sha: Sha) =>
  class {
    getAlgorithmName = () => name;
    getSignature = (text: string, key: KeyLike) => createSign(sha).update(text).sign(key, 'base64');
    verifySignature = (text: string, key: KeyLike, value: string) =>
      createVerify(sha).update(text).verify(key, value, 'base64');
  };

const hashAlgorithm = (name: string, sha: Sha) =>
  class {
    getAlgorithmName = () => name;
    getHash = (text: string) => createHash(sha).update(text).digest('base64');
  };
