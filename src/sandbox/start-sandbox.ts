import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { RollcallError } from '../errors.ts';
import type { Log } from '../log.ts';
import { addControl } from './control.ts';
import { makeCertificate } from './make-certificate.ts';
import { type Person, startSignIn } from './sign-in/start-sign-in.ts';
import { addWondeApi, createServer } from './wonde-api/server.ts';
import { createWorld } from './world.ts';

export interface SandboxOptions {
  /** Port of the Wonde API and of the control routes; 0 for any free one. */
  readonly wondePort: number;
  readonly signInPort: number;
  /** Loopback only; 127.0.0.1 unless told. */
  readonly host?: string;
  /** Approved schools; four that do not share come besides. */
  readonly schools: number;
  readonly seed: number;
  readonly clock: { now(): Date };
  /** Serve HTTPS with a certificate made at start and written to `<dataDir>/sandbox-ca.pem`. */
  readonly tls?: boolean;
  /** Pupils of the first schools. */
  readonly sizes?: readonly number[];
  /** Where sign-in may send people back to. */
  readonly redirectUris?: readonly string[];
  readonly postLogoutRedirectUris?: readonly string[];
  readonly log: Log;
  readonly dataDir?: string;
  /** True in production, where the sandbox refuses to start. */
  readonly production?: boolean;
}

export interface Sandbox {
  readonly wondeUrl: string;
  readonly signInUrl: string;
  readonly token: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly people: readonly Person[];
  /** File of the certificate, when TLS is on. */
  readonly certificate: string | null;
  close(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * Starts the stand-ins for Wonde's API, for the MIS behind it and for sign-in. Everything is invented, from `seed`.
 * Throws `sandbox-refused` in production, or for a host that is not loopback (the control routes ask for no token).
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  if (options.production)
    throw new RollcallError(
      'sandbox-refused',
      'The sandbox makes invented data and does not start when NODE_ENV is production.',
    );
  if (!LOOPBACK.includes(host))
    throw new RollcallError(
      'sandbox-refused',
      `The sandbox listens on this machine alone (127.0.0.1 or ::1), not on ${host}.`,
    );
  const world = createWorld(options);
  const tls = options.tls ? await makeCertificate() : null;
  const certificate = tls === null ? null : join(options.dataDir ?? '.', 'sandbox-ca.pem');
  if (tls !== null && certificate !== null) {
    await mkdir(options.dataDir ?? '.', { recursive: true });
    await writeFile(certificate, tls.cert);
  }
  const server = createServer(tls);
  addControl(server, world);
  addWondeApi(server, world);
  await server.listen({ port: options.wondePort, host });
  const scheme = tls === null ? 'http' : 'https';
  const name = host.includes(':') ? `[${host}]` : host;
  const wondeUrl = `${scheme}://${name}:${(server.server.address() as AddressInfo).port}`;
  try {
    const signIn = await startSignIn({
      ...options,
      host,
      schools: [...world.schools.values()].map(({ plan }) => plan),
    });
    options.log.debug({ schools: world.schools.size }, 'sandbox started');
    const { clientId, clientSecret, people } = signIn;
    const close = async () => {
      await Promise.all([server.close(), signIn.close()]);
    };
    return { wondeUrl, signInUrl: signIn.url, token: world.token, clientId, clientSecret, people, certificate, close };
  } catch (error) {
    await server.close();
    throw error;
  }
}
