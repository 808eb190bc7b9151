import { SignedXml } from 'xml-crypto';
import type { Signer } from './make-signer.ts';

export interface SigningOptions {
  readonly signatureMethod?: string;
  readonly digestMethod?: string;
  readonly transforms?: readonly string[];
  /** XPath of what the reference covers; the assertion unless told. */
  readonly covers?: string;
  /** Prefix of the signature's own elements; `ds` unless told. */
  readonly prefix?: string;
  /** Last changes before signing. */
  readonly prepare?: (signed: SignedXml) => void;
}

/**
 * Signs any XML that holds an assertion: the signature goes into the first one, at its end. Made so that it can also sign what
 * nobody should accept, for the tests of those who must refuse it.
 */
export function signAssertion(xml: string, { key, certificate }: Signer, options: SigningOptions = {}): string {
  const signed = new SignedXml({
    privateKey: key,
    publicCert: certificate,
    idAttribute: 'AssertionID',
    signatureAlgorithm: options.signatureMethod ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signed.addReference({
    xpath: options.covers ?? "//*[local-name(.)='Assertion']",
    digestAlgorithm: options.digestMethod ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: options.transforms ?? [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
  });
  options.prepare?.(signed);
  const location = { reference: "//*[local-name(.)='Assertion']", action: 'append' } as const;
  signed.computeSignature(xml, { prefix: options.prefix ?? 'ds', location });
  return signed.getSignedXml();
}
