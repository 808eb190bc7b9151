import { mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { RollcallError } from '../errors.ts';
import type { Log } from '../log.ts';
import { addControl } from './control.ts';
import { addMailControl } from './mail/add-mail-control.ts';
import { startMail } from './mail/start-mail.ts';
import { makeCertificate } from './make-certificate.ts';
import { addPortal } from './portal/add-portal.ts';
import { type SignIns, startSignIns } from './sign-in/start-sign-ins.ts';
import { addWondeApi, createServer } from './wonde-api/server.ts';
import { createWorld } from './world.ts';

export interface SandboxOptions {
  /** Port of the Wonde API and of the control routes; 0 for any free one. */
  readonly wondePort: number;
  /** Port of the stand-in for DfE Sign-in; those of the operator's own issuer, of the Public API, of IDAMS and of mail are any free ones. */
  readonly signInPort: number;
  /** Loopback only; 127.0.0.1 unless told. */
  readonly host?: string;
  /** Approved schools; some that do not share, were never asked, or are not at Wonde come besides. */
  readonly schools: number;
  readonly seed: number;
  readonly clock: { now(): Date };
  /** Serve HTTPS with a certificate made at start and written to `<dataDir>/sandbox-ca.pem`. */
  readonly tls?: boolean;
  /** Pupils of the first schools. */
  readonly sizes?: readonly number[];
  /** Address of the pages: where every sign-in may send people back to. http://localhost:3000 unless told. */
  readonly publicUrl?: string;
  /** Where webhooks about schools' approvals are sent; nowhere unless told. */
  readonly webhookUrl?: string;
  readonly log: Log;
  readonly dataDir?: string;
  /** True in production, where the sandbox refuses to start. */
  readonly production?: boolean;
}

export interface Sandbox extends Omit<SignIns, 'state'> {
  readonly wondeUrl: string;
  readonly token: string;
  /** A mail server that delivers to nobody; `/sandbox/mail` shows what came. */
  readonly smtpUrl: string;
  /** File of the certificate, when TLS is on. */
  readonly certificate: string | null;
  close(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * Starts the stand-ins for Wonde's API, for the MIS behind it, for every way to sign in, and for mail. Everything is invented, from
 * `seed`.
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
  const started: Closable[] = [world.webhooks];
  const close = async () => {
    await Promise.all(started.splice(0).map((part) => part.close()));
  };
  const keep = async <T extends Closable>(starting: Promise<T>): Promise<T> => {
    const part = await starting;
    started.push(part);
    return part;
  };
  try {
    const { state, ...signIns } = await startSignIns({ ...options, host, world, tls, keep });
    const mail = await keep(startMail({ mailPort: 0, host, clock: options.clock }));
    const server = createServer(tls);
    started.push(server);
    addControl(server, world, state);
    addMailControl(server, mail);
    addPortal(server, world);
    addWondeApi(server, world);
    await server.listen({ port: options.wondePort, host });
    options.log.debug({ schools: world.schools.size }, 'sandbox started');
    const scheme = tls === null ? 'http' : 'https';
    const name = host.includes(':') ? `[${host}]` : host;
    const wondeUrl = `${scheme}://${name}:${(server.server.address() as AddressInfo).port}`;
    return { wondeUrl, token: world.token, ...signIns, smtpUrl: mail.smtpUrl, certificate, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Closable {
  close(): Promise<unknown> | unknown;
}
