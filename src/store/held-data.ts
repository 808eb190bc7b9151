import { sql } from 'kysely';
import type { Handle } from './database.ts';

/**
 * Tables about a school that stay when its data are deleted: the evidence of what it agreed to and of who did what. Every other table
 * with a column `school_urn` is emptied of the school, so that a table that is added later is too.
 */
export const EVIDENCE = ['agreement', 'agreement_event', 'agreement_wording', 'audit_event'] as const;

/** Deletes what is held of a school, within the caller's transaction. As the owner. @returns the rows of each table that had any */
export async function deleteHeldData(transaction: Handle, urn: number): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'school_urn'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname <> ALL (${[...EVIDENCE]}::text[]) ORDER BY 1`.execute(transaction);
  const deleted: Record<string, number> = {};
  for (const { name } of tables) {
    const { numAffectedRows } = await sql`DELETE FROM ${sql.table(name)} WHERE school_urn = ${urn}`.execute(
      transaction,
    );
    if (numAffectedRows) deleted[name] = Number(numAffectedRows);
  }
  return deleted;
}
