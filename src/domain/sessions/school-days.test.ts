import assert from 'node:assert/strict';
import { test } from 'node:test';
import published from './bank-holidays.json' with { type: 'json' };
import { bankHolidayName, isBankHoliday, standingHolidays } from './bank-holidays.ts';
import { schoolDays } from './school-days.ts';

test('bank holidays have their published names', () => {
  assert.equal(bankHolidayName('2026-12-28'), 'Boxing Day');
  assert.equal(bankHolidayName('2022-09-19'), 'Bank Holiday for the State Funeral of Queen Elizabeth II');
  assert.equal(bankHolidayName('2026-12-26'), null);
  assert.equal(isBankHoliday('2027-03-29'), true);
  assert.equal(isBankHoliday('2027-03-30'), false);
});

test('years that are not on the list follow the standing rule', () => {
  assert.equal(bankHolidayName('2029-04-02'), 'Easter Monday');
  assert.equal(bankHolidayName('2033-12-28'), null);
  assert.equal(bankHolidayName('2033-12-27'), 'Christmas Day');
  assert.equal(bankHolidayName('2033-12-26'), 'Boxing Day');
  assert.equal(bankHolidayName('2028-01-03'), 'New Year’s Day');
});

test('the standing rule gives the whole list, but for what was proclaimed for one year', () => {
  const ruled = Array.from({ length: published.lastYear - published.firstYear + 1 }, (_, index) => [
    ...standingHolidays(published.firstYear + index).keys(),
  ]).flat();
  const listed = published.holidays.map(([date]) => date!);
  assert.deepEqual(
    ruled.filter((date) => !listed.includes(date)),
    ['2012-05-28', '2020-05-04', '2022-05-30'],
  );
  assert.deepEqual(
    listed.filter((date) => !ruled.includes(date)),
    ['2012-06-04', '2012-06-05', '2020-05-08', '2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08'],
  );
});

test('school days are weekdays without bank holidays and closures, first and last day included', () => {
  assert.deepEqual(schoolDays('2026-11-20', '2026-11-24'), ['2026-11-20', '2026-11-23', '2026-11-24']);
  assert.deepEqual(schoolDays('2027-03-25', '2027-03-30'), ['2027-03-25', '2027-03-30']);
  assert.deepEqual(schoolDays('2026-11-23', '2026-11-27', [{ from: '2026-11-24', to: '2026-11-26' }]), [
    '2026-11-23',
    '2026-11-27',
  ]);
  assert.deepEqual(schoolDays('2026-11-24', '2026-11-23'), []);
});

test('typical terms of 2025/26 have 195 days', () => {
  const terms = [
    schoolDays('2025-09-01', '2025-12-19', [{ from: '2025-10-25', to: '2025-11-02' }]),
    schoolDays('2026-01-05', '2026-03-27', [{ from: '2026-02-14', to: '2026-02-22' }]),
    schoolDays('2026-04-13', '2026-07-20', [{ from: '2026-05-23', to: '2026-05-31' }]),
  ];
  assert.deepEqual(
    terms.map((days) => days.length),
    [75, 55, 65],
  );
});
