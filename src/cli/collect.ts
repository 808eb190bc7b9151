import { checkSource } from '../agreement/check-source.ts';
import type { AuditKey } from '../audit/append-event.ts';
import { collectSchools, type SchoolOutcome } from '../collection/collect-schools.ts';
import { usesSandbox } from '../config.ts';
import { mayCollect } from '../domain/agreement/agreement-state.ts';
import type { Clock } from '../domain/clock.ts';
import { RollcallError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type Agreement, collectedSchools, readAgreement } from '../store/agreements.ts';
import type { Logins } from '../store/database.ts';
import type { OffsetClock } from './clock.ts';
import type { Command, CommandContext } from './command.ts';
import { openInstallation } from './installation.ts';
import { type ShownProgress, showProgress } from './progress.ts';
import { readDay } from './read-day.ts';
import { addSandboxSchools, joinSandbox } from './sandbox-part.ts';
import { openWonde, type Wonde } from './wonde.ts';

export interface CollectRequest {
  readonly urn?: number | undefined;
  readonly range?: { from: string; to: string } | undefined;
  readonly complete?: boolean | undefined;
  readonly acceptRemovals?: boolean | undefined;
  /** First day of a first load, in place of the year to date. */
  readonly firstDay?: string | undefined;
}

export interface CollectParts {
  readonly logins: Logins;
  readonly auditKey: AuditKey;
  readonly wonde: Wonde;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: CommandContext['config'];
  readonly signal: AbortSignal;
}

/** Collects those of the schools that may be collected at this moment, without asking anew who has agreed. */
export async function collectOnly(parts: CollectParts, urns: readonly number[]): Promise<SchoolOutcome[]> {
  const schools = (await collectedSchools(parts.logins.owner)).filter(({ urn }) => urns.includes(urn));
  return collectThese(parts, schools, {});
}

/** Brings agreements up to date, then collects the schools that agree (or the one asked for). */
export async function collectAgreed(
  parts: CollectParts,
  request: CollectRequest,
  progress: Partial<ShownProgress> = {},
): Promise<SchoolOutcome[]> {
  const { logins, auditKey, wonde, clock, log, config, signal } = parts;
  const { owner } = logins;
  const keepDays = config.ROLLCALL_OPT_OUT_KEEP_DAYS;
  await checkSource({ owner, auditKey, log, keepDays }, wonde, clock, signal);
  const schools =
    request.urn === undefined ? await collectedSchools(logins.owner) : [await agreedSchool(logins, request.urn)];
  return collectThese(parts, schools, request, progress);
}

/** Collects these schools, each in its own time. */
async function collectThese(
  { logins, wonde, clock, log, config, signal }: CollectParts,
  schools: readonly Agreement[],
  request: CollectRequest,
  progress: Partial<ShownProgress> = {},
): Promise<SchoolOutcome[]> {
  progress.start?.(schools.length);
  return collectSchools(
    logins.collector,
    schools,
    wonde.sourceOf,
    clock,
    log,
    {
      concurrency: config.ROLLCALL_COLLECT_CONCURRENCY,
      refreshDays: config.ROLLCALL_REFRESH_DAYS,
      completeReadDays: config.ROLLCALL_COMPLETE_READ_DAYS,
      overlapHours: config.ROLLCALL_WONDE_OVERLAP_HOURS,
      range: request.range,
      complete: request.complete,
      acceptRemovals: request.acceptRemovals,
      firstDay: request.firstDay,
      signal,
    },
    progress,
  );
}

async function agreedSchool(logins: Logins, urn: number): Promise<Agreement> {
  const agreement = await readAgreement(logins.owner, urn);
  if (agreement && mayCollect(agreement.state)) return agreement;
  const known = await logins.owner.selectFrom('school').select('urn').where('urn', '=', urn).executeTakeFirst();
  if (!known)
    throw new RollcallError(
      'school-unknown',
      `No school with URN ${urn} is in the list of schools. Import a newer list with: npm run -s rollcall -- import-schools FILE`,
    );
  throw new RollcallError(
    'not-agreed',
    `School ${urn} does not share (${agreement ? agreement.state : 'not asked'}), so it is not asked for data.`,
  );
}

export const collect: Command = {
  name: 'collect',
  summary: 'Collects the registers of the schools that share, or of one of them.',
  usage: 'collect [--school URN] [--from DATE --to DATE] [--complete] [--accept-removals] [--json]',
  options: {
    school: { type: 'string', doc: 'Only this school, by URN.' },
    from: {
      type: 'string',
      doc: 'Read again from this day (with --to). The refresh period still decides what may change.',
    },
    to: { type: 'string', doc: 'Read again to this day.' },
    complete: { type: 'boolean', doc: 'Read everything, though a complete read is not due.' },
    'accept-removals': { type: 'boolean', doc: 'Take out marks that the MIS no longer has even when they are many.' },
  },
  async run(options, _positionals, context) {
    const request = readRequest(options);
    const sandboxed = usesSandbox(context.config);
    const installation = await openInstallation(context);
    const sandbox = sandboxed ? await joinSandbox(context.config, (context.clock as OffsetClock).offset) : null;
    try {
      if (sandbox) await addSandboxSchools(installation.logins.owner, sandbox.wondeUrl, context.clock as OffsetClock);
      const progress = showProgress(context);
      const outcomes = await collectAgreed(
        { ...context, ...installation, wonde: openWonde(context.config, sandbox) },
        request,
        progress,
      );
      progress.stop();
      return report(outcomes, context);
    } finally {
      await sandbox?.close();
      await installation.close();
    }
  },
};

function readRequest(options: Readonly<Record<string, string | boolean | undefined>>): CollectRequest {
  const { school } = options as Record<string, string | undefined>;
  const [from, to] = [readDay(options, 'from'), readDay(options, 'to')];
  if (school !== undefined && !/^\d{6}$/.test(school))
    throw new RollcallError('command-invalid', `--school is "${school}", but a URN has six digits.`);
  if ((from === undefined) !== (to === undefined))
    throw new RollcallError('command-invalid', 'Give --from and --to together.');
  if (from !== undefined && from > to!) throw new RollcallError('command-invalid', '--from is after --to.');
  return {
    urn: school === undefined ? undefined : Number(school),
    range: from === undefined ? undefined : { from, to: to! },
    complete: options['complete'] === true,
    acceptRemovals: options['accept-removals'] === true,
  };
}

/** Prints each school and the sum; 0 only when every school succeeded. */
export function report(
  outcomes: readonly SchoolOutcome[],
  { say, json }: Pick<CommandContext, 'say' | 'json'>,
): number {
  const total = {
    schools: outcomes.length,
    succeeded: 0,
    failed: 0,
    pupils: 0,
    marks_read: 0,
    new: 0,
    changed: 0,
    unchanged: 0,
    removed: 0,
    planned: 0,
    late: 0,
    refused: 0,
  };
  for (const outcome of outcomes) {
    if (outcome.outcome !== 'succeeded') {
      total.failed++;
      json({ school: outcome.urn, outcome: outcome.outcome, error: outcome.errorCode, message: outcome.error });
      say(`School ${outcome.urn}: ${outcome.error}`);
      continue;
    }
    total.succeeded++;
    const { marks_new, ...counts } = outcome.counts;
    for (const [name, count] of Object.entries({ ...counts, new: marks_new })) total[name as 'pupils'] += count;
    json({
      school: outcome.urn,
      outcome: outcome.outcome,
      kind: outcome.kind,
      complete: outcome.complete,
      ...counts,
      new: marks_new,
      issues: outcome.issues,
    });
  }
  json(total);
  const number = (value: number) => value.toLocaleString('en-GB');
  say(
    `${total.succeeded} of ${total.schools} schools collected: ${number(total.pupils)} pupils, ${number(total.marks_read)} marks read, ${number(total.new)} new, ${number(total.changed)} changed, ${number(total.removed)} removed, ${number(total.late)} changed too late, ${number(total.refused)} refused.`,
  );
  return total.failed === 0 ? 0 : 1;
}
