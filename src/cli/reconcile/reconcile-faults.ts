import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { addDays, dayOfWeek } from '../../domain/sessions/dates.ts';
import { londonDate, londonInstant } from '../../domain/sessions/london.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { collectedSchools } from '../../store/agreements.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { offsetClock } from '../clock.ts';
import type { CommandContext } from '../command.ts';
import { type Installation, openInstallation } from '../installation.ts';
import { isClean, reconcileAll } from '../reconcile.ts';
import { addSandboxSchools, startOwnSandbox } from '../sandbox-part.ts';
import { collectForFaults, type FaultCollection } from './collect-for-faults.ts';
import { type Random, randomFrom } from './random.ts';

/** Weeks of registers that each run collects. */
const WEEKS = 3;
const SIZES = [40, 30];

/**
 * N runs, each: an empty store, perhaps a clean first collection some days ago, then collections by a process of its own under
 * random faults, killed at a random moment in most of them, then one clean complete collection, then the comparison.
 * @returns 0 only when every run ended with nothing missing, wrong, extra or forbidden
 */
export async function reconcileFaults(runs: number, seed: number, context: CommandContext): Promise<number> {
  const { say, json, log, signal } = context;
  const dataDir = makeTemporaryFolder('rollcall-faults-');
  const config = {
    ...context.config,
    DATABASE_URL: '',
    ROLLCALL_DATA_DIR: dataDir,
    ROLLCALL_SANDBOX_SCHOOLS: SIZES.length,
    ROLLCALL_SANDBOX_SEED: seed,
    ROLLCALL_SANDBOX: 'on' as const,
  };
  const clock = offsetClock(0);
  const total = {
    runs: 0,
    expected: 0,
    missing: 0,
    wrong: 0,
    extra: 0,
    forbidden: 0,
    identities: 0,
    killed: 0,
    failed: 0,
    faults: {} as Record<string, number>,
  };
  const installation = await openInstallation({ config, clock, log });
  const sandbox = await startOwnSandbox(config, 0, { sizes: SIZES });
  try {
    await addSandboxSchools(installation.logins.owner, sandbox.wondeUrl, clock);
    for (let run = 1; run <= runs && !signal.aborted; run++) {
      const outcome = await oneRun(installation, sandbox, config, randomFrom(seed * 1_000_003 + run), clock.now());
      total.runs++;
      for (const name of [
        'expected',
        'missing',
        'wrong',
        'extra',
        'forbidden',
        'identities',
        'killed',
        'failed',
      ] as const)
        total[name] += outcome[name];
      for (const fault of outcome.faults) total.faults[fault] = (total.faults[fault] ?? 0) + 1;
      if (!outcome.clean) json({ run, ...outcome });
      if (!outcome.clean) say(`Run ${run}: ${outcome.places.join('\n  ')}`);
      else if (run % 10 === 0) say(`${run} of ${runs} runs: nothing lost, nothing doubled`);
    }
  } finally {
    (await spare)?.kill('SIGKILL');
    spare = null;
    await sandbox.close();
    await installation.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const clean =
    total.runs === runs &&
    total.expected > 0 &&
    total.missing + total.wrong + total.extra + total.forbidden + total.identities === 0;
  json(total);
  say(
    `${total.runs} runs, ${total.killed} collectors killed, ${total.failed} collections failed: ${total.expected.toLocaleString('en-GB')} marks expected, ${total.missing} missing, ${total.wrong} wrong, ${total.extra} extra, ${total.forbidden} forbidden.`,
  );
  return clean ? 0 : 1;
}

async function oneRun(
  installation: Installation,
  sandbox: Sandbox,
  config: CommandContext['config'],
  random: Random,
  now: Date,
) {
  const { owner } = installation.logins;
  await emptyStore(owner);
  const { end, firstDay } = chooseDays(random, now);
  const set = (at: Date) => control(sandbox, 'clock', { now: at.toISOString(), frozen: true });
  const base = {
    ownerUrl: installation.ownerUrl,
    secret: installation.secret,
    sandbox: { wondeUrl: sandbox.wondeUrl, token: sandbox.token },
    firstDay,
  };
  await heal(sandbox);
  await control(sandbox, 'settings', { marks_from: firstDay });
  if (random.chance(0.5)) {
    const earlier = at(addDays(end, -random.whole(1, 9)), random);
    await set(earlier);
    await collectForFaults({ ...base, now: earlier.toISOString(), complete: random.chance(0.3) }, installation.logins);
  }
  const used: string[] = [];
  let [killed, failed] = [0, 0];
  for (let times = random.whole(1, 2); times > 0; times--) {
    const faulty = at(addDays(end, -random.whole(0, times)), random);
    await set(faulty);
    const faults = chooseFaults(random);
    used.push(...faults.faults.map(({ kind }) => kind));
    await control(sandbox, 'faults', faults);
    const outcome = await collectInProcess(
      { ...base, now: faulty.toISOString(), complete: random.chance(0.4) },
      random.chance(0.75) ? random.whole(0, 700) : null,
    );
    if (outcome === 'killed') killed++;
    if (outcome === 'failed') failed++;
  }
  await heal(sandbox);
  const last = londonInstant(end, '18:30');
  await set(last);
  const outcomes = await collectForFaults({ ...base, now: last.toISOString(), complete: true }, installation.logins);
  const found = await reconcileAll(owner, sandbox.wondeUrl, config.ROLLCALL_REFRESH_DAYS, last);
  const places = [
    ...found.places,
    ...outcomes
      .filter(({ outcome }) => outcome !== 'succeeded')
      .map((each) => `school ${each.urn}: the clean collection ${each.outcome}`),
  ];
  return { ...found, places, clean: isClean(found) && places.length === 0, killed, failed, faults: used, end };
}

/** The last day is a school day of the past year, some weeks into a term; the first is three weeks before. */
function chooseDays(random: Random, now: Date): { end: string; firstDay: string } {
  let end = addDays(londonDate(now), -random.whole(1, 250));
  while (dayOfWeek(end) > 5 || /-0[89]-/.test(end)) end = addDays(end, -1);
  return { end, firstDay: addDays(end, -7 * WEEKS) };
}

const at = (date: string, random: Random) => londonInstant(date, random.pick(['10:45', '16:10', '17:20', '19:15']));

/** One to three faults at once, some for every request, some for a few. */
function chooseFaults(random: Random): { seed: number; faults: { kind: string }[] } {
  const faults = Array.from({ length: random.whole(1, 3) }, () => ({
    kind: random.pick(FAULTS),
    ...(random.chance(0.5) && { probability: random.pick([0.05, 0.3, 1]) }),
    ...(random.chance(0.3) && { after: random.whole(1, 12) }),
    ...(random.chance(0.3) && { times: random.whole(1, 4) }),
    page: random.whole(1, 6),
    ms: random.pick([50, 1500]),
    retry_after: 1,
    status: random.pick([500, 502, 503]),
  }));
  return { seed: random.whole(1, 1_000_000), faults };
}

/** Slow, down, lying, repeating, truncating: every fault that the sandbox makes, but spellings that are not read. */
const FAULTS = [
  'server-error',
  'too-many-requests',
  'slow',
  'reset',
  'hang',
  'truncated-json',
  'html-page',
  'forbidden',
  'invalid-include',
  'revoked',
  'offline',
  'repeated-next',
  'missing-page',
  'duplicate-rows',
  'overlapping-pages',
  'missing-meta',
  'foreign-next',
  'empty-data',
  'partial-roll',
  'half-marks',
  'string-dates',
  'integer-codes',
  'unknown-code',
  'missing-code',
  'not-granted',
  'acl',
  'mis-migration',
  'two-marks',
  'pupil-twice',
  'date-outside-year',
  'invalid-date',
  'invalid-session',
] as const;

/** No more faults, and the schools share again (one that revoked must agree anew). */
async function heal(sandbox: Sandbox): Promise<void> {
  await control(sandbox, 'faults', {});
  const { schools } = (await (await fetch(`${sandbox.wondeUrl}/sandbox/status`)).json()) as {
    schools: { id: string; urn: number }[];
  };
  for (const { id } of schools.slice(0, SIZES.length))
    await control(sandbox, `schools/${id}/state`, { state: 'approved' });
}

async function control(sandbox: Sandbox, what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${sandbox.wondeUrl}/sandbox/${what}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The sandbox refused ${what}: ${await answer.text()}`);
}

/** A collector that waits for its turn is made while the one before it works: starting a process takes longer than a run. */
let spare: Promise<ChildProcess> | null = null;

function nextCollector(): Promise<ChildProcess> {
  const next = spare ?? makeCollector();
  spare = makeCollector();
  return next;
}

async function makeCollector(): Promise<ChildProcess> {
  const child = fork(new URL('./collect-child.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit').then(() =>
    Promise.reject(new Error('The collector process ended before it began.')),
  );
  ended.catch(() => {});
  await Promise.race([once(child, 'message'), ended]);
  return child;
}

/** Collects in a process of its own, which is killed after `killAfter` milliseconds unless it has ended. */
async function collectInProcess(
  collection: FaultCollection,
  killAfter: number | null,
): Promise<'succeeded' | 'failed' | 'killed'> {
  const child = await nextCollector();
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.send(collection);
  const timer = new AbortController();
  if (killAfter !== null)
    sleep(killAfter, undefined, { signal: timer.signal })
      .then(() => child.kill('SIGKILL'))
      .catch(() => {});
  const [code] = await ended;
  timer.abort();
  return code === null ? 'killed' : code === 0 ? 'succeeded' : 'failed';
}

async function emptyStore(owner: Installation['logins']['owner']): Promise<void> {
  for (const { urn } of await collectedSchools(owner))
    await owner.deleteFrom('agreement').where('school_urn', '=', urn).execute();
  const tables = [
    'collection_run',
    'profile',
    'pupil',
    'pupil_identity',
    'pupil_source_key',
    'enrolment',
    'register_week',
    'mark_change',
    'planned_mark',
    'issue',
    'tally_session',
    'tally_week',
    'enrolment_year',
    'tally_year',
    'tally_published',
  ] as const;
  for (const table of tables) await owner.deleteFrom(table).execute();
}
