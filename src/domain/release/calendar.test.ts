import assert from 'node:assert/strict';
import { test } from 'node:test';
import { academicYear } from '../sessions/academic-year.ts';
import { addDays, dayOfWeek } from '../sessions/dates.ts';
import { londonDate, londonTime } from '../sessions/london.ts';
import { correctionDue, latestToMake, plannedRelease, releaseCalendar, releaseDays } from './calendar.ts';
import { readReleaseId, releaseId } from './release-id.ts';

const dueOf = (asOf: string) => plannedRelease(asOf).dueAt.toISOString();

test('a release is due on the Thursday 13 days after its Friday at half past nine in London', () => {
  // Week 37 of 2023 began on 11 September and was published on 28 September.
  assert.deepEqual(plannedRelease('2023-09-15'), {
    id: '2023-w37',
    asOf: '2023-09-15',
    makeFrom: new Date('2023-09-24T23:00:00Z'),
    dueAt: new Date('2023-09-28T08:30:00Z'),
  });
});

test('on both sides of both clock changes it is the same time in London', () => {
  assert.equal(dueOf('2026-10-09'), '2026-10-22T08:30:00.000Z');
  assert.equal(dueOf('2026-10-16'), '2026-10-29T09:30:00.000Z');
  assert.equal(dueOf('2027-03-12'), '2027-03-25T09:30:00.000Z');
  assert.equal(dueOf('2027-03-19'), '2027-04-01T08:30:00.000Z');
});

test('a bank holiday moves it to the next working day', () => {
  // Thursday 25 December 2025 and the day after are bank holidays, then comes a weekend.
  assert.equal(dueOf('2025-12-12'), '2025-12-29T09:30:00.000Z');
  assert.equal(correctionDue('2026-10-22').toISOString(), '2026-10-23T08:30:00.000Z');
  assert.equal(correctionDue('2026-10-23').toISOString(), '2026-10-26T09:30:00.000Z');
});

test('releases of a year: every second Friday from the end of the first full week, without those of holidays alone', () => {
  assert.deepEqual(releaseDays(academicYear(2026)), [
    ...['2026-09-11', '2026-09-25', '2026-10-09', '2026-10-23', '2026-11-06', '2026-11-20', '2026-12-04', '2026-12-18'],
    ...['2027-01-15', '2027-01-29', '2027-02-12', '2027-02-26', '2027-03-12', '2027-03-26', '2027-04-09', '2027-04-23'],
    ...['2027-05-07', '2027-05-21', '2027-06-04', '2027-06-18', '2027-07-02', '2027-07-16', '2027-07-30'],
  ]);
});

test('the calendar of any twelve months has rising due times in London, on working days', () => {
  const starts = Array.from({ length: 40 }, (_, index) => addDays('2026-08-01', index * 23));
  for (const from of starts) {
    const planned = releaseCalendar(from);
    assert.ok(planned.length >= 20 && planned.length <= 24, `${from}: ${planned.length}`);
    for (const [index, { id, asOf, dueAt, makeFrom }] of planned.entries()) {
      assert.equal(londonTime(dueAt), '09:30');
      assert.ok(dayOfWeek(londonDate(dueAt)) <= 5 && makeFrom < dueAt, id);
      assert.ok(index === 0 || planned[index - 1]!.dueAt < dueAt, id);
      assert.deepEqual(readReleaseId(id), { asOf, correction: 1 });
    }
  }
});

test('the latest to make is the one whose Monday has come', () => {
  const latest = (now: string) => latestToMake(new Date(now), now.slice(0, 10))?.id;
  assert.equal(latest('2026-10-18T22:59:00Z'), '2026-w39');
  assert.equal(latest('2026-10-18T23:00:00Z'), '2026-w41');
  assert.equal(latest('2026-09-01T12:00:00Z'), '2026-w31');
});

test('a name is read again, and no other text is one', () => {
  assert.equal(releaseId('2026-10-09', 2), '2026-w41.2');
  assert.deepEqual(readReleaseId('2026-w41.2'), { asOf: '2026-10-09', correction: 2 });
  for (const text of ['2026-w41.1', '2026-w4', '2026-w54', '2027-w53', '2026-w41.0', 'w41', '2026-w00'])
    assert.equal(readReleaseId(text), null, text);
});
