import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { fileFacts, groupsTable, stamp } from './files.fixture.ts';
import { writeTableCsv } from './write-table-csv.ts';

const rowsOfFile = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

test('a rate is three columns, a gap one, and a first row without a base changes no column', () => {
  const [none, support, all] = rowsOfFile(writeTableCsv(groupsTable, fileFacts, stamp));
  assert.deepEqual(Object.keys(none!).slice(0, 9), [
    'row',
    'name',
    'attendance_percent',
    'attendance_numerator',
    'attendance_denominator',
    'gap_points',
    'gap_note',
    'pupils',
    'why',
  ]);
  assert.deepEqual(
    [none!.attendance_percent, none!.attendance_numerator, none!.gap_points, none!.gap_note, none!.pupils],
    ['z', '0', 'z', 'nobody', '0'],
  );
  // 93.45 is half way: up.
  assert.deepEqual(
    [support!.attendance_percent, support!.attendance_numerator, support!.attendance_denominator],
    ['93.5', '1869', '2000'],
  );
  assert.deepEqual([support!.gap_note, support!.pupils, all!.gap_points], ['', '1204', '3.0']);
});

test('a text that would be taken for a formula is guarded, a negative number stays a number', () => {
  const [, support] = rowsOfFile(writeTableCsv(groupsTable, fileFacts, stamp));
  assert.equal(support!.name, "'=SEN support");
  assert.equal(support!.why, "'-1+2");
  assert.equal(support!.gap_points, '-1.6');
});

test('each row says what it is of and who took it out', () => {
  for (const row of rowsOfFile(writeTableCsv(groupsTable, fileFacts, stamp))) {
    assert.equal(row.period_from, '2026-09-01');
    assert.equal(row.period_to, '2026-11-24');
    assert.equal(row.as_known_at, '2026-11-24T16:40:00.000Z');
    assert.equal(row.population, 'years 1 to 11 and X');
    assert.equal(row.definition, 'all possible sessions');
    assert.equal(row.school_urn, '900001');
    assert.equal(row.data, 'invented data');
    assert.equal(row.downloaded_by, 'Asha Example (asha@school.example)');
    assert.match(row.conditions_of_use!, /may not serve inspection/);
  }
});

test('lines end as in RFC 4180, and a file of several schools before any collection has empty cells', () => {
  const csv = writeTableCsv(groupsTable, { ...fileFacts, urn: null, period: null, asKnownAt: null }, stamp);
  assert.equal(csv.split('\r\n').length, 5);
  const [row] = rowsOfFile(csv);
  assert.deepEqual([row!.school_urn, row!.period_from, row!.as_known_at], ['', '', '']);
});

test('a table without rows is its header', () => {
  const { total: _, ...table } = { ...groupsTable, rows: [] };
  assert.match(writeTableCsv(table, fileFacts, stamp), /^row,name,attendance,gap,pupils,why,period_from,[^\r\n]+\r\n$/);
});
