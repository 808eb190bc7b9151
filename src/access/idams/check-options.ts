import { type KeyObject, X509Certificate } from 'node:crypto';
import { RollcallError } from '../../errors.ts';

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** @throws setting-invalid unless it is an https address, or a plain http one of this machine */
export function checkEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new RollcallError(
    'setting-invalid',
    "ROLLCALL_IDAMS_ENDPOINT must start with https: plain http is for this machine's own addresses only.",
  );
}

/** @throws setting-invalid when it is blank */
export function checkNotBlank(text: string, setting: string): string {
  if (text.trim() === '') throw new RollcallError('setting-invalid', `${setting} is missing.`);
  return text;
}

/**
 * The public keys of pinned certificates. Their own dates do not matter: who pins a certificate says that it holds.
 * @throws setting-invalid when there is none, or one is not a certificate of an RSA key of at least 2048 bits
 */
export function readCertificates(certificates: readonly string[]): KeyObject[] {
  if (certificates.length === 0)
    throw new RollcallError('setting-invalid', 'ROLLCALL_IDAMS_CERTIFICATES holds no certificate.');
  return certificates.map((pem, index) => {
    const key = readKey(pem);
    if (key?.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return key;
    throw new RollcallError(
      'setting-invalid',
      `Certificate ${index + 1} of ROLLCALL_IDAMS_CERTIFICATES is not one PEM certificate of an RSA key of at least 2048 bits.`,
    );
  });
}

function readKey(pem: string): KeyObject | null {
  try {
    // Of several in one text only the first would be read, and the others would be missed at the change of keys.
    if (pem.split('-----BEGIN').length !== 2) return null;
    return new X509Certificate(pem).publicKey;
  } catch {
    return null;
  }
}
