import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, dayOfWeek } from './dates.ts';
import { heldThrough, londonDate, londonInstant, londonTime } from './london.ts';

const HOUR = 3_600_000;
const at = (text: string) => new Date(text);

test('London’s clock in winter and in summer', () => {
  assert.equal(londonDate(at('2026-11-23T23:59:59Z')), '2026-11-23');
  assert.equal(londonTime(at('2026-11-23T09:05:59Z')), '09:05');
  assert.equal(londonDate(at('2026-06-30T23:00:00Z')), '2026-07-01');
  assert.equal(londonTime(at('2026-06-30T23:00:00Z')), '00:00');
});

test('an instant from a date and time', () => {
  assert.equal(londonInstant('2026-11-23', '16:30').toISOString(), '2026-11-23T16:30:00.000Z');
  assert.equal(londonInstant('2026-07-01', '00:00').toISOString(), '2026-06-30T23:00:00.000Z');
  assert.throws(() => londonInstant('2026-02-30x', '10:00'), RangeError);
  assert.throws(() => londonInstant('2026-02-10', '25:00'), RangeError);
  assert.throws(() => londonInstant('2026-02-10', '7:00'), RangeError);
});

test('a time that the clocks leave out in spring moves forward by the hour', () => {
  assert.equal(londonInstant('2027-03-28', '00:59').toISOString(), '2027-03-28T00:59:00.000Z');
  assert.equal(londonInstant('2027-03-28', '01:30').toISOString(), '2027-03-28T01:30:00.000Z');
  assert.equal(londonTime(londonInstant('2027-03-28', '01:30')), '02:30');
  assert.equal(londonInstant('2027-03-28', '02:00').toISOString(), '2027-03-28T01:00:00.000Z');
});

test('a time that comes twice in autumn is the first', () => {
  assert.equal(londonInstant('2026-10-25', '00:59').toISOString(), '2026-10-24T23:59:00.000Z');
  assert.equal(londonInstant('2026-10-25', '01:30').toISOString(), '2026-10-25T00:30:00.000Z');
  assert.equal(londonInstant('2026-10-25', '02:00').toISOString(), '2026-10-25T02:00:00.000Z');
});

test('before noon in London the morning has been held, from noon the afternoon', () => {
  assert.deepEqual(heldThrough(at('2026-11-23T11:59:59Z')), { date: '2026-11-23', half: 'AM' });
  assert.deepEqual(heldThrough(at('2026-11-23T12:00:00Z')), { date: '2026-11-23', half: 'PM' });
  assert.deepEqual(heldThrough(at('2026-06-30T10:59:00Z')), { date: '2026-06-30', half: 'AM' });
  assert.deepEqual(heldThrough(at('2026-06-30T11:00:00Z')), { date: '2026-06-30', half: 'PM' });
  assert.deepEqual(heldThrough(at('2026-06-30T23:30:00Z')), { date: '2026-07-01', half: 'AM' });
});

/** Last Sunday of a month of 31 days, 01:00 UTC: when summer time begins (March) and ends (October). */
const change = (year: number, month: string) =>
  at(`${addDays(`${year}-${month}-31`, -(dayOfWeek(`${year}-${month}-31`) % 7))}T01:00:00Z`);
const year = fc.integer({ min: 2015, max: 2040 });
const minutes = fc.integer({ min: -3000, max: 3000 });

test('property: around both clock changes London is an hour ahead in summer and never else', () => {
  fc.assert(
    fc.property(year, fc.constantFrom('03', '10'), minutes, (which, month, minute) => {
      const instant = new Date(change(which, month).getTime() + minute * 60_000);
      const ahead = month === '03' ? minute >= 0 : minute < 0;
      const shown = new Date(instant.getTime() + (ahead ? HOUR : 0)).toISOString();
      assert.equal(`${londonDate(instant)}T${londonTime(instant)}`, shown.slice(0, 16));
    }),
  );
});

test('property: an instant comes back from what London’s clock showed, or an hour before it in the hour that comes twice', () => {
  fc.assert(
    fc.property(year, fc.constantFrom('03', '10'), minutes, (which, month, minute) => {
      const instant = new Date(change(which, month).getTime() + minute * 60_000);
      const back = londonInstant(londonDate(instant), londonTime(instant));
      const second = month === '10' && minute >= 0 && minute < 60;
      assert.equal(back.getTime(), instant.getTime() - (second ? HOUR : 0));
    }),
  );
});
