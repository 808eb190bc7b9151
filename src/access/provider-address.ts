import { RollcallError } from '../errors.ts';

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * The address of a provider that people or secrets are sent to: https, or plain http on this machine alone.
 * @param setting the name of the setting, for the error
 * @param what what it must be the address of, such as `an OpenID Connect issuer`
 * @throws setting-invalid
 */
export function providerAddress(text: string, setting: string, what: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) throw new RollcallError('setting-invalid', `${setting} must be the address of ${what}.`);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url;
  throw new RollcallError(
    'setting-invalid',
    `${setting} must start with https: plain http is for this machine's own addresses only.`,
  );
}
