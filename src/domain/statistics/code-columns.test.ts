import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODES } from '../codes/codes.ts';
import { countColumnsOf, placesOfCodes } from './code-columns.ts';
import { COUNT_COLUMNS, ROW_SUMS } from './columns.ts';

const columnsOfCode = (code: string, startYear: number) =>
  placesOfCodes(startYear)[CODES.findIndex((each) => each.code === code)]!.map(
    (place) => countColumnsOf(startYear)[place],
  );

test('a code adds to its reason, in the words of the year, and to every total that it is part of', () => {
  assert.deepEqual(columnsOfCode('L', 2025), [
    'present_sessions',
    'overall_attendance',
    'possible_sessions',
    'late_sessions',
    'reason_l_present_late_before_registers_closed',
  ]);
  assert.ok(columnsOfCode('T', 2025).includes('reason_t_authorised_mobile_child'));
  assert.ok(columnsOfCode('T', 2023).includes('reason_t_authorised_grt_absence'));
  assert.deepEqual(columnsOfCode('D', 2023), ['reason_d_aea_dual_registration']);
  assert.deepEqual(columnsOfCode('X', 2022), ['reason_x_not_attending_covid_non_compulsory']);
  for (const code of ['D', 'X', 'Y1', '#', 'Z', '-']) assert.deepEqual(columnsOfCode(code, 2025), []);
});

test('a code that did not hold in the year is counted in the totals all the same', () => {
  assert.deepEqual(columnsOfCode('C1', 2023), ['authorised_absence', 'overall_absence', 'possible_sessions']);
  assert.ok(columnsOfCode('J', 2025).includes('overall_attendance'));
});

test('what each code adds keeps every sum that holds in the Department’s files', () => {
  for (const startYear of [2022, 2023, 2024, 2025, 2026])
    for (const { code } of CODES) {
      const own = columnsOfCode(code, startYear);
      const count = (column: string) => own.filter((each) => each === column).length;
      for (const { whole, parts } of ROW_SUMS)
        assert.equal(
          count(whole),
          parts.reduce((sum, part) => sum + count(part), 0),
          `${code} in ${startYear}: ${whole}`,
        );
      assert.ok(own.every((column) => COUNT_COLUMNS.includes(column!)));
    }
});

test('each reason of each year has a code that gives it', () => {
  for (const startYear of [2022, 2023, 2024, 2025]) {
    const given = new Set(CODES.flatMap(({ code }) => columnsOfCode(code, startYear)));
    assert.deepEqual(
      countColumnsOf(startYear).filter((column) => !given.has(column)),
      [],
    );
  }
});
