import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { assignCells } from './assign-cells.ts';
import { countParts } from './keep-together.ts';
import { placeAuthorities } from './place-authorities.ts';
import { readTiles, TILES_FILE } from './read-tiles.ts';

const DATA = join(import.meta.dirname, '../../../data');
const read = (bytes: Buffer) => parse(bytes, { columns: true, bom: true }) as Record<string, string>[];
const authorities = read(readFileSync(join(DATA, 'geography/local-authorities.csv')));

/** The mean place of the schools of each authority. */
function readPlaces() {
  const schools = read(gunzipSync(readFileSync(join(DATA, 'gias/schools-2025-07-17.csv.gz'))));
  const byAuthority = Map.groupBy(
    schools.filter(({ lat, lng }) => lat && lng),
    (school) => school['la_code'],
  );
  return authorities.map((row) => {
    const own = byAuthority.get(row['la_code'])!;
    const mean = (column: string) => own.reduce((sum, school) => sum + Number(school[column]), 0) / own.length;
    return { laCode: row['la_code']!, region: row['region_code']!, latitude: mean('lat'), longitude: mean('lng') };
  });
}

describe('the map of authorities', () => {
  it('is what the places of schools give (written anew with ROLLCALL_UPDATE_TILES=1)', () => {
    const codes = new Map(authorities.map((row) => [row['la_code'], row['new_la_code']]));
    const made = placeAuthorities(readPlaces()).map(({ laCode, column, row }) => ({
      la_code: laCode,
      new_la_code: codes.get(laCode),
      column,
      row,
    }));
    const text = stringify(made, { header: true });
    if (process.env['ROLLCALL_UPDATE_TILES'] === '1') writeFileSync(TILES_FILE, text);
    assert.equal(readFileSync(TILES_FILE, 'utf8'), text);
  });

  it('has exactly one square for every authority, no two in one place', () => {
    const tiles = readTiles();
    assert.deepEqual(tiles.map(({ code }) => code).sort(), authorities.map((row) => row['new_la_code']!).sort());
    assert.equal(new Set(tiles.map(({ column, row }) => `${column},${row}`)).size, authorities.length);
  });

  it('has each region in one part', () => {
    const regionOf = new Map(authorities.map((row) => [row['la_code']!, row['region_name']!]));
    const parts = Map.groupBy(readTiles(), ({ laCode }) => regionOf.get(laCode)!);
    const counted = [...parts].map(([region, own]) => [
      region,
      countParts(
        own.map(({ column, row }) => row * 100 + column),
        100,
      ),
    ]);
    assert.deepEqual(
      counted,
      [...parts.keys()].map((region) => [region, 1]),
    );
  });
});

describe('assignCells', () => {
  it('finds the least sum', () => {
    const costs = [
      [4, 1, 3, 9],
      [2, 0, 5, 9],
      [3, 2, 2, 9],
    ].map((row) => Float64Array.from(row));
    assert.deepEqual(assignCells(costs), [1, 0, 2]);
  });
});
