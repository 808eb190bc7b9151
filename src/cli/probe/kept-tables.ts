import { sql } from 'kysely';
import type { Database, Handle } from '../../store/database.ts';
import { refuseUnknownTables, type TableRow } from './table-truths.ts';

/**
 * The audit grows with every look, so it is not compared row by row: when the probe ends its whole chain is verified instead, which
 * finds an event that was changed, removed or inserted.
 */
const VERIFIED = ['audit_event', 'audit_head'];

/** Somebody who is not of the probe's world, so that nobody may touch what is theirs. */
export const BYSTANDER = 'probe:bystander';
/**
 * Tables that grow with every visit, and what in them must stay as it is. The first mail is a bystander's, and is found by its key. The
 * version of a register follows the tables that it is of, also when these are put back.
 */
const WATCHED: Readonly<Record<string, string>> = {
  web_session: `person = '${BYSTANDER}'`,
  mail: 'mail_id <= 15',
  register_version: 'false',
};

interface KeptTable {
  /** As PostgreSQL quotes it. */
  readonly name: string;
  /** A condition: which rows are compared. */
  readonly watched: string;
}

/** What the tables must be put back to. */
export interface Kept {
  readonly tables: readonly KeptTable[];
  /** One for each table. */
  readonly digests: readonly string[];
  /** The rows of each table, as JSON. */
  readonly rows: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A row that is there now and was not, or was there and is not. One that was changed is both. */
export interface ChangedRow {
  readonly table: string;
  readonly now: 'there' | 'gone';
  readonly json: string;
  readonly row: TableRow;
}

/**
 * Every table that there is, as it is now.
 * @throws for a table of which the probe has not been told who may change it
 */
export async function keepTables(owner: Database): Promise<Kept> {
  const { rows: found } = await sql<{ name: string }>`
    SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^(pg_|information_schema$)' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`.execute(
    owner,
  );
  const names = found.map(({ name }) => name).filter((name) => !VERIFIED.includes(name));
  refuseUnknownTables(names);
  const tables = names.map((name) => ({ name, watched: WATCHED[name] ?? 'true' }));
  const rows = new Map<string, ReadonlySet<string>>();
  for (const table of tables) rows.set(table.name, new Set(await readRows(owner, table)));
  return { tables, digests: await readDigests(owner, tables), rows };
}

async function readRows(owner: Handle, { name, watched }: KeptTable): Promise<string[]> {
  const { rows } = await sql<{ json: string }>`
    SELECT to_jsonb(t)::text AS json FROM ${sql.raw(name)} t WHERE ${sql.raw(watched)}`.execute(owner);
  return rows.map(({ json }) => json);
}

/** All tables in a few characters each, for a quick look whether anything changed. */
async function readDigests(owner: Database, tables: readonly KeptTable[]): Promise<string[]> {
  const parts = tables.map(
    ({ name, watched }) =>
      `(SELECT coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM ${name} t WHERE ${watched})`,
  );
  const { rows } = await sql<{ digests: string[] }>`SELECT ARRAY[${sql.raw(parts.join())}] AS digests`.execute(owner);
  return rows[0]!.digests;
}

/** What is not as it was kept; empty when all is. */
export async function findChanged(owner: Database, kept: Kept): Promise<ChangedRow[]> {
  const digests = await readDigests(owner, kept.tables);
  const changed: ChangedRow[] = [];
  for (const table of kept.tables.filter((_, index) => digests[index] !== kept.digests[index])) {
    const [before, now] = [kept.rows.get(table.name)!, new Set(await readRows(owner, table))];
    const asChanged = (json: string, is: ChangedRow['now']): ChangedRow => ({
      table: table.name,
      now: is,
      json,
      row: JSON.parse(json) as TableRow,
    });
    changed.push(...[...before.difference(now)].map((json) => asChanged(json, 'gone')));
    changed.push(...[...now.difference(before)].map((json) => asChanged(json, 'there')));
  }
  return changed;
}

/** Columns of a table but those that the database works out itself. */
async function writtenColumns(handle: Handle, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT attname AS name FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`.execute(
    handle,
  );
  return rows.map(({ name }) => name);
}

/** Puts the tables back as they were kept. */
export async function putTablesBack(owner: Database, changed: readonly ChangedRow[]): Promise<void> {
  await owner.transaction().execute(async (transaction) => {
    for (const [table, rows] of Map.groupBy(changed, (each) => each.table)) {
      const name = sql.raw(table);
      const texts = (now: ChangedRow['now']) => rows.filter((each) => each.now === now).map(({ json }) => json);
      await sql`DELETE FROM ${name} t WHERE to_jsonb(t)::text = ANY (${texts('there')}::text[])`.execute(transaction);
      const columns = sql.join((await writtenColumns(transaction, table)).map((column) => sql.ref(column)));
      await sql`INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM unnest(${texts('gone')}::text[]) AS given,
        jsonb_populate_record(NULL::${name}, given::jsonb)`.execute(transaction);
    }
  });
}
