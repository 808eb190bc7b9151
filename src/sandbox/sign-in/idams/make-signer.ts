import { generate } from 'selfsigned';

/** A key and the certificate that others pin; both PEM. */
export interface Signer {
  readonly key: string;
  readonly certificate: string;
}

/** Makes an RSA key and a self-signed certificate for signing tokens. */
export async function makeSigner(name = 'ADFS Signing - sandbox'): Promise<Signer> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [{ name: 'keyUsage', digitalSignature: true }],
  });
  return { key: made.private, certificate: made.cert };
}
