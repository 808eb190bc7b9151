import { sql } from 'kysely';
import type { PooledCell } from '../../domain/comparison/comparison-group.ts';
import type { BandCell } from '../../domain/comparison/pool-bands.ts';
import type { SchoolFacts } from '../../domain/similar-schools/school-facts.ts';
import type { Handle } from '../../store/database.ts';

/** A school in groups, as bits; `known` when the viewer may see it by itself. */
export interface Member {
  readonly urn: number;
  readonly groups: number;
  readonly known: boolean;
}

/** Whose sessions are counted: years 1 to 11 and X, or all others. The two together are all pupils. */
export type Layer = 'statistical' | 'others';

interface FactsRow extends Omit<SchoolFacts, 'place'> {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

const FACTS = sql`
  SELECT s.urn, s.name, s.published_phase AS phase, s.pupils, s.fsm_permille AS "fsmPermille", s.sen_support_permille AS "senSupportPermille",
    s.ehc_plan_permille AS "ehcPlanPermille", s.la_code AS "laCode", a.name AS "areaName", r.region_code AS "regionCode", r.name AS "regionName", s.latitude, s.longitude
  FROM school s LEFT JOIN local_authority a ON a.la_code = s.la_code LEFT JOIN region r ON r.region_code = a.region_code`;

const factsOf = ({ latitude, longitude, ...facts }: FactsRow): SchoolFacts => ({
  ...facts,
  place: latitude === null || longitude === null ? null : { latitude, longitude },
});

/** What is published about a school; null when it is not in the list. */
export async function readSchoolFacts(handle: Handle, urn: number): Promise<SchoolFacts | null> {
  const { rows } = await sql<FactsRow>`${FACTS} WHERE s.urn = ${urn}`.execute(handle);
  return rows[0] ? factsOf(rows[0]) : null;
}

/**
 * Every other open school of the same phase whose agreement is in force, whether or not it has marks: who is compared must not depend on the
 * period. Invented schools and real ones are never compared with each other.
 */
export async function readOthers(statistics: Handle, own: SchoolFacts): Promise<SchoolFacts[]> {
  const { rows } = await sql<FactsRow>`
    ${FACTS} WHERE s.urn = ANY (ARRAY (SELECT school_urn FROM agreement WHERE in_force)) AND s.published_phase = ${own.phase} AND s.urn <> ${own.urn} AND s.may_share AND s.status_code IS DISTINCT FROM '2'
      AND s.invented = (SELECT invented FROM school WHERE urn = ${own.urn}) ORDER BY s.urn`.execute(statistics);
  return rows.map(factsOf);
}

const given = (members: readonly Member[]) => sql`
  unnest(${members.map(({ urn }) => urn)}::integer[], ${members.map(({ groups }) => groups)}::smallint[],
    ${members.map(({ known }) => known)}::boolean[]) AS member (urn, groups, known)`;

/** First and last day. */
interface Range {
  readonly from: string;
  readonly to: string;
}

/** The weeks of the members, pooled over those that are in the same groups. No school's own figure leaves the database. */
export async function readWeekCells(
  statistics: Handle,
  members: readonly Member[],
  layer: Layer,
  range: Range,
): Promise<PooledCell[]> {
  const urns = members.map(({ urn }) => urn);
  const { rows } = await sql<PooledCell>`
    SELECT week, groups, known, count(*)::integer AS schools, sum(attended)::integer AS attended, sum(authorised)::integer AS authorised,
      sum(unauthorised)::integer AS unauthorised, max(attended + authorised + unauthorised) AS largest
    FROM (${layer === 'statistical' ? weeksOf(urns, range) : otherWeeks(urns, range)}) AS counted JOIN ${given(members)} USING (urn)
    WHERE attended + authorised + unauthorised > 0
    GROUP BY week, groups, known ORDER BY week, groups, known`.execute(statistics);
  return rows;
}

const weeksOf = (urns: readonly number[], { from, to }: Range, group: 'statistical' | 'all' = 'statistical') => sql`
  SELECT school_urn AS urn, week, attended, authorised, unauthorised FROM tally_week
  WHERE school_urn = ANY (${[...urns]}::integer[]) AND pupil_group = ${sql.lit(group)} AND week BETWEEN ${from}::date AND ${to}::date`;

const otherWeeks = (urns: readonly number[], range: Range) => sql`
  SELECT urn, week, whole.attended - coalesce(part.attended, 0) AS attended, whole.authorised - coalesce(part.authorised, 0) AS authorised,
    whole.unauthorised - coalesce(part.unauthorised, 0) AS unauthorised
  FROM (${weeksOf(urns, range, 'all')}) AS whole LEFT JOIN (${weeksOf(urns, range)}) AS part USING (urn, week)`;

/** Pupils of the members by absence to date, to the end of a week: of each school as of its own last week of the year by then. */
export async function readBandCells(
  statistics: Handle,
  members: readonly Member[],
  layer: Layer,
  range: Range,
): Promise<BandCell[]> {
  const bands = (group: 'statistical' | 'all') => sql`
    SELECT coalesce(sum(part[2]::integer), 0)::integer AS pupils,
      coalesce(sum(part[2]::integer) FILTER (WHERE part[1] BETWEEN 'c' AND 'k'), 0)::integer AS persistent,
      coalesce(sum(part[2]::integer) FILTER (WHERE part[1] = 'k'), 0)::integer AS severe
    FROM regexp_matches((SELECT bands FROM tally_week WHERE school_urn = member.urn AND pupil_group = ${sql.lit(group)} AND bands <> ''
      AND week BETWEEN ${range.from}::date AND ${range.to}::date ORDER BY week DESC LIMIT 1), '([a-k])(\\d+)', 'g') AS part`;
  const counted =
    layer === 'statistical'
      ? sql`(${bands('statistical')}) AS counted`
      : sql`(SELECT whole.pupils - part.pupils AS pupils, whole.persistent - part.persistent AS persistent, whole.severe - part.severe AS severe
          FROM (${bands('all')}) AS whole, (${bands('statistical')}) AS part) AS counted`;
  const { rows } = await sql<BandCell>`
    SELECT groups, known, count(*)::integer AS schools, sum(pupils)::integer AS pupils, sum(persistent)::integer AS persistent,
      sum(severe)::integer AS severe, max(pupils) AS largest
    FROM ${given(members)} CROSS JOIN LATERAL ${counted} WHERE pupils > 0
    GROUP BY groups, known ORDER BY groups, known`.execute(statistics);
  return rows;
}
