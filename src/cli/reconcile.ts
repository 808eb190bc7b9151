import { usesSandbox } from '../config.ts';
import { RollcallError } from '../errors.ts';
import { collectedSchools } from '../store/agreements.ts';
import type { Database } from '../store/database.ts';
import type { OffsetClock } from './clock.ts';
import type { Command } from './command.ts';
import { openInstallation } from './installation.ts';
import { type Canaries, findForbidden } from './reconcile/find-forbidden.ts';
import { reconcileFaults } from './reconcile/reconcile-faults.ts';
import { type Reconciliation, reconcileSchool } from './reconcile/reconcile-school.ts';
import { joinSandbox } from './sandbox-part.ts';

export type Total = Omit<Reconciliation, 'places'> & { forbidden: number; places: string[] };

/** Compares every sharing school with the MIS's own record, and searches the database for what must not be there. */
export async function reconcileAll(owner: Database, wondeUrl: string, refreshDays: number, now: Date): Promise<Total> {
  const total: Total = {
    expected: 0,
    missing: 0,
    wrong: 0,
    extra: 0,
    forbidden: 0,
    awaiting: 0,
    identities: 0,
    places: [],
  };
  for (const school of await collectedSchools(owner)) {
    const found = await reconcileSchool(
      owner,
      wondeUrl,
      { id: school.sourceSchoolId!, urn: school.urn },
      refreshDays,
      now,
    );
    for (const name of ['expected', 'missing', 'wrong', 'extra', 'awaiting', 'identities'] as const)
      total[name] += found[name];
    total.places.push(...found.places);
  }
  const canaries = (await (await fetch(`${wondeUrl}/sandbox/canaries`)).json()) as Canaries;
  const forbidden = await findForbidden(owner, canaries);
  total.forbidden = forbidden.rows;
  total.places.push(...forbidden.places);
  return total;
}

export const isClean = ({ missing, wrong, extra, forbidden, identities, expected }: Total) =>
  expected > 0 && missing + wrong + extra + forbidden + identities === 0;

export const reconcile: Command = {
  name: 'reconcile',
  summary: 'Proves that every mark stored is the mark in the MIS (sandbox only: a real MIS has no second door).',
  usage: 'reconcile [--faults N --seed S] [--json]',
  options: {
    faults: {
      type: 'string',
      doc: 'Instead: N runs on a throw-away database, each with random faults and kills of the collector and then a clean run.',
    },
    seed: { type: 'string', doc: 'Seed of those runs.', default: '1' },
  },
  async run(options, _positionals, context) {
    const { config, clock, say, json } = context;
    if (!usesSandbox(config))
      throw new RollcallError(
        'not-running',
        "reconcile compares with the sandbox's own record of its MIS; this installation runs on real schools.",
      );
    if (options['faults'] !== undefined)
      return reconcileFaults(readNumber('faults', options['faults']), readNumber('seed', options['seed']), context);
    const installation = await openInstallation(context);
    const sandbox = await joinSandbox(config, (clock as OffsetClock).offset);
    try {
      const { places, ...total } = await reconcileAll(
        installation.logins.owner,
        sandbox.wondeUrl,
        config.ROLLCALL_REFRESH_DAYS,
        clock.now(),
      );
      const clean = isClean({ ...total, places });
      json(clean ? total : { ...total, places });
      say(
        `${total.expected.toLocaleString('en-GB')} marks expected: ${total.missing} missing, ${total.wrong} wrong, ${total.extra} extra; ${total.forbidden} values that must not be stored; ${total.awaiting} removed marks await the next complete read.`,
      );
      for (const place of places) say(`  ${place}`);
      if (total.expected === 0) say('Nothing has been collected yet: run npm start, or npm run -s rollcall -- collect');
      return clean ? 0 : 1;
    } finally {
      await sandbox.close();
      await installation.close();
    }
  },
};

function readNumber(name: string, value: string | boolean | undefined): number {
  if (typeof value !== 'string' || !/^\d{1,9}$/.test(value))
    throw new RollcallError('command-invalid', `--${name} must be a whole number.`);
  return Number(value);
}
