import { RollcallError } from '../../../errors.ts';

/** Builds and checks every address that the token is sent to. */
export interface Addresses {
  /**
   * The one place where addresses are made.
   * @param host a school's own host (`region.domain`), or null for the account's
   * @param path without the version and without slashes at its ends: `schools/A1/students`
   * @throws source-untrusted when the host is none that may have the token
   */
  build(host: string | null, path: string, params: Readonly<Record<string, string>>): URL;
  /**
   * Checks an address that the source gave, before the token goes there.
   * @throws source-untrusted for another host, scheme or port, or an address that is none
   */
  trust(text: string): URL;
}

/**
 * @param baseUrl where the account is asked; its exact scheme, host and port are trusted
 * @param hosts domains that are trusted with their sub-domains, over https on its usual port alone
 */
export function createAddresses(baseUrl: string, hosts: readonly string[]): Addresses {
  const base = new URL(baseUrl);
  const domains = hosts.map((host) => host.trim().toLowerCase()).filter((host) => host !== '');

  function trust(text: string): URL {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || url.username !== '' || url.password !== '') throw untrusted(url);
    const isBase = url.protocol === base.protocol && url.host === base.host;
    const isOurs = domains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
    if (!isBase && !(isOurs && url.protocol === 'https:' && url.port === '')) throw untrusted(url);
    return url;
  }

  return {
    trust,
    build(host, path, params) {
      const origin = host === null || host === base.host ? base.origin : `https://${host}`;
      const url = trust(origin);
      // A host may bring no path of its own; `host/evil` and `host?x` would.
      if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw untrusted(url);
      const prefix = url.origin === base.origin ? base.pathname.replace(/\/+$/, '') : '';
      url.pathname = `${prefix}/v1.0/${path.split('/').map(segment).join('/')}`;
      for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
      return url;
    },
  };
}

function segment(text: string): string {
  // An empty one doubles a slash, which Wonde answers with 404; dots would climb out of the version.
  if (text === '' || text === '.' || text === '..') throw new RangeError('a path has an empty or dotted part');
  return encodeURIComponent(text);
}

function untrusted(url: URL | null): RollcallError {
  const where = url === null ? 'something that is not an address' : `${url.protocol}//${url.host.slice(0, 100)}`;
  return new RollcallError(
    'source-untrusted',
    `Wonde pointed to ${where}, which is not one of its hosts. The token was not sent there. If that host is right, add it to ROLLCALL_WONDE_HOSTS.`,
  );
}
