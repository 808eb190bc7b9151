import type { PublishedRow } from '../statistics/published-row.ts';
import type { Table } from '../statistics/wide-table.ts';

declare const SAFE: unique symbol;

/** Rows from which everything that must be hidden is taken out. Only the rules in this folder make them. */
export type SafeRows = readonly PublishedRow[] & { readonly [SAFE]: true };

/** A table made of safe rows alone: nothing else is ever written to a file, a page or an answer. */
export type SafeTable = Table & { readonly [SAFE]: true };

const safe = new WeakSet<object>();

/** For the rules of this folder alone (a test looks that nobody else uses it). */
export function asSafe(rows: readonly PublishedRow[]): SafeRows {
  safe.add(rows);
  return rows as SafeRows;
}

/** Calls rows safe that were given to it as safe by the compiler only: at run time too. @throws when they are not */
function checkSafe(what: object): void {
  if (!safe.has(what)) throw new Error('What is published must come from a rule of disclosure control.');
}

/** A table of safe rows. @param made of these rows and of nothing else */
export function safeTable(rows: readonly SafeRows[], made: Table): SafeTable {
  for (const each of rows) checkSafe(each);
  safe.add(made);
  return made as SafeTable;
}

/** @throws when a table was not made of safe rows */
export const checkSafeTable = (table: SafeTable): void => checkSafe(table);
