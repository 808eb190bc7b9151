import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Tables } from '../store/tables.ts';
import { DATA_FOLDER } from './gias-lookups.ts';

const readTable = (name: string) =>
  parse(readFileSync(join(DATA_FOLDER, 'geography', name)), { columns: true }) as Record<string, string>[];

/** Authorities that began on a day, with the one their schools were in before, or null where that cannot be told. */
export function readAuthorityChanges(): { la_code: string; before: string | null; since: string }[] {
  return readTable('local-authority-changes.csv').map((row) => ({
    la_code: row['la_code']!,
    before: row['la_code_before'] || null,
    since: row['since']!,
  }));
}

/** The nine regions; Inner and Outer London are not regions of an authority in any list. */
export function readRegions(): Tables['region'][] {
  return readTable('regions.csv')
    .filter((row) => row['gor_code'] !== '')
    .map((row) => ({ region_code: row['region_code']!, name: row['region_name']!, gor_code: row['gor_code']! }));
}

/**
 * The 153 authorities of today, and those whose three-digit code ended. An authority that only got a new ONS code (Somerset
 * in 2023, say) kept its three digits: there is one row of it, today's.
 */
export function readAuthorities(): Tables['local_authority'][] {
  const since = new Map(readAuthorityChanges().map((change) => [change.la_code, change.since]));
  const live = readTable('local-authorities.csv').map((row) => ({
    la_code: row['la_code']!,
    name: row['la_name']!,
    ons_code: row['new_la_code']!,
    region_code: row['region_code']!,
    valid_from: since.get(row['la_code']!) ?? null,
    valid_to: null,
  }));
  const codes = new Set(live.map(({ la_code }) => la_code));
  const ended = readTable('local-authorities-terminated.csv')
    .filter((row) => !codes.has(row['la_code']!))
    .map((row) => ({
      la_code: row['la_code']!,
      name: row['la_name']!,
      ons_code: row['new_la_code']!,
      region_code: row['region_code']!,
      // Its first day in the file is that of the ONS code, not of the authority.
      valid_from: null,
      valid_to: readDay(row['date_of_termination']!),
    }));
  return [...live, ...ended];
}

/** ONS's codes of regions and local authorities, also of authorities that are no more, and of Inner and Outer London. */
export function readAreaCodes() {
  const codes = (file: string, column: string) => readTable(file).map((row) => row[column]!);
  return {
    regions: new Set(codes('regions.csv', 'region_code')),
    authorities: new Set(
      ['local-authorities.csv', 'local-authorities-terminated.csv'].flatMap((file) => codes(file, 'new_la_code')),
    ),
  };
}

/** DD/MM/YYYY, as ONS writes it. */
const readDay = (text: string) => `${text.slice(6)}-${text.slice(3, 5)}-${text.slice(0, 2)}`;
