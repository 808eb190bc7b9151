import { sql } from 'kysely';
import type { Handle } from './database.ts';
import type { SchoolTable } from './tables.ts';

/** A school with its area and trust of a day. Dates YYYY-MM-DD, codes as in GIAS. */
export interface School {
  readonly urn: number;
  readonly name: string;
  readonly laCode: string | null;
  readonly areaName: string | null;
  readonly regionCode: string | null;
  readonly regionName: string | null;
  readonly establishmentNumber: string | null;
  readonly typeCode: string | null;
  readonly typeName: string | null;
  readonly phaseName: string | null;
  readonly statusCode: string | null;
  readonly statusName: string | null;
  readonly openDate: string | null;
  readonly closeDate: string | null;
  readonly lowAge: number | null;
  readonly highAge: number | null;
  readonly town: string | null;
  readonly postcode: string | null;
  readonly sharingCategory: string | null;
  readonly publishedPhase: SchoolTable['published_phase'];
  readonly mayShare: boolean;
  readonly invented: boolean;
}

const SCHOOL = sql`
  SELECT s.urn, s.name, s.la_code AS "laCode", a.name AS "areaName", r.region_code AS "regionCode", r.name AS "regionName",
    s.establishment_number AS "establishmentNumber", s.type_code AS "typeCode", s.type_name AS "typeName", s.phase_name AS "phaseName",
    s.status_code AS "statusCode", s.status_name AS "statusName",
    s.open_date AS "openDate", s.close_date AS "closeDate", s.low_age AS "lowAge", s.high_age AS "highAge", s.town, s.postcode,
    s.sharing_category AS "sharingCategory", s.published_phase AS "publishedPhase", s.may_share AS "mayShare", s.invented
  FROM school s LEFT JOIN local_authority a ON a.la_code = s.la_code LEFT JOIN region r ON r.region_code = a.region_code`;

/** The schools of these URNs, in order of URN; those not in the list are left out. */
export async function readSchools(handle: Handle, urns: readonly number[]): Promise<School[]> {
  const { rows } = await sql<School>`${SCHOOL} WHERE s.urn = ANY (${[...urns]}::integer[]) ORDER BY s.urn`.execute(
    handle,
  );
  return rows;
}

/**
 * Schools whose name or town has every word, however written; those whose name begins with the text come first, open ones
 * before closed ones.
 */
export async function readSchoolsByWords(handle: Handle, words: readonly string[], limit: number): Promise<School[]> {
  const literal = (word: string) => word.replace(/[\\%_]/g, '\\$&');
  const conditions = words.map((word) => sql`(s.name || ' ' || coalesce(s.town, '')) ILIKE ${`%${literal(word)}%`}`);
  const { rows } = await sql<School>`${SCHOOL} WHERE ${sql.join(conditions, sql` AND `)}
    ORDER BY s.name ILIKE ${`${literal(words.join(' '))}%`} DESC, s.close_date IS NULL DESC, s.name, s.urn LIMIT ${limit}`.execute(
    handle,
  );
  return rows;
}

/** Schools with this authority's code and establishment number: more than one when the number went on to a successor. */
export async function readSchoolsByNumber(
  handle: Handle,
  laCode: string,
  establishmentNumber: string,
): Promise<School[]> {
  const { rows } =
    await sql<School>`${SCHOOL} WHERE s.la_code = ${laCode} AND s.establishment_number = ${establishmentNumber}
    ORDER BY s.close_date IS NULL DESC, s.urn DESC`.execute(handle);
  return rows;
}

/** URNs in a trust on a day. */
export async function urnsOfTrust(handle: Handle, trustUid: string, onDate: string): Promise<number[]> {
  const { rows } = await sql<{ urn: number }>`SELECT DISTINCT urn FROM school_trust WHERE trust_uid = ${trustUid}
    AND (valid_from IS NULL OR valid_from <= ${onDate}::date) AND (valid_to IS NULL OR valid_to >= ${onDate}::date) ORDER BY urn`.execute(
    handle,
  );
  return rows.map(({ urn }) => urn);
}

/** URNs in the area of a local authority on a day. */
export async function urnsOfArea(handle: Handle, laCode: string, onDate: string): Promise<number[]> {
  const { rows } = await sql<{ urn: number }>`SELECT DISTINCT urn FROM school_area WHERE la_code = ${laCode}
    AND (valid_from IS NULL OR valid_from <= ${onDate}::date) AND (valid_to IS NULL OR valid_to >= ${onDate}::date) ORDER BY urn`.execute(
    handle,
  );
  return rows.map(({ urn }) => urn);
}

/** A school that came before another, by GIAS's links read from either side. */
export interface Predecessor {
  readonly urn: number;
  /** `Predecessor`, `Predecessor - merged`, `Predecessor - amalgamated`, `Predecessor - Split School` */
  readonly linkType: string;
  /** The day of the link; else the day the successor opened, or the day after its predecessor closed; null when none is known. */
  readonly since: string | null;
}

export async function readPredecessors(handle: Handle, urn: number): Promise<Predecessor[]> {
  // Days of opening and closing are looked up for each link: joined to the whole list of schools they took a page's longest query.
  const { rows } = await sql<Predecessor>`
    SELECT DISTINCT ON (before) before AS urn, link_type AS "linkType", coalesce(link_date,
      (SELECT open_date FROM school WHERE school.urn = ${urn}), (SELECT close_date + 1 FROM school WHERE school.urn = before)) AS since
    FROM (SELECT link_urn AS before, link_type, link_date FROM school_link WHERE urn = ${urn} AND link_type LIKE 'Predecessor%'
      UNION ALL SELECT urn, replace(link_type, 'Successor', 'Predecessor'), link_date FROM school_link WHERE link_urn = ${urn} AND link_type LIKE 'Successor%') AS link
    ORDER BY before, link_type, link_date`.execute(handle);
  return rows;
}

/** URNs of the schools that came after another, by GIAS's links read from either side. */
export async function readSuccessors(handle: Handle, urn: number): Promise<number[]> {
  const { rows } = await sql<{ urn: number }>`
    SELECT urn FROM school_link WHERE link_urn = ${urn} AND link_type LIKE 'Predecessor%'
    UNION SELECT link_urn FROM school_link WHERE urn = ${urn} AND link_type LIKE 'Successor%' ORDER BY urn`.execute(
    handle,
  );
  return rows.map((row) => row.urn);
}

/** Those of the URNs whose agreement is in force, or was until the school closed; under a viewer's login only those in its scope are seen. */
export async function agreedAmong(handle: Handle, urns: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{
    urn: number;
  }>`SELECT school_urn AS urn FROM agreement WHERE school_urn = ANY (${[...urns]}::integer[]) AND (in_force OR state = 'closed')`.execute(
    handle,
  );
  return new Set(rows.map(({ urn }) => urn));
}
