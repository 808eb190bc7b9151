import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { askedBefore, daysWaited, isOverdue, overdueFrom } from './overdue.ts';

const at = (text: string) => new Date(text);

test('a request is overdue from the fifth day after it was asked, by London’s calendar', () => {
  const asked = at('2026-11-23T23:30:00Z');
  assert.equal(overdueFrom(asked, 5), '2026-11-28');
  assert.equal(isOverdue(asked, 5, at('2026-11-27T23:59:59Z')), false);
  assert.equal(isOverdue(asked, 5, at('2026-11-28T00:00:00Z')), true);
  // Half past midnight in London is the evening before in UTC.
  assert.equal(overdueFrom(at('2026-07-01T23:30:00Z'), 5), '2026-07-07');
});

test('days waited are counted over the change of clocks', () => {
  assert.equal(daysWaited(at('2026-10-24T22:59:00Z'), at('2026-10-24T23:01:00Z')), 1);
  assert.equal(daysWaited(at('2026-10-24T12:00:00Z'), at('2026-10-26T00:00:00Z')), 2);
});

test('the database’s question and the page’s answer agree at every moment', () => {
  const moment = fc.date({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, moment, fc.nat(10), (asked, now, days) => {
      assert.equal(asked < askedBefore(now, days), isOverdue(asked, days, now));
    }),
  );
});
