import { sql } from 'kysely';
import type { Counts } from '../../domain/measures/counts.ts';
import type { Handle } from '../../store/database.ts';

/** The groups in which published statistics count schools. */
export const PHASES = ['Primary', 'Secondary', 'Special'] as const;
export type Phase = (typeof PHASES)[number];

/** All schools of a phase together in one week. Null: schools that published statistics count under no phase. */
export interface PhaseWeek extends Counts {
  readonly week: string;
  readonly phase: Phase | null;
  /** Schools with a possible session in the week. */
  readonly schools: number;
}

/** The latest week with a possible session at any school that shares now; null before the first. */
export async function readLatestWeek(statistics: Handle): Promise<string | null> {
  const { rows } = await sql<{ week: string | null }>`
    SELECT max(week) AS week FROM tally_week JOIN agreement USING (school_urn)
    WHERE (agreement.in_force OR agreement.state = 'closed') AND pupil_group = 'statistical' AND attended + authorised + unauthorised > 0`.execute(
    statistics,
  );
  return rows[0]?.week ?? null;
}

/** Weeks of all schools that share now, by published phase, for pupils of the statistical population. No school leaves the database. */
export async function readPhaseWeeks(statistics: Handle, range: { from: string; to: string }): Promise<PhaseWeek[]> {
  const { rows } = await sql<PhaseWeek>`
    SELECT week, published_phase AS phase, count(*)::integer AS schools, sum(attended)::integer AS attended,
      sum(authorised)::integer AS authorised, sum(unauthorised)::integer AS unauthorised
    FROM tally_week JOIN school ON school.urn = tally_week.school_urn JOIN agreement USING (school_urn)
    WHERE (agreement.in_force OR agreement.state = 'closed') AND pupil_group = 'statistical' AND attended + authorised + unauthorised > 0
      AND week BETWEEN ${range.from}::date AND ${range.to}::date
    GROUP BY week, published_phase ORDER BY week, published_phase`.execute(statistics);
  return rows;
}
