import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { DATA_FOLDER } from './gias-lookups.ts';
import { sharingOf } from './sharing-category.ts';

const of = (typeCode: string, phaseCode: string, statusCode = '1') => sharingOf({ typeCode, phaseCode, statusCode });
const rows = parse(gunzipSync(readFileSync(join(DATA_FOLDER, 'gias', 'schools-2025-07-17.csv.gz'))), {
  columns: true,
}) as Record<string, string>[];
const all = rows.map((row) => of(row['type_code']!, row['phase_code']!, row['status_code']!));

test('the real list has as many schools in each group as the Department asks for data', () => {
  const counts = Object.groupBy(all, ({ category }) => category ?? 'none');
  assert.deepEqual(Object.fromEntries(Object.entries(counts).map(([name, schools]) => [name, schools!.length])), {
    'Maintained nursery': 379,
    Primary: 16_735,
    'Middle deemed primary': 7,
    'Middle deemed secondary': 90,
    Secondary: 3168,
    'All-through': 159,
    Special: 1113,
    'Pupil referral unit': 156,
    'Alternative provision': 178,
    'City technology college': 3,
    none: 77,
  });
  assert.equal(all.filter(({ mayShare }) => mayShare).length, 21_988);
});

test('the published phases of the real list: middle schools as deemed, all-through and colleges as secondary', () => {
  const counts = Object.groupBy(all, ({ publishedPhase }) => publishedPhase ?? 'none');
  assert.deepEqual(Object.fromEntries(Object.entries(counts).map(([name, schools]) => [name, schools!.length])), {
    Primary: 16_742,
    Secondary: 3420,
    Special: 1113,
    none: 379 + 156 + 178 + 77,
  });
});

const CASES: [string, string, string | null, string | null][] = [
  ['01', '2', 'Primary', 'Primary'],
  ['34', '4', 'Secondary', 'Secondary'],
  ['35', '7', 'All-through', 'Secondary'],
  ['02', '3', 'Middle deemed primary', 'Primary'],
  ['05', '5', 'Middle deemed secondary', 'Secondary'],
  ['40', '4', 'Secondary', 'Secondary'],
  ['41', '4', 'Secondary', 'Secondary'],
  ['06', '0', 'City technology college', 'Secondary'],
  ['08', '0', 'Special', 'Special'],
  ['44', '0', 'Special', 'Special'],
  ['14', '0', 'Pupil referral unit', null],
  ['38', '0', 'Alternative provision', null],
  ['15', '1', 'Maintained nursery', null],
  ['01', '6', null, null],
  ['28', '0', null, null],
  ['45', '6', null, null],
  ['39', '6', null, null],
  ['11', '0', null, null],
  ['10', '0', null, null],
  ['30', '2', null, null],
];
for (const [type, phase, category, published] of CASES) {
  test(`type ${type} in phase ${phase} is ${category ?? 'not asked'}`, () => {
    const sharing = of(type, phase);
    assert.deepEqual(
      [sharing.category, sharing.publishedPhase, sharing.mayShare],
      [category, published, category !== null],
    );
    assert.equal(sharing.reason === null, sharing.mayShare);
  });
}

test('a school proposed to close may share; a closed one and one not yet open may not, and it is said why', () => {
  assert.equal(of('01', '2', '3').mayShare, true);
  assert.deepEqual(of('01', '2', '2'), {
    category: 'Primary',
    mayShare: false,
    reason: 'The school is closed.',
    publishedPhase: 'Primary',
  });
  assert.equal(of('01', '2', '4').reason, 'The school has not opened yet.');
});
