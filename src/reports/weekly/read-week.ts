import { sql } from 'kysely';
import { academicYearOf } from '../../domain/sessions/academic-year.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { schoolDays } from '../../domain/sessions/school-days.ts';
import { type Database, type Handle, type Scope, withScope } from '../../store/database.ts';
import { STATISTICAL_YEARS } from '../population.ts';
import type { Fraction } from '../report-view.ts';
import { type AttentionCounts, countAttention } from './count-attention.ts';

/** The last week in numbers, over all schools of a scope. */
export interface WeekFigures {
  /** Null: no session, or of too few pupils to be told. */
  readonly lastWeek: Fraction | null;
  readonly weekBefore: Fraction | null;
  readonly yearToDate: Fraction | null;
  /** Null: too few pupils to be told. */
  readonly attention: AttentionCounts | null;
  readonly schools: number;
  /** Of which nothing was collected on the last two school days or more. */
  readonly stale: number;
  /** The last collection; of several schools the oldest. Null: one has had none. */
  readonly collectedAt: Date | null;
}

/** Rates of fewer pupils than this are told to nobody by mail. */
const FEWEST_PUPILS = 10;
/** So many whole school days without a collection make the data old. */
const STALE_DAYS = 2;

/**
 * Reads what the weekly e-mail tells, within a viewer's scope. Null when there is nothing to tell: no school of theirs had a session
 * last week, though all were collected from, as in the holidays.
 * @param monday of the week after the one that it is about
 */
export async function readWeek(
  database: Database,
  scope: Scope,
  monday: string,
  now: Date,
): Promise<WeekFigures | null> {
  return withScope(database, scope, async (transaction) => {
    const runs = await readLastRuns(transaction, scope.urns);
    const stale = runs.filter((at) => isStale(at, now)).length;
    const year = academicYearOf(addDays(monday, -7));
    const weeks = await readWeeks(transaction, scope.urns, year.start, monday);
    const last = weeks.find((week) => week.monday === addDays(monday, -7));
    if (!last && stale === 0) return null;
    const told = (await countPupils(transaction, scope.urns, year.startYear)) >= FEWEST_PUPILS;
    const rate = (fraction: Fraction | undefined) =>
      told && fraction && fraction.denominator > 0 ? plain(fraction) : null;
    return {
      lastWeek: rate(last),
      weekBefore: rate(weeks.findLast((week) => week.monday < addDays(monday, -7))),
      yearToDate: rate(pooled(weeks)),
      attention: told ? await countAttention(transaction, scope, now) : null,
      schools: scope.urns.length,
      stale,
      collectedAt: oldest(runs),
    };
  });
}

const plain = ({ numerator, denominator }: Fraction): Fraction => ({ numerator, denominator });
const pooled = (weeks: readonly Fraction[]): Fraction => ({
  numerator: weeks.reduce((sum, { numerator }) => sum + numerator, 0),
  denominator: weeks.reduce((sum, { denominator }) => sum + denominator, 0),
});

type Week = Fraction & { readonly monday: string };

/** Weeks with a possible session, rising; of the statistical population, or of all pupils where no school has any of it. */
async function readWeeks(handle: Handle, urns: readonly number[], from: string, before: string): Promise<Week[]> {
  const { rows } = await sql<Week & { statistical: boolean }>`
    SELECT date_trunc('week', day)::date AS monday, nc_year = ANY (${[...STATISTICAL_YEARS]}::text[]) AS statistical,
      sum(attended)::integer AS numerator, sum(attended + authorised + unauthorised)::integer AS denominator
    FROM tally_session
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND day >= ${from}::date AND day < ${before}::date
    GROUP BY 1, 2 HAVING sum(attended + authorised + unauthorised) > 0 ORDER BY 1`.execute(handle);
  const statistical = rows.filter((row) => row.statistical);
  return statistical.length > 0 ? statistical : rows;
}

async function countPupils(handle: Handle, urns: readonly number[], startYear: number): Promise<number> {
  const { rows } = await sql<{ pupils: number }>`
    SELECT count(*) AS pupils FROM enrolment_year
    WHERE school_urn = ANY (${[...urns]}::integer[]) AND academic_year = ${startYear}
      AND attended + authorised + unauthorised > 0`.execute(handle);
  return rows[0]?.pupils ?? 0;
}

/** When each school was last collected from; null for one that never was. */
async function readLastRuns(handle: Handle, urns: readonly number[]): Promise<(Date | null)[]> {
  const { rows } = await sql<{ at: Date | null }>`
    SELECT max(run.started_at) AS at FROM unnest(${[...urns]}::integer[]) AS urn
    LEFT JOIN collection_run AS run ON run.school_urn = urn AND run.outcome = 'succeeded' AND run.kind <> 'range'
    GROUP BY urn`.execute(handle);
  return rows.map(({ at }) => at);
}

function isStale(at: Date | null, now: Date): boolean {
  if (at === null) return true;
  const [day, today] = [londonDate(at), londonDate(now)];
  return day < today && schoolDays(addDays(day, 1), addDays(today, -1)).length >= STALE_DAYS;
}

const oldest = (runs: readonly (Date | null)[]): Date | null =>
  runs.reduce((least, at) => (least === null || at === null ? null : at < least ? at : least), runs[0] ?? null);
