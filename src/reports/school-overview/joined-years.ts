import { sql } from 'kysely';
import { absenceBand } from '../../domain/measures/absence-bands.ts';
import { addCounts, type Counts } from '../../domain/measures/counts.ts';
import { isStatistical } from '../../domain/pupils/nc-year.ts';
import type { Handle } from '../../store/database.ts';
import type { Range } from './query.ts';

/** A pupil's sessions of an academic year at one URN. */
export interface PupilYear extends Counts {
  readonly urn: number;
  readonly upn: string | null;
  readonly ncYear: string;
}

/** Whether two of the schools have possible sessions on the same day: then their sum would count a session twice. */
export async function haveSameDays(handle: Handle, urns: readonly number[], range: Range): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`
    SELECT EXISTS (
      SELECT FROM tally_session
      WHERE school_urn = ANY (${[...urns]}::integer[]) AND day BETWEEN ${range.from}::date AND ${range.to}::date
        AND attended + authorised + unauthorised > 0
      GROUP BY day HAVING count(DISTINCT school_urn) > 1
    ) AS same`.execute(handle);
  return rows[0]!.same;
}

/** Every pupil's year at each of the schools, in the order of the URNs. */
export async function readPupilYears(
  handle: Handle,
  urns: readonly number[],
  academicYear: number,
): Promise<PupilYear[]> {
  const { rows } = await sql<PupilYear>`
    SELECT year.school_urn AS urn, upn, nc_year AS "ncYear", attended, authorised, unauthorised
    FROM enrolment_year AS year
    JOIN profile ON profile.school_urn = year.school_urn AND profile.profile = year.profile
    LEFT JOIN pupil_identity AS identity ON identity.school_urn = year.school_urn AND identity.pupil_id = year.pupil_id
    WHERE year.school_urn = ANY (${[...urns]}::integer[]) AND academic_year = ${academicYear}
    ORDER BY array_position(${[...urns]}::integer[], year.school_urn)`.execute(handle);
  return rows;
}

/**
 * Pupils by absence band over their sessions at all the schools, by group: all, statistical and each year group. A pupil is
 * known by the UPN; one without a UPN, or with one that two pupils of a school have, is counted at each school apart.
 * @param years those of the school itself first: a pupil's year group is the one there
 */
export function joinBands(years: readonly PupilYear[]): Map<string, number[]> {
  const times = new Map<string, number>();
  for (const { urn, upn } of years) times.set(`${urn} ${upn}`, (times.get(`${urn} ${upn}`) ?? 0) + 1);
  const shared = new Set(years.filter(({ urn, upn }) => times.get(`${urn} ${upn}`)! > 1).map(({ upn }) => upn));
  const pupils = new Map<string, { ncYear: string; counts: Counts }>();
  years.forEach((year, index) => {
    const key = year.upn === null || shared.has(year.upn) ? String(index) : `upn ${year.upn}`;
    const before = pupils.get(key);
    pupils.set(key, before ? { ...before, counts: addCounts(before.counts, year) } : { ...year, counts: year });
  });
  const bands = new Map<string, number[]>();
  for (const { ncYear, counts } of pupils.values()) {
    const band = absenceBand(counts);
    if (band === null) continue;
    for (const group of ['all', ...(isStatistical(ncYear) ? ['statistical'] : []), `nc_year=${ncYear}`]) {
      const enrolments = bands.get(group) ?? new Array<number>(11).fill(0);
      enrolments[band]!++;
      bands.set(group, enrolments);
    }
  }
  return bands;
}
