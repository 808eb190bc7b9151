import type { AddressInfo } from 'node:net';
import { checkCredentials } from '../agreement/check-credentials.ts';
import type { AuditKey } from '../audit/append-event.ts';
import { recordSettings } from '../audit/record-settings.ts';
import type { SchoolOutcome } from '../collection/collect-schools.ts';
import { parseWebhook } from '../collection/sources/wonde/parse-webhook.ts';
import { type Config, SETTINGS, usesSandbox } from '../config.ts';
import { RollcallError } from '../errors.ts';
import { type Follower, startFollower } from '../jobs/follow-agreements.ts';
import { makeDueRelease } from '../jobs/follow-releases.ts';
import { remindApprovers } from '../jobs/remind-approvers.ts';
import type { MailSender } from '../jobs/send-mail.ts';
import { sendWeeklyEmails } from '../jobs/send-weekly-emails.ts';
import { startWorker } from '../jobs/worker.ts';
import type { Log } from '../log.ts';
import type { Transport } from '../mail/transport.ts';
import { publishDue } from '../publish/publish-release.ts';
import { storedReleases } from '../publish/released/stored-releases.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import { loadSchoolList } from '../schools/load-school-list.ts';
import { freePort } from '../store/free-port.ts';
import { createApp } from '../web/app.ts';
import type { OffsetClock } from './clock.ts';
import { collectAgreed, collectOnly, report } from './collect.ts';
import type { Command, CommandContext } from './command.ts';
import { disclosureSettings } from './disclosure-settings.ts';
import { flagUnfilled } from './flag-unfilled.ts';
import { findCredentialKeys, type Installation, openInstallation } from './installation.ts';
import { openAccess, readPem } from './open-access.ts';
import { chooseTransport, openMail } from './open-mail.ts';
import { showProgress } from './progress.ts';
import { publicFactsOf } from './public-facts-of.ts';
import { recordPublication } from './release/record-publication.ts';
import { codeVersion, releaseSettings } from './release/release-settings.ts';
import { announceRunning, findRunning } from './running.ts';
import { addSandboxSchools, startOwnSandbox } from './sandbox-part.ts';
import { addSandboxPeople } from './sandbox-people.ts';
import { openWonde } from './wonde.ts';

/** A whole instance: database, sandbox (or the real sources), pages, worker. */
export interface Instance {
  readonly webUrl: string;
  readonly sandbox: Sandbox | null;
  readonly installation: Installation;
  /** Sends what waits at once, for journeys that read the mail. */
  readonly mail: MailSender;
  /** Follows agreements at once, for journeys that do something at the sandbox's portal. */
  readonly follower: Follower;
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
    const sandbox = sandboxed ? await startOwnSandbox(config, clock.offset, sandboxAddresses(config, web)) : null;
    if (sandbox) parts.push(sandbox);
    const { viewer, statistics, owner } = installation.logins;
    const key = installation.auditKey;
    const { access, places, api } = openAccess({ config, clock, database: viewer, publicUrl: web.publicUrl, sandbox });
    await noteSettings(options, owner, key);
    const publicPages = publicFactsOf(config);
    const overdueDays = config.ROLLCALL_REQUEST_OVERDUE_DAYS;
    const weeklyEmail = {
      at: config.ROLLCALL_WEEKLY_EMAIL_AT,
      confirmedDays: config.ROLLCALL_WEEKLY_EMAIL_SIGN_IN_DAYS,
    };
    const app = await createApp({
      viewer,
      statistics,
      clock,
      log,
      secret: installation.secret,
      auditKey: key,
      publicUrl: web.publicUrl,
      access,
      roles: {
        name: config.ROLLCALL_ROLE_NAME,
        places,
        doors: config.ROLLCALL_DOORS,
        overdueDays,
        dfeServicesUrl: config.ROLLCALL_DFE_SIGN_IN_SERVICES_URL,
        weeklyEmail: { at: weeklyEmail.at, confirmedDays: weeklyEmail.confirmedDays, asksDfe: api !== null },
      },
      agreements: {
        keepDays: config.ROLLCALL_OPT_OUT_KEEP_DAYS,
        credentialKeys: findCredentialKeys(config),
      },
      isReady: () => state.ready,
      invented: sandboxed,
      sessionMinutes: config.ROLLCALL_SESSION_MINUTES,
      sessionHours: config.ROLLCALL_SESSION_HOURS,
      tls: readTls(config),
      trustedProxies: config.ROLLCALL_TRUSTED_PROXIES,
      refreshDays: config.ROLLCALL_REFRESH_DAYS,
      leastSchools: config.ROLLCALL_COMPARE_LEAST_SCHOOLS,
      collectAt: config.ROLLCALL_COLLECT_AT,
      operator: { name: config.ROLLCALL_OPERATOR_NAME || null, contact: config.ROLLCALL_OPERATOR_CONTACT || null },
      readHint: (body) => parseWebhook(body)?.schoolId ?? null,
      publicPages,
      apiRequestsPerMinute: config.ROLLCALL_API_REQUESTS_PER_MINUTE,
      releases: storedReleases(viewer),
      disclosure: disclosureSettings(config),
      govukBranding: config.GOVUK_BRANDING === 'on',
    });
    parts.push(app);
    await listen(app, config, web.port);
    const port = (app.server.address() as AddressInfo).port;
    const webUrl = (at: number) => `${config.ROLLCALL_TLS_CERTIFICATE === '' ? 'http' : 'https'}://localhost:${at}`;
    say(`Serving pages on ${webUrl(port)}${sandbox ? ' (the first collection is still to come)' : ''}`);
    flagUnfilled(publicPages, sandboxed, options);
    for (const wrong of await checkCredentials(owner, findCredentialKeys(config))) log.error(wrong);
    await loadSchoolList(owner, clock.now());
    if (sandbox) {
      await addSandboxSchools(owner, sandbox.wondeUrl, clock);
      await addSandboxPeople(owner, sandbox, clock.now());
    }
    const transport = await chooseTransport(config, sandbox);
    const mail = openMail({ config, clock, log, owner, sandbox, publicUrl: web.publicUrl, transport });
    parts.push({ close: mail.stop });
    // Not waited for: pages and collection do not depend on DfE Sign-in.
    if (access.oidc['dfe-sign-in'])
      void api?.check(places['dfe-sign-in'] === 'api').then((wrong) => wrong && log.error(`DfE Sign-in: ${wrong}`));
    parts.push({
      close: announceRunning(config.ROLLCALL_DATA_DIR, {
        pid: process.pid,
        webUrl: webUrl(port),
        clockOffset: clock.offset,
        sandbox: sandbox && { wondeUrl: sandbox.wondeUrl, token: sandbox.token },
      }),
    });
    const wonde = openWonde(config, sandbox);
    const collecting = { ...options, logins: installation.logins, auditKey: key, wonde };
    const collected = sandbox ? await collectFirst(collecting, say) : 0;
    const follower = followAgreements(collecting, transport);
    parts.push({ close: follower.stop });
    state.ready = !signal.aborted;
    if (!options.withoutWorker && !signal.aborted) {
      const worker = await startWorker({
        owner,
        ownerUrl: installation.ownerUrl,
        clock,
        log,
        collectAt: config.ROLLCALL_COLLECT_AT,
        collectNow: !sandbox,
        remindApprovers: () =>
          remindApprovers({ owner, clock, roles: { name: config.ROLLCALL_ROLE_NAME, overdueDays } }),
        sendWeeklyEmails: () =>
          sendWeeklyEmails({ owner, viewers: access.viewers, auditKey: key, log, ...weeklyEmail }),
        makeRelease: () => makeDue(installation, options),
        publishReleases: () => publishDue(owner, clock.now(), recordPublication(key, clock.now(), 'the calendar')),
        collectAgreed: (stopping) => collectAgreed({ ...collecting, signal: stopping }, {}).then(countFailed),
      });
      parts.push({ close: worker.stop });
    }
    return { webUrl: webUrl(port), sandbox, installation, mail, follower, collected, close };
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

function followAgreements(parts: Parameters<typeof collectAgreed>[0], transport: Transport | null): Follower {
  const { logins, auditKey, wonde, clock, log, config } = parts;
  return startFollower({
    owner: logins.owner,
    auditKey,
    log,
    keepDays: config.ROLLCALL_OPT_OUT_KEEP_DAYS,
    access: wonde,
    clock,
    remindDays: config.ROLLCALL_INVITE_REMIND_DAYS,
    transport,
    checkMinutes: config.ROLLCALL_AGREEMENT_CHECK_MINUTES,
    everyMs: usesSandbox(config) ? 2000 : 30_000,
    collectSchools: (urns, signal) => collectOnly({ ...parts, signal }, urns),
  });
}

/** Whoever runs the installation learns from the log that there is a release to look at, or that it failed. */
async function makeDue({ logins }: Installation, { clock, config, log }: InstanceOptions): Promise<void> {
  const settings = releaseSettings(config);
  const parts = { statistics: logins.statistics, now: clock.now(), codeVersion: codeVersion(), settings };
  const id = await makeDueRelease(parts);
  if (id !== null) log.info({ release: id }, 'a release of statistics was made: two operators sign it on their pages');
}

const countFailed = (outcomes: readonly SchoolOutcome[]) =>
  outcomes.filter(({ outcome }) => outcome === 'failed').length;

/** Which settings differ from the last start goes on the audit, by name. */
async function noteSettings(
  { config, clock, log }: InstanceOptions,
  owner: Installation['logins']['owner'],
  key: AuditKey,
): Promise<void> {
  const names = Object.keys(SETTINGS) as (keyof Config)[];
  const texts = Object.fromEntries(names.map((name) => [name, JSON.stringify(config[name])]));
  const changed = await recordSettings(owner, key, texts, clock.now());
  if (changed.length > 0) log.info({ changed }, 'settings differ from the last start');
}

function readTls(config: Config): { cert: string; key: string } | undefined {
  if (config.ROLLCALL_TLS_CERTIFICATE === '') return undefined;
  return {
    cert: readPem(config.ROLLCALL_TLS_CERTIFICATE, 'ROLLCALL_TLS_CERTIFICATE'),
    key: readPem(config.ROLLCALL_TLS_KEY, 'ROLLCALL_TLS_KEY'),
  };
}

/** Where the sandbox's sign-in sends people back to, and where its webhooks go: to these pages, by way of this machine alone. */
function sandboxAddresses(config: Config, { port, publicUrl }: { port: number; publicUrl: string }) {
  // A certificate of one's own is not one that the sandbox would trust; schools are then asked about when it is time.
  const webhooks = config.ROLLCALL_TLS_CERTIFICATE === '' && { webhookUrl: `http://localhost:${port}/webhooks/wonde` };
  return { publicUrl, ...webhooks };
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
  return { port, publicUrl: `${config.ROLLCALL_TLS_CERTIFICATE === '' ? 'http' : 'https'}://localhost:${port}` };
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
  const people = sandbox ? pickPeople(sandbox.people) : [];
  const width = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length));
  const [names, emails] = [width(people.map(({ name }) => name)), width(people.map(({ email }) => email))];
  return [
    '',
    `Rollcall is ready: ${webUrl}`,
    ...(sandbox
      ? [
          '',
          'Invented data. Sign in as one of these people, and others (no password):',
          ...people.map(
            ({ name, email, door, role, school }) =>
              `  ${name.padEnd(names)}  ${email.padEnd(emails)}  ${WAYS[door]}  ${role}${school && `, ${school}`}`,
          ),
          '',
          `The sandbox: ${sandbox.wondeUrl}/sandbox  ·  its mail: ${sandbox.wondeUrl}/sandbox/mail`,
        ]
      : []),
    'Ctrl-C stops everything.',
  ];
}

const WAYS = { 'dfe-sign-in': 'DfE Sign-in', idams: 'IDAMS      ', oidc: 'own issuer ' } as const;

/** One of each kind of person, in the order in which the sandbox lists them. */
function pickPeople(people: Sandbox['people']): Sandbox['people'] {
  return [...Map.groupBy(people, ({ role }) => role).values()].map(([first]) => first!);
}
