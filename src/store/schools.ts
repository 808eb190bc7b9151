import { type RawBuilder, sql } from 'kysely';
import type { Handle } from './database.ts';
import type { SchoolTable, Tables } from './tables.ts';

/** A school as a list has it. */
export type SchoolRecord = Omit<SchoolTable, 'invented' | 'imported_at'>;

const SCHOOL = {
  urn: 'integer',
  name: 'text',
  la_code: 'text',
  establishment_number: 'text',
  type_code: 'text',
  type_name: 'text',
  phase_code: 'text',
  phase_name: 'text',
  status_code: 'text',
  status_name: 'text',
  open_date: 'date',
  close_date: 'date',
  low_age: 'smallint',
  high_age: 'smallint',
  gender: 'text',
  ukprn: 'text',
  town: 'text',
  postcode: 'text',
  sharing_category: 'text',
  published_phase: 'text',
  may_share: 'boolean',
  pupils: 'integer',
  fsm_permille: 'smallint',
  sen_support_permille: 'smallint',
  ehc_plan_permille: 'smallint',
  latitude: 'double precision',
  longitude: 'double precision',
} as const satisfies Record<keyof SchoolRecord, string>;
/** Lock under which one import at a time changes the list. */
const IMPORT_LOCK = 7_208_302;

/** Rows as one parameter a column: `unnest($1::integer[], $2::text[]) AS given (urn, name)`. */
export function given<T extends object>(
  rows: readonly T[],
  columns: Partial<Record<keyof T & string, string>>,
): RawBuilder<unknown> {
  const names = Object.keys(columns) as (keyof T & string)[];
  const arrays = names.map((name) => sql`${rows.map((row) => row[name] ?? null)}::${sql.raw(columns[name]!)}[]`);
  return sql`unnest(${sql.join(arrays)}) AS given (${sql.join(names.map((name) => sql.ref(name)))})`;
}

/** Waits until no other import runs; held until the transaction ends. */
export async function lockImports(handle: Handle): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(IMPORT_LOCK)})`.execute(handle);
}

/** Which of the URNs are in the list. */
export async function knownUrns(handle: Handle, urns: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ urn: number }>`SELECT urn FROM school WHERE urn = ANY (${[...urns]}::integer[])`.execute(
    handle,
  );
  return new Set(rows.map(({ urn }) => urn));
}

/** Which of these schools are in the list and may share, by their kind and status. */
export async function eligibleUrns(handle: Handle, urns: readonly number[]): Promise<Set<number>> {
  const { rows } = await sql<{ urn: number }>`
    SELECT urn FROM school WHERE may_share AND urn = ANY (${[...urns]}::integer[])`.execute(handle);
  return new Set(rows.map(({ urn }) => urn));
}

/**
 * Adds schools, or changes what differs.
 * @param columns the columns that the list has; others keep what they held
 * @returns URNs of the rows written
 */
export async function writeSchools(
  handle: Handle,
  schools: readonly SchoolRecord[],
  columns: ReadonlySet<string>,
  invented: boolean,
  now: Date,
): Promise<number[]> {
  if (schools.length === 0) return [];
  const set = Object.keys(SCHOOL).filter((name) => name !== 'urn' && columns.has(name));
  const list = (names: readonly string[], of: string) => sql.join(names.map((name) => sql.ref(`${of}.${name}`)));
  const { rows } = await sql<{ urn: number }>`
    INSERT INTO school (${sql.join(Object.keys(SCHOOL).map((name) => sql.ref(name)))}, invented, imported_at)
    SELECT given.*, ${invented}::boolean, ${now}::timestamptz FROM ${given(schools, SCHOOL)}
    ON CONFLICT (urn) DO UPDATE SET ${sql.join(set.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`))}, imported_at = excluded.imported_at
    WHERE (${list(set, 'school')}) IS DISTINCT FROM (${list(set, 'excluded')}) RETURNING urn`.execute(handle);
  return rows.map(({ urn }) => urn);
}

/** Facts that GIAS's own extract lacks or leaves blank. */
const FILLED = [
  'pupils',
  'fsm_permille',
  'sen_support_permille',
  'ehc_plan_permille',
  'latitude',
  'longitude',
] as const satisfies readonly (keyof SchoolRecord)[];

/** Fills in published facts of schools that are known, where there is none: what is known stays. */
export async function fillSchools(handle: Handle, schools: readonly SchoolRecord[], now: Date): Promise<void> {
  const each = (write: (name: string) => RawBuilder<unknown>, between = sql`, `) =>
    sql.join(FILLED.map(write), between);
  await sql`
    UPDATE school SET ${each((name) => sql`${sql.ref(name)} = coalesce(${sql.ref(`school.${name}`)}, ${sql.ref(`given.${name}`)})`)},
      imported_at = ${now}::timestamptz
    FROM ${given(schools, SCHOOL)} WHERE school.urn = given.urn AND (${each(
      (name) => sql`(${sql.ref(`school.${name}`)} IS NULL AND ${sql.ref(`given.${name}`)} IS NOT NULL)`,
      sql` OR `,
    )})`.execute(handle);
}

/** Adds GIAS's links between schools, and corrects the day of those that are known. */
export async function writeLinks(
  handle: Handle,
  links: readonly Tables['school_link'][],
): Promise<{ added: number; changed: number; unchanged: number }> {
  const rows = given(links, { urn: 'integer', link_urn: 'integer', link_type: 'text', link_date: 'date' });
  const before = await sql<{ total: number; known: number }>`
    SELECT count(*) AS total, count(l.urn) AS known FROM (SELECT DISTINCT urn, link_urn, link_type FROM ${rows}) g
    LEFT JOIN school_link l USING (urn, link_urn, link_type)`.execute(handle);
  const written = await sql`
    INSERT INTO school_link (urn, link_urn, link_type, link_date)
    SELECT DISTINCT ON (urn, link_urn, link_type) * FROM ${rows} ORDER BY urn, link_urn, link_type, link_date
    ON CONFLICT (urn, link_urn, link_type) DO UPDATE SET link_date = excluded.link_date
    WHERE school_link.link_date IS DISTINCT FROM excluded.link_date`.execute(handle);
  const { total, known } = before.rows[0]!;
  const [added, touched] = [total - known, Number(written.numAffectedRows ?? 0)];
  return { added, changed: touched - added, unchanged: total - touched };
}

export async function writeRegions(handle: Handle, regions: readonly Tables['region'][]): Promise<void> {
  await sql`INSERT INTO region (region_code, name, gor_code) SELECT * FROM ${given(regions, { region_code: 'text', name: 'text', gor_code: 'text' })}
    ON CONFLICT (region_code) DO UPDATE SET name = excluded.name, gor_code = excluded.gor_code`.execute(handle);
}

/** Adds local authorities; `replace` also corrects those that are known. */
export async function writeLocalAuthorities(
  handle: Handle,
  authorities: readonly Tables['local_authority'][],
  replace: boolean,
): Promise<void> {
  await sql`
    INSERT INTO local_authority (la_code, name, ons_code, region_code, valid_from, valid_to)
    SELECT * FROM ${given(authorities, { la_code: 'text', name: 'text', ons_code: 'text', region_code: 'text', valid_from: 'date', valid_to: 'date' })}
    ON CONFLICT (la_code) ${replace ? sql`DO UPDATE SET name = excluded.name, ons_code = excluded.ons_code, region_code = excluded.region_code, valid_from = excluded.valid_from, valid_to = excluded.valid_to` : sql`DO NOTHING`}`.execute(
    handle,
  );
}

export async function wasImported(handle: Handle, digest: string): Promise<boolean> {
  return (
    (await handle.selectFrom('school_import').select('import_id').where('digest', '=', digest).executeTakeFirst()) !==
    undefined
  );
}

/** The newest day that an imported list stands for, null before the first. */
export async function newestList(handle: Handle): Promise<string | null> {
  const { rows } = await sql<{
    newest: string | null;
  }>`SELECT max(substring(file FROM 'as at (\\d{4}-\\d{2}-\\d{2})')) AS newest FROM school_import`.execute(handle);
  return rows[0]?.newest ?? null;
}

export interface ImportRecord {
  readonly file: string;
  /** The day that the list stands for; null for a file that is no list of schools. */
  readonly asAt: string | null;
  readonly digest: string;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}

export async function recordImport(handle: Handle, done: ImportRecord, now: Date): Promise<void> {
  const { asAt, digest, added, changed, unchanged, refused } = done;
  const file = asAt === null ? done.file : `${done.file} (as at ${asAt})`;
  await handle
    .insertInto('school_import')
    .values({ file, digest, imported_at: now, added, changed, unchanged, refused })
    .execute();
}
