import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { AuthorityTile } from './place-authorities.ts';

export const TILES_FILE = join(import.meta.dirname, '../../../data/geography/authority-tiles.csv');

/** An authority's square with its code of nine characters, by which published figures name it. */
export interface MapTile extends AuthorityTile {
  readonly code: string;
}

/** The squares of all authorities (data/README.md says how they were found). */
export const readTiles = (): MapTile[] =>
  (parse(readFileSync(TILES_FILE), { columns: true }) as Record<string, string>[]).map((row) => ({
    laCode: row['la_code']!,
    code: row['new_la_code']!,
    column: Number(row['column']),
    row: Number(row['row']),
  }));
