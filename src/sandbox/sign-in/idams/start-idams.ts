import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { RollcallError } from '../../../errors.ts';
import { type Answer, answerPassive, failed, type PassiveEndpoint } from './answer-passive.ts';
import type { IdamsAccount } from './idams-account.ts';
import { makeSigner } from './make-signer.ts';
import { writeMetadata } from './write-metadata.ts';

export type { IdamsAccount } from './idams-account.ts';

export interface IdamsStandInOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Loopback only. */
  readonly host: string;
  readonly people: readonly IdamsAccount[];
  /**
   * The addresses that answers may be sent to (and, after signing out, people, who may also go to the start of those sites); the
   * first is meant where none is asked for.
   */
  readonly replyUris: readonly string[];
  /** The one realm that is known here. */
  readonly realm: string;
  readonly clock: { now(): Date };
  /** True in production, where it refuses to start. */
  readonly production?: boolean | undefined;
  /** Serve HTTPS with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string } | null | undefined;
}

export interface IdamsStandIn {
  readonly url: string;
  /** Where people sign in and out. */
  readonly endpoint: string;
  readonly issuer: string;
  /** PEM, of the key that signs the assertions; made at each start. */
  readonly certificate: string;
  close(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const PATH = '/wsfed';
const METADATA = '/FederationMetadata/2007-06/FederationMetadata.xml';

/**
 * Starts a stand-in for IDAMS: a WS-Federation passive endpoint that answers with a signed SAML 1.1 assertion, and its federation
 * metadata. Passwords are replaced by one page on which a person is chosen; who was chosen stays signed in until they sign out.
 * @throws sandbox-refused in production, or for a host that is not loopback
 */
export async function startIdams(options: IdamsStandInOptions): Promise<IdamsStandIn> {
  refuseOutside(options);
  const signer = await makeSigner();
  let listener: RequestListener = (_request, response) => response.destroy();
  const answer: RequestListener = (request, response) => listener(request, response);
  const server = options.tls ? createTlsServer(options.tls, answer) : createServer(answer);
  const url = await listen(server, options);
  const issuer = `${url}/adfs/services/trust`;
  const secure = Boolean(options.tls);
  const endpoint: PassiveEndpoint = { ...options, signer, issuer, path: PATH, secure, sessions: new Map() };
  const metadata = writeMetadata({ issuer, endpoint: url + PATH, certificate: signer.certificate });
  const route = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = new URL(request.url ?? '/', url);
    if (asked.pathname === METADATA)
      response.writeHead(200, { 'content-type': 'application/xml; charset=utf-8' }).end(metadata);
    else if (asked.pathname === PATH) send(response, await askEndpoint(endpoint, asked, request));
    else send(response, failed('There is nothing at this address', 404));
  };
  listener = (request, response) => {
    route(request, response).catch(() => send(response, failed('The question could not be read')));
  };
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, endpoint: url + PATH, issuer, certificate: signer.certificate, close };
}

function refuseOutside({ production, host }: IdamsStandInOptions): void {
  if (production)
    throw new RollcallError(
      'sandbox-refused',
      'The sandbox makes invented data and does not start when NODE_ENV is production.',
    );
  if (!LOOPBACK.includes(host))
    throw new RollcallError(
      'sandbox-refused',
      `The sandbox listens on this machine alone (127.0.0.1 or ::1), not on ${host}.`,
    );
}

async function listen(server: Server, { port, host, tls }: IdamsStandInOptions): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${(server.address() as AddressInfo).port}`;
}

async function askEndpoint(endpoint: PassiveEndpoint, asked: URL, request: IncomingMessage): Promise<Answer> {
  const isPost = request.method === 'POST';
  const form = isPost ? new URLSearchParams(await readBody(request)) : asked.searchParams;
  return answerPassive(endpoint, { isPost, form, cookies: request.headers.cookie ?? '' });
}

function send(response: ServerResponse, { status, page, headers }: Answer): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': page.policy,
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(page.html);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8').slice(0, 10_000);
}
