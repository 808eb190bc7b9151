import type { AddressInfo } from 'node:net';
import { createSignIn, type SignInOptions } from '../access/sign-in.ts';
import type { SchoolOutcome } from '../collection/collect-schools.ts';
import { type Config, usesSandbox } from '../config.ts';
import { RollcallError } from '../errors.ts';
import { startWorker } from '../jobs/worker.ts';
import type { Log } from '../log.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import { loadSchoolList } from '../schools/load-school-list.ts';
import { freePort } from '../store/free-port.ts';
import { createApp } from '../web/app.ts';
import type { OffsetClock } from './clock.ts';
import { collectAgreed, report } from './collect.ts';
import type { Command, CommandContext } from './command.ts';
import { type Installation, openInstallation } from './installation.ts';
import { showProgress } from './progress.ts';
import { announceRunning, findRunning } from './running.ts';
import { addSandboxSchools, startOwnSandbox } from './sandbox-part.ts';
import { openWonde } from './wonde.ts';

/** A whole instance: database, sandbox (or the real sources), pages, worker. */
export interface Instance {
  readonly webUrl: string;
  readonly sandbox: Sandbox | null;
  readonly installation: Installation;
  /** The exit code of the first collection: 0 when every school was collected. */
  readonly collected: number;
  close(): Promise<void>;
}

export interface InstanceOptions {
  readonly config: Config;
  readonly clock: OffsetClock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Leave out the worker, which collects again at the times set. */
  readonly withoutWorker?: boolean;
}

/** Starts everything in order; what was started is stopped again when a later part fails, or by `close()`. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { config, clock, log, signal, say } = options;
  const parts: { close(): Promise<unknown> | unknown }[] = [];
  const close = async () => {
    for (const part of parts.splice(0).reverse()) await part.close();
  };
  try {
    const sandboxed = usesSandbox(config);
    say(config.DATABASE_URL === '' ? 'Starting the embedded PostgreSQL …' : 'Opening the database …');
    const installation = await openInstallation(options);
    parts.push(installation);
    const state = { ready: false };
    const web = await listenFirst(config, sandboxed);
    const sandbox = sandboxed
      ? await startOwnSandbox(config, clock.offset, {
          redirectUris: [new URL('/sign-in/callback', web.publicUrl).href],
          postLogoutRedirectUris: [new URL('/', web.publicUrl).href],
        })
      : null;
    if (sandbox) parts.push(sandbox);
    const app = await createApp({
      viewer: installation.logins.viewer,
      clock,
      log,
      secret: installation.secret,
      publicUrl: web.publicUrl,
      signIn: createSignIn(signInOptions(config, sandbox, web.publicUrl)),
      isReady: () => state.ready,
      invented: sandboxed,
      sessionMinutes: config.ROLLCALL_SESSION_MINUTES,
      refreshDays: config.ROLLCALL_REFRESH_DAYS,
      collectAt: config.ROLLCALL_COLLECT_AT,
      operator: { name: config.ROLLCALL_OPERATOR_NAME || null, contact: config.ROLLCALL_OPERATOR_CONTACT || null },
      govukBranding: config.GOVUK_BRANDING === 'on',
    });
    parts.push(app);
    await listen(app, config, web.port);
    const port = (app.server.address() as AddressInfo).port;
    say(`Serving pages on http://localhost:${port}${sandbox ? ' (the first collection is still to come)' : ''}`);
    await loadSchoolList(installation.logins.owner, clock.now());
    if (sandbox) await addSandboxSchools(installation.logins.owner, sandbox.wondeUrl, clock);
    parts.push({
      close: announceRunning(config.ROLLCALL_DATA_DIR, {
        pid: process.pid,
        webUrl: `http://localhost:${port}`,
        clockOffset: clock.offset,
        sandbox: sandbox && { wondeUrl: sandbox.wondeUrl, token: sandbox.token },
      }),
    });
    const wonde = openWonde(config, sandbox);
    const collecting = { ...options, logins: installation.logins, wonde };
    const collected = sandbox ? await collectFirst(collecting, say) : 0;
    state.ready = !signal.aborted;
    if (!options.withoutWorker && !signal.aborted) {
      const worker = await startWorker({
        owner: installation.logins.owner,
        ownerUrl: installation.ownerUrl,
        clock,
        log,
        collectAt: config.ROLLCALL_COLLECT_AT,
        collectNow: !sandbox,
        collectAgreed: (stopping) => collectAgreed({ ...collecting, signal: stopping }, {}).then(countFailed),
      });
      parts.push({ close: worker.stop });
    }
    return { webUrl: `http://localhost:${port}`, sandbox, installation, collected, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The sandbox's registers are collected before the instance says that it is ready; real schools are collected by the worker. */
async function collectFirst(parts: Parameters<typeof collectAgreed>[0], say: (line: string) => void): Promise<number> {
  const progress = showProgress({ wantsJson: false, say });
  const outcomes = await collectAgreed(parts, {}, progress).finally(() => progress.stop());
  return report(outcomes, { say, json: () => {} });
}

const countFailed = (outcomes: readonly SchoolOutcome[]) =>
  outcomes.filter(({ outcome }) => outcome === 'failed').length;

function signInOptions(config: Config, sandbox: Sandbox | null, publicUrl: string): SignInOptions {
  if (sandbox) {
    const { signInUrl: issuer, clientId, clientSecret } = sandbox;
    return { issuer, clientId, clientSecret, publicUrl };
  }
  return {
    issuer: config.ROLLCALL_OIDC_ISSUER,
    clientId: config.ROLLCALL_OIDC_CLIENT_ID,
    clientSecret: config.ROLLCALL_OIDC_CLIENT_SECRET,
    clientAuthentication: config.ROLLCALL_OIDC_CLIENT_AUTH,
    publicUrl,
  };
}

/** The address that people see must be known before the sandbox's sign-in is told where to send them back to. */
async function listenFirst(config: Config, sandboxed: boolean): Promise<{ port: number; publicUrl: string }> {
  const port = config.PORT === 0 ? await freePort() : config.PORT;
  if (config.ROLLCALL_PUBLIC_URL !== '') return { port, publicUrl: config.ROLLCALL_PUBLIC_URL };
  if (!sandboxed && config.NODE_ENV === 'production')
    throw new RollcallError(
      'setting-invalid',
      'ROLLCALL_PUBLIC_URL is not set. Set it to the address that people type, such as https://attendance.example.org.',
    );
  return { port, publicUrl: `http://localhost:${port}` };
}

async function listen(
  app: { listen(options: { port: number; host: string }): Promise<unknown> },
  config: Config,
  port: number,
): Promise<void> {
  try {
    await app.listen({ port, host: config.HOST });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new RollcallError(
      'setting-invalid',
      `Port ${port} is in use by another program. Set PORT to another one, for example: PORT=3001 npm start`,
    );
  }
}

export const start: Command = {
  name: 'start',
  summary: 'Runs everything (the same as npm start).',
  usage: 'start [--clock TIME]',
  options: {},
  async run(_options, _positionals, context: CommandContext) {
    const { config, clock, signal, say, json } = context;
    const other = findRunning(config.ROLLCALL_DATA_DIR);
    if (other)
      throw new RollcallError(
        'setting-invalid',
        `Rollcall already runs on ${config.ROLLCALL_DATA_DIR} (process ${other.pid}, ${other.webUrl}). Stop it first, or set ROLLCALL_DATA_DIR to another folder.`,
      );
    const instance = await startInstance({ ...context, clock: clock as OffsetClock });
    if (!signal.aborted) {
      json({ ready: true, webUrl: instance.webUrl });
      for (const line of welcome(instance)) say(line);
      await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
    }
    say('Stopping …');
    await instance.close();
    return 0;
  },
};

function welcome({ webUrl, sandbox }: Instance): string[] {
  const people = sandbox?.people.filter(({ urn }) => urn !== null).slice(0, 8) ?? [];
  const width = Math.max(0, ...people.map(({ name }) => name.length));
  return [
    '',
    `Rollcall is ready: ${webUrl}`,
    ...(sandbox
      ? [
          '',
          'Invented data. Sign in as one of these people (no password):',
          ...people.map(({ name, role, school }) => `  ${name.padEnd(width)}  ${role}, ${school}`),
          '',
          `The sandbox's Wonde API: ${sandbox.wondeUrl}  ·  its sign-in: ${sandbox.signInUrl}`,
        ]
      : []),
    'Ctrl-C stops everything.',
  ];
}
