import { basename } from 'node:path';
import type { Database, Handle } from '../store/database.ts';
import { writeAreaHistory } from '../store/school-memberships.ts';
import { lockImports, newestList, recordImport, writeLocalAuthorities } from '../store/schools.ts';
import { readAuthorityChanges } from './area-history.ts';
import { type FileLook, lookAtFile } from './read-csv.ts';
import { dateInName, type RefusedRow, readSchools } from './read-schools.ts';
import { recordSchools } from './record-schools.ts';

/** What an import did, in schools. */
export interface SchoolImport {
  readonly file: string;
  readonly asAt: string;
  readonly added: number;
  /** Schools of which a fact, the area or the trust is another than before. */
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
  /** Set when a newer list was imported before: then schools that are known were left as they are. */
  readonly olderThan: string | null;
}

/**
 * Imports a list of schools: a GIAS extract as downloaded (all establishments, state-funded, or academies and free schools)
 * or the project's own. All or nothing; the same file twice changes nothing; a school missing from it stays.
 * Rows that cannot be read are left out and listed.
 * @param options.asAt the day that the list stands for, YYYY-MM-DD; else read from the file's name
 * @param options.onRows called with the number of rows read so far
 * @param now when it is imported
 * @throws file-invalid when the file is not an extract, with what is wrong and what to download
 */
export async function importSchools(
  owner: Database,
  options: { file: string; asAt?: string | undefined; onRows?: (rows: number) => void },
  now: Date,
): Promise<SchoolImport> {
  const look = await lookAtFile(options.file);
  const asAt = options.asAt ?? dateInName(options.file);
  return owner.transaction().execute(async (transaction) => {
    await lockImports(transaction);
    const done = await importList(transaction, look, asAt, now, options.onRows);
    await recordImport(transaction, { ...done, digest: look.digest, refused: done.refused.length }, now);
    return done;
  });
}

/** The same within a transaction that already holds the lock, and without a record of the import. */
export async function importList(
  handle: Handle,
  look: FileLook,
  asAt: string,
  now: Date,
  onRows?: (rows: number) => void,
): Promise<SchoolImport> {
  const newest = await newestList(handle);
  const olderThan = newest !== null && newest > asAt ? newest : null;
  const refused: RefusedRow[] = [];
  const names = new Map<string, string>();
  let [total, added, changed] = [0, 0, 0];
  for await (const { batch, columns, read } of readSchools(look, refused)) {
    const done = await recordSchools(handle, batch, { columns, asAt, now, older: olderThan !== null });
    total += batch.length;
    added += done.added;
    changed += done.changed;
    for (const { school, laName } of batch) if (school.la_code && laName) names.set(school.la_code, laName);
    onRows?.(read);
  }
  const authorities = [...names].map(([la_code, name]) => ({
    la_code,
    name,
    ons_code: null,
    region_code: null,
    valid_from: null,
    valid_to: null,
  }));
  await writeLocalAuthorities(handle, authorities, false);
  await writeAreaHistory(handle, readAuthorityChanges());
  return {
    file: basename(look.path),
    asAt,
    added,
    changed,
    unchanged: total - added - changed,
    refused,
    olderThan,
  };
}
