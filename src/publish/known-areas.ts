import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { KnownAreas } from './counts-file/read-row.ts';

const GEOGRAPHY = join(import.meta.dirname, '../../data/geography');

/** The codes of regions and local authorities, also of those that are no more (data/README.md). */
export function readKnownAreas(): KnownAreas {
  const codes = (file: string, column: string) =>
    (parse(readFileSync(join(GEOGRAPHY, file)), { columns: true, bom: true }) as Record<string, string>[]).map(
      (row) => row[column]!,
    );
  return {
    regions: new Set(codes('regions.csv', 'region_code')),
    authorities: new Set(
      ['local-authorities.csv', 'local-authorities-terminated.csv'].flatMap((file) => codes(file, 'new_la_code')),
    ),
  };
}
