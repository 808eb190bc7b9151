import { sql } from 'kysely';
import type { Database } from '../../store/database.ts';

/** What the sandbox plants and no store may hold. */
export interface Canaries {
  readonly marker: string;
  readonly birth_dates: readonly string[];
}

/**
 * Searches the whole database for what must never be stored: text that the sandbox planted in comments, addresses and other
 * fields that are not collected; birth dates; and values in the pupil tables that are not of the thirteen items' forms.
 * @returns one line for each table (and reason) that holds something forbidden, with how many rows
 */
export async function findForbidden(owner: Database, canaries: Canaries): Promise<{ rows: number; places: string[] }> {
  const found: { place: string; rows: number }[] = [];
  const { rows: tables } = await sql<{ name: string; about_school: boolean }>`
    SELECT c.oid::regclass::text AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'school_urn') AS about_school
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`.execute(
    owner,
  );
  const births = new Set(canaries.birth_dates);
  for (const { name, about_school } of tables) {
    const table = sql.raw(name);
    const { rows: planted } = await sql<{
      rows: number;
    }>`SELECT count(*)::int AS rows FROM ${table} t WHERE strpos(t::text, ${canaries.marker}) > 0`.execute(owner);
    found.push({ place: `${name}: planted text`, rows: planted[0]!.rows });
    if (!about_school) continue;
    const { rows: dates } = await sql<{ date: string }>`
      SELECT DISTINCT m[1] AS date FROM ${table} t, regexp_matches(t::text, '(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}', 'g') m`.execute(
      owner,
    );
    found.push({ place: `${name}: birth dates`, rows: dates.filter(({ date }) => births.has(date)).length });
  }
  const { rows: odd } = await sql<{ place: string; rows: number }>`
    SELECT 'pupil_identity: not a UPN' AS place, count(*)::int AS rows FROM pupil_identity WHERE upn !~ '^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$'
    UNION ALL SELECT 'profile: not an NC year', count(*)::int FROM profile WHERE nc_year !~ '^(R|X|[1-9]|1[0-3])$'
    UNION ALL SELECT 'profile: not an ethnicity', count(*)::int FROM profile WHERE ethnicity !~ '^[A-Z]{4}$'
    UNION ALL SELECT 'profile: not a gender', count(*)::int FROM profile WHERE length(gender) > 1`.execute(owner);
  found.push(...odd);
  const bad = found.filter(({ rows }) => rows > 0);
  return {
    rows: bad.reduce((sum, { rows }) => sum + rows, 0),
    places: bad.map(({ place, rows }) => `${place} (${rows})`),
  };
}
