import { sql } from 'kysely';
import type { Database } from '../../store/database.ts';

const TABLES = ['member', 'right_grant', 'right_request', 'ukprn_organisation'] as const;
type TableName = (typeof TABLES)[number];

/** A row of the tables of rights, with what says whose it is. */
export interface KeptRow {
  readonly table: TableName;
  readonly organisation: string;
  readonly person: string | null;
  readonly text: string;
}

/** The tables of rights as they are now, row by row. */
export async function readKept(owner: Database): Promise<KeptRow[]> {
  const parts = TABLES.map((table) => {
    const person = table === 'ukprn_organisation' ? sql`NULL::text` : sql`t.person`;
    return sql`SELECT ${table}::text AS "table", t.organisation::text, ${person} AS person, to_jsonb(t)::text AS text FROM ${sql.table(table)} t`;
  });
  const { rows } = await sql<KeptRow>`${sql.join(parts, sql` UNION ALL `)}`.execute(owner);
  return rows;
}

/** What the tables must be put back to. */
export interface Kept {
  readonly rows: readonly KeptRow[];
  readonly digest: string;
}

/** The same in a few characters, for a quick look whether anything changed. */
export async function digestKept(owner: Database): Promise<string> {
  const parts = TABLES.map(
    (table) => sql`(SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM ${sql.table(table)} t)`,
  );
  const { rows } = await sql<{ digest: string }>`SELECT concat(${sql.join(parts)}) AS digest`.execute(owner);
  return rows[0]!.digest;
}

/** Rows that are in one reading and not in the other. */
export function findChanged(before: readonly KeptRow[], now: readonly KeptRow[]): KeptRow[] {
  const [old, fresh] = [new Set(before.map(nameOf)), new Set(now.map(nameOf))];
  return [...before.filter((row) => !fresh.has(nameOf(row))), ...now.filter((row) => !old.has(nameOf(row)))];
}

const nameOf = ({ table, text }: KeptRow) => `${table} ${text}`;

/** Puts the tables back as they were read. */
export async function restoreKept(owner: Database, rows: readonly KeptRow[]): Promise<void> {
  await owner.transaction().execute(async (transaction) => {
    for (const table of TABLES) {
      await sql`DELETE FROM ${sql.table(table)}`.execute(transaction);
      const texts = rows.filter((row) => row.table === table).map(({ text }) => text);
      await sql`INSERT INTO ${sql.table(table)} OVERRIDING SYSTEM VALUE
        SELECT t.* FROM unnest(${texts}::text[]) AS given, jsonb_populate_record(NULL::${sql.table(table)}, given::jsonb) AS t`.execute(
        transaction,
      );
    }
  });
}
