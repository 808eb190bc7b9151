import { sql } from 'kysely';
import type { Handle } from './database.ts';
import type { NamedOrganisation } from './members.ts';

/** An organisation of the lists that was searched for. */
export interface FoundOrganisation extends NamedOrganisation {
  /** URN, trust UID or code of the authority. */
  readonly number: string;
  /** A school's town; null for others. */
  readonly town: string | null;
  readonly closed: boolean;
}

/**
 * Organisations by their number (URN, trust UID, code of an authority), by their name in our tables (`trust:2044`), or by words
 * of their name. A number that fits comes first, then names that begin with the text; authorities and trusts before schools, open
 * ones before closed ones.
 */
export async function findOrganisations(handle: Handle, text: string, limit: number): Promise<FoundOrganisation[]> {
  const wanted = text.replace(/\p{C}/gu, ' ').trim();
  if (wanted === '') return [];
  const literal = (part: string) => part.replace(/[\\%_]/g, '\\$&');
  const words = wanted.split(/\s+/).map((word) => `%${literal(word)}%`);
  const { rows } = await sql<FoundOrganisation>`
    WITH listed AS (
      SELECT 'authority:' || la_code AS key, 'local-authority' AS kind, name, la_code AS number, NULL AS town, valid_to IS NOT NULL AS closed, 1 AS place
        FROM local_authority
      UNION ALL SELECT 'trust:' || trust_uid, kind || '-trust', name, trust_uid, NULL, status = 'Closed', 2 FROM trust
      UNION ALL SELECT 'school:' || urn, 'school', name, urn::text, town, coalesce(status_code = '2', false) OR close_date IS NOT NULL, 3 FROM school)
    SELECT key, kind, name, number, town, closed FROM listed
    WHERE number = ${wanted} OR key = ${wanted} OR name ILIKE ALL (${words}::text[])
    ORDER BY (number = ${wanted} OR key = ${wanted}) DESC, closed, name ILIKE ${`${literal(wanted)}%`} DESC, place, name, key
    LIMIT ${limit}`.execute(handle);
  return rows;
}
