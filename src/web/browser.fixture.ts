import type { FastifyInstance } from 'fastify';
import type { TestIssuer } from '../access/issuer.fixture.ts';

/** A browser of sorts for tests: keeps cookies, does not follow redirects, speaks to the application without a network. */
export function createBrowser(app: FastifyInstance, publicUrl: string) {
  const cookies = new Map<string, string>();
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string>,
    form?: Record<string, string>,
  ) => {
    const answer = await app.inject({
      method,
      url,
      headers: {
        host: new URL(publicUrl).host,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(form && { payload: new URLSearchParams(form).toString() }),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '') cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    return answer;
  };
  return {
    cookies,
    get: (url: string, headers: Record<string, string> = {}) => send('GET', url, headers),
    post: (url: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      send('POST', url, headers, form),
  };
}

export type TestBrowser = ReturnType<typeof createBrowser>;

/** Goes to the issuer and gives the path with which it sends the browser back. */
export async function visitIssuer(location: unknown): Promise<string> {
  const back = await fetch(String(location), { redirect: 'manual' });
  const url = new URL(back.headers.get('location')!);
  return url.pathname + url.search;
}

/**
 * Signs in as a person with this `organisation` claim.
 * @param change another person, or through the operator's own issuer
 */
export async function signInAs(
  app: FastifyInstance,
  issuer: TestIssuer,
  publicUrl: string,
  organisation: unknown,
  change: { sub?: string; email?: string; name?: string; door?: 'dfe-sign-in' | 'oidc' } = {},
): Promise<TestBrowser> {
  const { sub = 'A1B2', email = 'head@school.example', name = 'Ada Lark', door = 'dfe-sign-in' } = change;
  issuer.person = { sub, userInfo: { name, email, email_verified: true, organisation }, idToken: {} };
  const browser = createBrowser(app, publicUrl);
  const going = await browser.get(`/sign-in/${door}`);
  const back = await browser.get(await visitIssuer(going.headers.location));
  if (back.statusCode !== 303) throw new Error(`Signing in answered ${back.statusCode}`);
  return browser;
}

/** The token of the forms that this browser is shown. */
export async function tokenOf(browser: TestBrowser): Promise<string> {
  const found = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/')).body);
  if (!found) throw new Error('No form on the start page: nobody is signed in');
  return found[1]!;
}
