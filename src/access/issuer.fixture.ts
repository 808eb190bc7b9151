import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';

/** What a test may have the issuer do wrongly. */
export interface Tampering {
  /** Claims put over those of the ID token; undefined takes one away. */
  readonly claims?: Record<string, unknown>;
  /** Sign with a key that the issuer does not publish. */
  readonly strangeKey?: boolean;
  /** Sign with the client's secret (HS256) in place of the issuer's key. */
  readonly sharedSecret?: boolean;
  /** Do not sign at all (`alg: none`). */
  readonly unsigned?: boolean;
  /** Give no ID token. */
  readonly noIdToken?: boolean;
  /** Algorithms that the issuer says it signs with; RS256. */
  readonly algorithms?: readonly string[];
  /** The `iss` parameter of the answer, which the issuer then says it sends; null: says so and does not send it. */
  readonly answerIssuer?: string | null;
  /** What a path answers in place of what it should. */
  readonly answers?: Readonly<Partial<Record<IssuerPath, 'html' | 'error' | 'silence'>>>;
}

export type IssuerPath = '/.well-known/openid-configuration' | '/certs' | '/auth' | '/token' | '/me';

/** An OpenID Connect issuer for tests: one person, no questions asked, and wrong in ways that a real one cannot be made to be. */
export interface TestIssuer {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is signed in: what userinfo and the ID token say besides the standard claims. */
  person: { sub: string; userInfo: Record<string, unknown>; idToken: Record<string, unknown> };
  tampering: Tampering;
  close(): Promise<void>;
}

const CLIENT_ID = 'rollcall-tests';
const CLIENT_SECRET = 'a client secret of the tests, long enough for HS256';

export async function startIssuer(): Promise<TestIssuer> {
  const keys = await generateKeyPair('RS256');
  const strange = await generateKeyPair('RS256');
  const publicKey = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  const asked = new Map<string, { nonce: string; challenge: string }>();
  const issuer: TestIssuer = {
    url: '',
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    person: { sub: 'A1B2', userInfo: {}, idToken: {} },
    tampering: {},
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };

  const signToken = (nonce: string) => {
    const { claims, strangeKey, sharedSecret, unsigned } = issuer.tampering;
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      iss: issuer.url,
      aud: CLIENT_ID,
      sub: issuer.person.sub,
      iat: now,
      exp: now + 300,
      nonce,
      ...issuer.person.idToken,
      ...claims,
    };
    if (unsigned) return new UnsecuredJWT(payload).encode();
    const token = new SignJWT(payload).setProtectedHeader(
      sharedSecret ? { alg: 'HS256' } : { alg: 'RS256', kid: 'k1' },
    );
    return token.sign(
      sharedSecret ? new TextEncoder().encode(CLIENT_SECRET) : (strangeKey ? strange : keys).privateKey,
    );
  };

  const routes: Record<string, (request: IncomingMessage, url: URL) => Promise<object | { redirect: string } | null>> =
    {
      '/.well-known/openid-configuration': async () => ({
        issuer: issuer.url,
        authorization_endpoint: `${issuer.url}/auth`,
        token_endpoint: `${issuer.url}/token`,
        userinfo_endpoint: `${issuer.url}/me`,
        jwks_uri: `${issuer.url}/certs`,
        end_session_endpoint: `${issuer.url}/session/end`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: issuer.tampering.algorithms ?? ['RS256'],
        ...(issuer.tampering.answerIssuer !== undefined && { authorization_response_iss_parameter_supported: true }),
      }),
      '/certs': async () => ({ keys: [publicKey] }),
      '/auth': async (_request, url) => {
        const code = randomUUID();
        asked.set(code, {
          nonce: url.searchParams.get('nonce') ?? '',
          challenge: url.searchParams.get('code_challenge') ?? '',
        });
        const { answerIssuer } = issuer.tampering;
        const given = { code, state: url.searchParams.get('state') ?? '', ...(answerIssuer && { iss: answerIssuer }) };
        return { redirect: `${url.searchParams.get('redirect_uri')}?${new URLSearchParams(given)}` };
      },
      '/token': async (request) => {
        const form = new URLSearchParams(await readBody(request));
        const known = asked.get(form.get('code') ?? '');
        asked.delete(form.get('code') ?? '');
        const challenge = createHash('sha256')
          .update(form.get('code_verifier') ?? '')
          .digest('base64url');
        if (!known || known.challenge !== challenge || !request.headers.authorization?.startsWith('Basic '))
          return null;
        return {
          access_token: 'an access token',
          token_type: 'Bearer',
          expires_in: 300,
          ...(!issuer.tampering.noIdToken && { id_token: await signToken(known.nonce) }),
        };
      },
      '/me': async () => ({ sub: issuer.person.sub, ...issuer.person.userInfo }),
    };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', issuer.url);
    const instead = issuer.tampering.answers?.[url.pathname as IssuerPath];
    if (instead === 'silence') return;
    if (instead)
      return response
        .writeHead(instead === 'html' ? 200 : 500, { 'content-type': 'text/html' })
        .end('<!DOCTYPE html><h1>Ada Lark has a problem</h1>');
    const found = await routes[url.pathname]?.(request, url);
    if (!found) return response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}');
    if ('redirect' in found) return response.writeHead(302, { location: String(found.redirect) }).end();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(found));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(issuer, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
