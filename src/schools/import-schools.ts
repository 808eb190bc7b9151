import { basename } from 'node:path';
import { isDate } from '../domain/sessions/dates.ts';
import type { Database, Handle } from '../store/database.ts';
import { addTrusts, knownUrns, lockImports, newestList, recordImport, writeAreaHistory, writeAreas, writeLocalAuthorities, writeMemberships, writeSchools } from '../store/schools.ts';
import { readAuthorityChanges } from './area-history.ts';
import { type Binding, bindColumns } from './extract-columns.ts';
import { type Lookups, readLookups } from './gias-lookups.ts';
import { type ParsedSchool, parseSchool } from './parse-school.ts';
import { DOWNLOAD_ADVICE, type FileLook, invalid, lookAtFile, readRows } from './read-csv.ts';

/** A row that was left out. */
export interface RefusedRow {
  readonly line: number;
  readonly why: string;
}

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

const BATCH = 4000;

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
  const asAt = options.asAt ?? dateInName(options.file);
  const look = await lookAtFile(options.file);
  return owner.transaction().execute(async (transaction) => {
    await lockImports(transaction);
    const done = await importList(transaction, look, asAt, now, options.onRows);
    await recordImport(transaction, { ...done, digest: look.digest, refused: done.refused.length }, now);
    return done;
  });
}

/** The same within a transaction that already holds the lock, and without a record of the import. */
export async function importList(handle: Handle, look: FileLook, asAt: string, now: Date, onRows?: (rows: number) => void): Promise<SchoolImport> {
  const newest = await newestList(handle);
  const olderThan = newest !== null && newest > asAt ? newest : null;
  const refused: RefusedRow[] = [];
  const seen = { urns: new Map<number, number>(), authorities: new Map<string, string>(), added: 0, changed: 0 };
  let binding: Binding = new Map();
  for await (const { batch, columns, read } of readBatches(look, refused, seen)) {
    binding = columns;
    await writeBatch(handle, batch, { binding, asAt, now, older: olderThan !== null }, seen);
    onRows?.(read);
  }
  if (seen.urns.size === 0) throw invalid(look.path, `has no school in it that can be read${refused[0] ? ` (line ${refused[0].line}: ${refused[0].why})` : ''}. ${DOWNLOAD_ADVICE}`);
  const authorities = [...seen.authorities].map(([la_code, name]) => ({ la_code, name, ons_code: null, region_code: null, valid_from: null, valid_to: null }));
  await writeLocalAuthorities(handle, authorities, false);
  await writeAreaHistory(handle, readAuthorityChanges());
  const { added, changed } = seen;
  return { file: basename(look.path), asAt, added, changed, unchanged: seen.urns.size - added - changed, refused, olderThan };
}

interface Seen {
  /** URN to line. */
  readonly urns: Map<number, number>;
  readonly authorities: Map<string, string>;
  added: number;
  changed: number;
}

async function* readBatches(look: FileLook, refused: RefusedRow[], seen: Seen): AsyncGenerator<{ batch: ParsedSchool[]; columns: Binding; read: number }> {
  const lookups: Lookups = readLookups();
  let columns: Binding | null = null;
  let [width, read] = [0, 0];
  let batch: ParsedSchool[] = [];
  let short: number | null = null;
  for await (const { line, cells } of readRows(look)) {
    if (columns === null) {
      columns = bindColumns(look.path, cells);
      width = cells.length;
      continue;
    }
    read++;
    short = cells.length < width ? line : null;
    const parsed = cells.length === width ? parseSchool(cells, columns, lookups) : { why: `it has ${cells.length} columns instead of ${width}` };
    if ('why' in parsed) refused.push({ line, why: parsed.why });
    else if (seen.urns.has(parsed.school.urn)) refused.push({ line, why: `URN ${parsed.school.urn} is already on line ${seen.urns.get(parsed.school.urn)}` });
    else {
      seen.urns.set(parsed.school.urn, line);
      if (parsed.school.la_code && parsed.laName) seen.authorities.set(parsed.school.la_code, parsed.laName);
      batch.push(parsed);
    }
    if (batch.length < BATCH) continue;
    yield { batch, columns, read };
    batch = [];
  }
  if (short !== null) throw invalid(look.path, `ends in the middle of a row (line ${short}): the download was cut off. Download it again.`);
  if (columns === null) throw invalid(look.path, `is empty. ${DOWNLOAD_ADVICE}`);
  if (batch.length > 0) yield { batch, columns, read };
}

interface Writing {
  readonly binding: Binding;
  readonly asAt: string;
  readonly now: Date;
  readonly older: boolean;
}

async function writeBatch(handle: Handle, read: readonly ParsedSchool[], { binding, asAt, now, older }: Writing, seen: Seen): Promise<void> {
  const known = await knownUrns(handle, read.map(({ school }) => school.urn));
  const batch = older ? read.filter(({ school }) => !known.has(school.urn)) : read;
  const written = await writeSchools(handle, batch.map(({ school }) => school), columnsOf(binding), false, now);
  const areas = batch.flatMap(({ school: { urn, la_code, open_date } }) => (la_code === null ? [] : [{ urn, la_code, first: open_date }]));
  const moved = await writeAreas(handle, areas, asAt);
  await addTrusts(handle, uniqueTrusts(batch));
  const joined = await writeMemberships(handle, batch.flatMap((each) => membershipOf(each, asAt)));
  const touched = new Set([...written, ...moved, ...joined]);
  const added = batch.filter(({ school }) => !known.has(school.urn)).length;
  seen.added += added;
  seen.changed += [...touched].filter((urn) => known.has(urn)).length;
}

function membershipOf({ school, trust }: ParsedSchool, asAt: string) {
  if (trust === undefined) return [];
  const as_at = trust?.asAt ?? asAt;
  const last = trust && school.status_code === '2' ? school.close_date : null;
  return [{ urn: school.urn, trust_uid: trust?.trust_uid ?? null, first: school.open_date, last, as_at, since: as_at.padEnd(10, '-01') }];
}

function uniqueTrusts(batch: readonly ParsedSchool[]) {
  return [...new Map(batch.flatMap(({ trust }) => (trust ? [[trust.trust_uid, trust] as const] : []))).values()];
}

/** The columns of `school` that the file speaks of; what follows from type, phase and status always. */
function columnsOf(binding: Binding): Set<string> {
  const always = ['name', 'la_code', 'establishment_number', 'type_code', 'type_name', 'phase_code', 'phase_name', 'status_code', 'status_name', 'sharing_category', 'published_phase', 'may_share'];
  const perhaps = { openDate: 'open_date', closeDate: 'close_date', lowAge: 'low_age', highAge: 'high_age', gender: 'gender', ukprn: 'ukprn', town: 'town', postcode: 'postcode', pupils: 'pupils' } as const;
  const present = Object.entries(perhaps).filter(([column]) => binding.has(column as keyof typeof perhaps));
  return new Set([...always, ...present.map(([, name]) => name)]);
}

function dateInName(path: string): string {
  const found = /(20\d{2})-?(\d{2})-?(\d{2})(?!\d)/.exec(basename(path));
  const date = found ? `${found[1]}-${found[2]}-${found[3]}` : '';
  if (isDate(date)) return date;
  throw invalid(path, 'does not say in its name from which day it is, as GIAS\'s own names do (edubasealldata20260901.csv). Give the day by --as-at YYYY-MM-DD.');
}
