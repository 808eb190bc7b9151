import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dateOfDay } from '../domain/sessions/dates.ts';
import { readGiasDay } from './gias-day.ts';

test('every day but 1 January 1900 is read back, written in each of the three ways', () => {
  fc.assert(
    fc.property(fc.integer({ min: -150_000, max: 60_000 }), (number) => {
      const date = dateOfDay(number);
      fc.pre(date !== '1900-01-01');
      const [year, month, day] = date.split('-');
      for (const text of [date, `${day}-${month}-${year}`, `${day}/${month}/${year}`])
        assert.equal(readGiasDay(text), date);
    }),
  );
});

test('unknown days, and text that is no day', () => {
  assert.deepEqual(['', '01-01-1900', '01/01/1900'].map(readGiasDay), [null, null, null]);
  assert.deepEqual(['31-02-2020', '2020', '1-9-2020', 'soon', '2020-13-01'].map(readGiasDay), [
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
