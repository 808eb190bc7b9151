import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { CONDITIONS_OF_USE, findPurpose } from '../../access/purposes.ts';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { readChoices } from './choices.ts';
import { CSV_COLUMNS, csvFileName, writePupilsCsv } from './csv.ts';
import type { PupilRow } from './query.ts';
import type { PupilsFacts } from './report.ts';

const run = {
  kind: 'complete',
  outcome: 'succeeded',
  complete: true,
  startedAt: new Date('2026-11-23T16:35:00Z'),
  finishedAt: null,
  heldDate: '2026-11-23',
  heldHalf: 'PM',
  error: null,
} as const;
const facts = (pupils: readonly Partial<PupilRow>[], invented = true): PupilsFacts => ({
  school: { urn: 900001, name: 'Test School (invented)', invented, agreement: 'receiving', mis: null },
  freshness: { last: run, lastSucceeded: run },
  now: new Date('2026-11-23T17:00:00Z'),
  year: academicYear(2026),
  taught: { from: '2026-09-01', to: '2026-11-23' },
  urns: [900001],
  pupils: pupils.map((pupil, index) => ({
    id: index + 1,
    forename: 'Ann',
    surname: 'Lee',
    upn: null,
    ncYear: '7',
    attended: 93,
    authorised: 5,
    unauthorised: 2,
    lastDay: null,
    ...pupil,
  })),
});
const stamp = {
  name: '=Ann Head',
  email: 'head@heron.example',
  organisation: 'Test School (invented)',
  at: new Date('2026-11-23T17:01:02Z'),
  purpose: findPurpose('pupils', 'support')!,
};
const write = (data: PupilsFacts, query: Record<string, string> = {}) =>
  writePupilsCsv(data, readChoices(query), stamp)!;
const read = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[];

describe('writePupilsCsv', () => {
  it('has one header, CRLF, no byte order mark, and the numbers of the page', () => {
    const { csv } = write(facts([{}]));
    assert.equal(csv.split('\r\n')[0], CSV_COLUMNS.join(','));
    assert.doesNotMatch(csv.replaceAll('\r\n', ''), /[\r\n]/);
    const [row] = read(csv);
    assert.deepEqual(
      [
        row?.['attendance_percent'],
        row?.['possible_sessions'],
        row?.['missed_sessions'],
        row?.['absence_band'],
        row?.['persistent_absence'],
        row?.['as_known_at'],
        row?.['data'],
      ],
      ['93.0', '100', '7', '5% to less than 10%', 'no', '2026-11-23T16:35:00.000Z', 'invented data'],
    );
  });

  it('lets no name run as a formula, and keeps every other text as it is', () => {
    const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', 'O\'Brien, "Bob"', '<script>', 'Łukasz 李'];
    const rows = read(write(facts(names.map((surname) => ({ surname })))).csv);
    const surnames = rows.map((row) => row['surname']!);
    assert.deepEqual(
      surnames.filter((text) => /^[=+\-@\t\r]/.test(text)),
      [],
    );
    assert.deepEqual(
      surnames.toSorted(),
      ["'\t=1", "'\r=1", "'+1", "'-1", "'=1+1", "'@SUM(A1)", '<script>', 'O\'Brien, "Bob"', 'Łukasz 李'].toSorted(),
    );
  });

  it('writes z where there is no rate, and all filtered rows whatever the page', () => {
    const many = facts(Array.from({ length: 120 }, () => ({ attended: 0, authorised: 0, unauthorised: 0 })));
    const file = write(many, { page: '2' });
    const rows = read(file.csv);
    assert.deepEqual([rows.length, file.rows], [120, 120]);
    assert.deepEqual([rows[0]?.['attendance_percent'], rows[0]?.['absence_band']], ['z', 'z']);
  });

  it('makes no file without a pupil', () => {
    assert.equal(writePupilsCsv(facts([{}]), readChoices({ absence: 'severe' }), stamp), null);
  });

  it('says on every row who took the file out, when, what for and under which conditions', () => {
    const rows = read(write(facts([{}, {}])).csv);
    for (const row of rows)
      assert.deepEqual(
        [row['downloaded_by'], row['downloaded_for'], row['downloaded_at'], row['purpose'], row['conditions_of_use']],
        [
          "'=Ann Head (head@heron.example)",
          'Test School (invented)',
          '2026-11-23T17:01:02.000Z',
          'Finding and supporting pupils who need help to attend',
          CONDITIONS_OF_USE,
        ],
      );
    assert.equal(rows.length, 2);
  });

  it('names the file after school and day, and says when it is invented', () => {
    assert.equal(csvFileName(facts([])), 'pupils-900001-2026-11-23-invented-data.csv');
    assert.equal(csvFileName(facts([], false)), 'pupils-900001-2026-11-23.csv');
  });
});
