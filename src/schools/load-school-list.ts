import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Database, Handle } from '../store/database.ts';
import { type TrustRecord, writeMembershipHistory, writeTrusts } from '../store/school-memberships.ts';
import {
  lockImports,
  recordImport,
  wasImported,
  writeLinks,
  writeLocalAuthorities,
  writeRegions,
} from '../store/schools.ts';
import { readAuthorities, readRegions } from './area-history.ts';
import { DATA_FOLDER } from './gias-lookups.ts';
import { importList, type SchoolImport } from './import-schools.ts';
import { lookAtFile } from './read-csv.ts';

const SCHOOLS = 'gias/schools-2025-07-17.csv.gz';
const AS_AT = '2025-07-17';
const GROUPS = 'gias/groups-2026-07.csv.gz';
const GROUP_LINKS = 'gias/group-links-2022-08-31.csv.gz';
const GROUP_LINKS_ON = '2022-08-31';
const LINKS = 'gias/establishment-links-2025-04-22.csv.gz';
const GEOGRAPHY = [
  'geography/regions.csv',
  'geography/local-authorities.csv',
  'geography/local-authorities-terminated.csv',
  'geography/local-authority-changes.csv',
];
/** Raised when the way of reading the files changes, so that installations read them again. */
const EDITION = 2;

/**
 * Loads the list of schools that comes with Rollcall: regions, local authorities, trusts, schools, their trusts and areas by
 * date, and GIAS's links. Skipped when this edition of it was loaded before. One transaction; two starters at once are safe.
 * @returns what was done, or null when there was nothing to do
 */
export async function loadSchoolList(owner: Database, now: Date): Promise<SchoolImport | null> {
  const digest = digestFiles();
  if (await wasImported(owner, digest)) return null;
  const look = await lookAtFile(join(DATA_FOLDER, SCHOOLS));
  return owner.transaction().execute(async (transaction) => {
    await lockImports(transaction);
    if (await wasImported(transaction, digest)) return null;
    await loadAreasAndTrusts(transaction);
    const done = await importList(transaction, look, AS_AT, now);
    await loadHistory(transaction);
    await recordImport(transaction, { ...done, digest, refused: done.refused.length }, now);
    return done;
  });
}

function digestFiles(): string {
  const hash = createHash('sha256').update(`edition ${EDITION}`);
  for (const file of [SCHOOLS, GROUPS, GROUP_LINKS, LINKS, ...GEOGRAPHY])
    hash.update(readFileSync(join(DATA_FOLDER, file)));
  return hash.digest('hex');
}

async function loadAreasAndTrusts(handle: Handle): Promise<void> {
  await writeRegions(handle, readRegions());
  await writeLocalAuthorities(handle, readAuthorities(), true);
  await writeTrusts(handle, readPacked(GROUPS).flatMap(readTrust));
}

async function loadHistory(handle: Handle): Promise<void> {
  const memberships = readPacked(GROUP_LINKS).filter((row) => kindOf(row['group_type_code']!) !== null);
  await writeMembershipHistory(
    handle,
    memberships.map((row) => ({ urn: Number(row['urn']), trust_uid: row['group_uid']!, joined: row['joined_date']! })),
    GROUP_LINKS_ON,
  );
  const links = readPacked(LINKS).map((row) => ({
    urn: Number(row['urn']),
    link_urn: Number(row['link_urn']),
    link_type: row['link_type']!,
    link_date: row['link_date'] || null,
  }));
  await writeLinks(handle, links);
}

/** Groups that are trusts in the sense of attendance data; federations, foundation trusts and sponsors are other relations. */
function readTrust(row: Record<string, string>): TrustRecord[] {
  const kind = kindOf(row['group_type_code']!);
  if (kind === null) return [];
  return [
    {
      trust_uid: row['group_uid']!,
      group_id: row['group_id'] || null,
      name: row['group_name']!,
      kind,
      status: row['group_status']!,
      companies_house: row['companies_house_number'] || null,
      ukprn: row['ukprn'] || null,
      open_date: row['open_date'] || null,
      close_date: row['closed_date'] || null,
    },
  ];
}

/** 06 multi-academy, 10 single-academy, 11 secure single-academy. */
function kindOf(groupType: string): TrustRecord['kind'] | null {
  if (groupType === '06') return 'multi-academy';
  return groupType === '10' || groupType === '11' ? 'single-academy' : null;
}

function readPacked(file: string): Record<string, string>[] {
  return parse(gunzipSync(readFileSync(join(DATA_FOLDER, file))), { columns: true }) as Record<string, string>[];
}
