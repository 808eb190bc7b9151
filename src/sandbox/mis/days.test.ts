import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { londonDate, londonInstant } from '../../domain/sessions/london.ts';
import { dateOf, dayOf, firstWeekday, instantOf, lastWeekday, londonDayOf, minuteAt, weekdayOf } from './days.ts';

const anyDay = fc.integer({ min: dayOf('2016-01-01'), max: dayOf('2040-12-31') });

test('the London day of any minute is that of the domain, both clock changes included', () => {
  const minutes = fc.integer({ min: dayOf('2016-01-01') * 1440, max: dayOf('2040-12-31') * 1440 });
  fc.assert(fc.property(minutes, (minute) => dateOf(londonDayOf(minute)) === londonDate(new Date(minute * 60_000))));
  for (const change of ['2026-03-29', '2026-10-25'])
    for (let minute = -90; minute < 180; minute++) {
      const at = dayOf(change) * 1440 + minute;
      assert.equal(dateOf(londonDayOf(at)), londonDate(new Date(at * 60_000)));
    }
});

test('a time of day from 02:00 on is the domain instant', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 120, max: 1439 }), (day, minutes) => {
      const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      assert.equal(minuteAt(day, minutes) * 60_000, londonInstant(dateOf(day), time).getTime());
    }),
  );
});

test('weekdays are found on, before and after a day', () => {
  assert.equal(weekdayOf(dayOf('2026-11-23')), 1);
  assert.equal(dateOf(lastWeekday(dayOf('2026-11-22'), 1)), '2026-11-16');
  assert.equal(dateOf(firstWeekday(dayOf('2026-11-24'), 1)), '2026-11-30');
  assert.equal(instantOf(minuteAt(dayOf('2026-10-05'), 552)), '2026-10-05T08:12:00Z');
});
