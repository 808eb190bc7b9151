import { sql } from 'kysely';
import { academicYearOf } from '../../domain/sessions/academic-year.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { RollcallError } from '../../errors.ts';
import { minuteOf } from '../../sandbox/mis/days.ts';
import { makeHeldYear } from '../../sandbox/mis/held-year.ts';
import { createCalendars, listSpells } from '../../sandbox/schools/people.ts';
import { type ManyPlan, planMany } from '../../sandbox/schools/plan-many.ts';
import type { SchoolPlan } from '../../sandbox/schools/plan-schools.ts';
import { type PublishedFacts, publishedFacts } from '../../sandbox/schools/published-facts.ts';
import { authorityUkprn } from '../../sandbox/schools/ukprns.ts';
import { importSandboxSchools } from '../../schools/import-sandbox-schools.ts';
import { loadSchoolList } from '../../schools/load-school-list.ts';
import { NO_SOURCE } from '../../store/agreements.ts';
import type { Database } from '../../store/database.ts';
import { openOwnerConnection } from '../../store/owner-connection.ts';
import { type Written, writeSchool } from './write-school.ts';

export interface LoadOptions {
  readonly schools: number;
  /** Of all schools together. */
  readonly pupils: number;
  readonly days: number;
  readonly seed: number;
  /** Code of the authority that all schools are in. */
  readonly authority: string;
  readonly now: Date;
  readonly signal: AbortSignal;
  onSchool?(done: number, marks: number): void;
}

export interface Loaded extends Written {
  readonly schools: number;
  /** Schools that an earlier run with the same options has loaded whole. */
  readonly kept: number;
  readonly firstUrn: number;
  readonly lastUrn: number;
}

/** Schools written at a time: while the server writes one, the next is made up. */
const CONNECTIONS = 2;

/**
 * Puts invented schools with a year of marks straight into the store. A school is loaded whole or not at all, so that a run that was cut
 * short can be repeated; schools loaded with other options are never overwritten.
 * @throws sandbox-refused where real schools share, or one of the URNs holds other data; command-invalid for an unknown authority
 */
export async function loadSchools(owner: Database, ownerUrl: string, options: LoadOptions): Promise<Loaded> {
  const { schools, pupils, seed, authority, now } = options;
  await refuseRealSchools(owner);
  await loadSchoolList(owner, now);
  await checkAuthority(owner, authority);
  const plans = planMany(schools, pupils, seed, authority);
  const kept = await findLoaded(owner, plans);
  await importSandboxSchools(
    owner,
    plans.map(({ plan: { firstYear, lastYear, ...plan } }) => ({
      ...plan,
      lowAge: Math.max(2, firstYear + 4),
      highAge: lastYear + 5,
      laUkprn: authorityUkprn(plan.laCode),
      facts: lastPublished({ firstYear, lastYear, ...plan }, seed, now),
    })),
    now,
  );
  const waiting = plans.filter(({ plan }) => !kept.has(plan.urn));
  const total = { pupils: 0, registerWeeks: 0, marks: 0 };
  let done = kept.size;
  const work = async () => {
    const connection = await openOwnerConnection(ownerUrl);
    try {
      for (let next = waiting.shift(); next && !options.signal.aborted; next = waiting.shift()) {
        const year = makeHeldYear(next.plan, seed, next.pupils, options.days, minuteOf(now));
        const written = await writeSchool(connection, next.plan, year, now);
        for (const name of ['pupils', 'registerWeeks', 'marks'] as const) total[name] += written[name];
        done++;
        options.onSchool?.(done, total.marks);
      }
    } finally {
      await connection.close();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  await settleTables(owner);
  return {
    ...total,
    schools: done - kept.size,
    kept: kept.size,
    firstUrn: plans[0]!.plan.urn,
    lastUrn: plans[plans.length - 1]!.plan.urn,
  };
}

/** What the last January census would have published of a school. */
function lastPublished(plan: SchoolPlan, seed: number, now: Date): PublishedFacts {
  const startYear = academicYearOf(londonDate(now)).startYear - 1;
  return publishedFacts(plan, listSpells(plan, seed, createCalendars(seed, plan.index), startYear), startYear);
}

async function refuseRealSchools(owner: Database): Promise<void> {
  const { rows } = await sql`
    SELECT FROM agreement JOIN school ON school.urn = school_urn WHERE in_force AND NOT invented LIMIT 1`.execute(
    owner,
  );
  if (rows.length > 0)
    throw new RollcallError(
      'sandbox-refused',
      'Real schools share their data with this installation, so no invented ones are put beside them. Use another database.',
    );
}

async function checkAuthority(owner: Database, authority: string): Promise<void> {
  const known = await owner
    .selectFrom('local_authority')
    .select('la_code')
    .where('la_code', '=', authority)
    .where('valid_to', 'is', null)
    .executeTakeFirst();
  if (!known)
    throw new RollcallError(
      'command-invalid',
      `--authority is "${authority}", but there is no local authority with this code. Birmingham, for example, is 330.`,
    );
}

/** The URNs that an earlier run has loaded with the same options. */
async function findLoaded(owner: Database, plans: readonly ManyPlan[]): Promise<Set<number>> {
  const urns = plans.map(({ plan }) => plan.urn);
  const { rows } = await sql<{ urn: number; pupils: number | null; name: string | null }>`
    SELECT a.school_urn AS urn, school.name, (SELECT pupils FROM collection_run r
      WHERE r.school_urn = a.school_urn AND r.source = ${NO_SOURCE} AND outcome = 'succeeded' LIMIT 1) AS pupils
    FROM agreement a LEFT JOIN school ON school.urn = a.school_urn WHERE a.school_urn = ANY (${urns}::integer[])`.execute(
    owner,
  );
  const wanted = new Map(plans.map(({ plan, pupils }) => [plan.urn, { name: plan.name, pupils }]));
  const other = rows.find(
    ({ urn, pupils, name }) => pupils !== wanted.get(urn)!.pupils || name !== wanted.get(urn)!.name,
  );
  if (other)
    throw new RollcallError(
      'sandbox-refused',
      `School ${other.urn} is there already, with other data than these options make. Nothing was changed: use another database, or another ROLLCALL_DATA_DIR.`,
    );
  return new Set(rows.map(({ urn }) => urn));
}

/** Statistics for the planner and a clean visibility map at once, in place of whenever autovacuum comes. */
async function settleTables(owner: Database): Promise<void> {
  await sql`VACUUM (ANALYZE)`.execute(owner);
}
