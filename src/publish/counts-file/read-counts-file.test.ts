import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readAreaCodes } from '../../schools/area-history.ts';
import { readCountsFile } from './read-counts-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-counts-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const areas = readAreaCodes();

type Cells = Readonly<Record<string, string | number>>;
const ROW: Cells = {
  time_period: 2023,
  time_identifier: 'Week 37',
  geographic_level: 'Local authority',
  country_code: 'E92000001',
  country_name: 'England',
  region_code: 'E12000001',
  region_name: 'North East',
  new_la_code: 'E06000005',
  la_name: 'Darlington',
  old_la_code: 841,
  attendance_date: '2023-09-12',
  school_type: 'Primary',
  num_schools: 24,
  enrolments: 5721,
  overall_attendance: 9,
  overall_absence: 1,
  possible_sessions: 10,
};
const REGION: Cells = { ...ROW, geographic_level: 'Regional', new_la_code: '', la_name: '', old_la_code: 'NA' };

function read(rows: readonly Cells[], text = (lines: string) => lines) {
  const path = join(folder, 'counts.csv');
  const columns = Object.keys(rows[0] ?? ROW);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  writeFileSync(path, text(lines.map((cells) => cells.join(',')).join('\n')));
  return readCountsFile(path, 2023, areas);
}

describe('a file of counts', () => {
  it('is read with dates in either form, symbols, and numbers as other programs write them', async () => {
    const { kind, rows } = await read([
      { ...ROW, attendance_date: '12/09/2023', enrolments: '1e+05' },
      {
        ...ROW,
        attendance_date: '2023-09-13',
        overall_attendance: 'c',
        overall_absence: 'c',
        possible_sessions: 'c',
        enrolments: 'c',
      },
      { ...ROW, attendance_date: '2023-09-14', overall_absence: 'NA' },
    ]);
    assert.equal(kind, 'day');
    assert.deepEqual(rows[0]!.period, { kind: 'day', date: '2023-09-12' });
    assert.deepEqual(
      [rows[0]!.enrolments, rows[1]!.counts, rows[1]!.enrolments, rows[1]!.schools],
      [100_000, null, null, 24],
    );
    assert.deepEqual([...rows[2]!.counts!.keys()], ['overall_attendance', 'possible_sessions']);
  });

  it('may have a byte order mark, and rows of all schools and unpublished phases, which are left out and counted', async () => {
    const found = await read(
      [ROW, { ...ROW, school_type: 'Total' }, { ...ROW, school_type: 'PRU/Academy/Free school AP' }],
      (text) => `\ufeff${text}\n\n`,
    );
    assert.deepEqual([found.rows.length, found.passedOver], [1, 2]);
  });

  const WRONG: readonly (readonly [string, readonly Cells[], RegExp])[] = [
    ['a new column', [{ ...ROW, reason_q9_new: 1 }], /column-unknown, line 1, column reason_q9_new: /],
    [
      'no phase',
      [Object.fromEntries(Object.entries(ROW).filter(([name]) => name !== 'school_type'))],
      /column-missing, line 1, column school_type/,
    ],
    [
      'no sessions',
      [Object.fromEntries(Object.entries(ROW).filter(([name]) => name !== 'possible_sessions'))],
      /column-missing, line 1, column possible_sessions/,
    ],
    ['a repeated row', [ROW, ROW], /row-repeated, line 3: is of E06000005, Primary, 2023-09-12, as is line 2/],
    [
      'an unknown authority',
      [{ ...ROW, new_la_code: 'E06999999' }],
      /area-unknown, line 2, column new_la_code: “E06999999”/,
    ],
    ['an unknown region', [{ ...ROW, region_code: 'E12000099' }], /area-unknown, line 2, column region_code/],
    [
      'a school',
      [{ ...ROW, geographic_level: 'School' }],
      /level-unknown, line 2, column geographic_level: .*no school or trust is ever published/,
    ],
    ['an unknown phase', [{ ...ROW, school_type: 'Middle' }], /phase-unknown, line 2, column school_type: “Middle”/],
    [
      'a day that is none',
      [{ ...ROW, attendance_date: '2023-02-30' }],
      /time-unreadable, line 2, column attendance_date/,
    ],
    [
      'a day of another week',
      [{ ...ROW, time_identifier: 'Week 38' }],
      /time-unreadable, line 2, column time_identifier: 2023-09-12 is in week 37/,
    ],
    ['another year', [{ ...ROW, attendance_date: '2024-09-10' }], /time-outside, line 2.*not in 2023\/24/],
    [
      'a negative count',
      [{ ...ROW, overall_absence: -1 }],
      /count-negative, line 2, column overall_absence: -1 is below zero/,
    ],
    [
      'half a session',
      [{ ...ROW, overall_absence: 0.5 }],
      /count-unreadable, line 2, column overall_absence: “0.5” is no whole number/,
    ],
    ['a word for a count', [{ ...ROW, enrolments: 'many' }], /count-unreadable, line 2, column enrolments/],
    [
      'sums that do not add up',
      [{ ...ROW, possible_sessions: 11 }],
      /count-impossible, line 2, column possible_sessions: is 11, and overall_attendance \+ overall_absence is 10/,
    ],
    [
      'a region without one of its phases on one day',
      [REGION, { ...REGION, school_type: 'Special' }, { ...REGION, attendance_date: '2023-09-13' }],
      /row-missing, line 4: E12000001 has no row of Special for 2023-09-13, though it has one of Primary/,
    ],
    [
      'an authority with two codes',
      [ROW, { ...ROW, new_la_code: 'E06000001' }],
      /area-changed, line 3, column old_la_code: authority 841 has the code E06000001 here, and E06000005 before/,
    ],
    [
      'an authority in two regions',
      [ROW, { ...ROW, attendance_date: '2023-09-13', region_code: 'E12000002' }],
      /area-changed, line 3, column region_code/,
    ],
    ['days and weeks', [ROW, { ...ROW, attendance_date: '' }], /time-unreadable, line 3.*one file has one kind/],
  ];
  for (const [what, rows, said] of WRONG)
    it(`is refused with ${what}, and says where`, async () => {
      await assert.rejects(read(rows), (error: Error & { code: string }) => {
        assert.equal(error.code, 'file-invalid');
        assert.match(error.message, said);
        return true;
      });
    });

  it('is refused with a name in another encoding, and with semicolons, in words', async () => {
    await assert.rejects(
      read([{ ...ROW, la_name: 'Darlingt\ufffdn' }]),
      /text-unreadable, line 2, column la_name: “Darlingt\?n” is no text in UTF-8/,
    );
    await assert.rejects(
      read([ROW], (text) => text.replaceAll(',', ';').replace('Primary', '"Primary"')),
      /cannot be read as CSV, which is text in UTF-8 with commas between its cells: Invalid Opening Quote[^“]*line 2\.$/,
    );
  });

  it('may lack a phase on a day on which none of its areas has it, since no school of it was open', async () => {
    const special = { ...ROW, school_type: 'Special' };
    const next = { attendance_date: '2023-09-13' };
    const withSpecial = [ROW, special, REGION, { ...REGION, school_type: 'Special' }];
    const { rows } = await read([...withSpecial, { ...ROW, ...next }, { ...REGION, ...next }]);
    assert.equal(rows.length, 6);
    await assert.rejects(
      read([...withSpecial, { ...ROW, ...next }, { ...special, ...next }, { ...REGION, ...next }]),
      /row-missing, line 8: E12000001 has no row of Special/,
    );
  });

  it('is refused with a row that is too short, with nothing in it, and with twenty of a hundred problems in words', async () => {
    await assert.rejects(
      read([ROW], (text) => `${text},1`),
      /row-short, line 2: has 18 cells instead of 17/,
    );
    await assert.rejects(
      read([], () => ''),
      /is empty/,
    );
    await assert.rejects(read([]), /has no row of a published phase/);
    const many = Array.from({ length: 100 }, () => ({ ...ROW, overall_absence: -1 }));
    await assert.rejects(read(many), /and 80 more$/);
  });
});
