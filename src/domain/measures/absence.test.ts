import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { absenceBand, BANDS } from './absence-bands.ts';
import { absent, addCounts, possible } from './counts.ts';
import { isPersistent, isSevere } from './persistent-absence.ts';
import { sessionsTo } from './sessions-to.ts';

const pupil = (attended: number, authorised: number, unauthorised = 0) => ({ attended, authorised, unauthorised });
const counts = fc.record({ attended: fc.nat(400), authorised: fc.nat(400), unauthorised: fc.nat(400) });
const afterMissing = (from: ReturnType<typeof pupil>, sessions: number) => addCounts(from, pupil(0, sessions));
const afterAttending = (from: ReturnType<typeof pupil>, sessions: number) => addCounts(from, pupil(sessions, 0));

test('possible sessions are those attended and those missed', () => {
  assert.equal(possible(pupil(18, 1, 1)), 20);
  assert.equal(absent(pupil(18, 1, 1)), 2);
  assert.deepEqual(addCounts(pupil(1, 2, 3), pupil(10, 20, 30)), pupil(11, 22, 33));
  assert.deepEqual(addCounts(), pupil(0, 0, 0));
});

test('persistent from exactly a tenth, severe from exactly a half', () => {
  assert.equal(isPersistent(pupil(18, 1, 1)), true);
  assert.equal(isPersistent(pupil(19, 1, 1)), false);
  assert.equal(isSevere(pupil(10, 5, 5)), true);
  assert.equal(isSevere(pupil(11, 5, 5)), false);
});

test('a pupil without a possible session is in no group and no band', () => {
  assert.equal(isPersistent(pupil(0, 0)), false);
  assert.equal(isSevere(pupil(0, 0)), false);
  assert.equal(absenceBand(pupil(0, 0)), null);
});

test('bands begin at their lower edge', () => {
  assert.equal(absenceBand(pupil(20, 0)), 0);
  assert.equal(absenceBand(pupil(19, 1)), 1);
  assert.equal(absenceBand(pupil(9, 1)), 2);
  assert.equal(absenceBand(pupil(1, 1)), 10);
  assert.equal(absenceBand(pupil(0, 1)), 10);
  assert.deepEqual(
    BANDS.map(({ from }) => from),
    [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50],
  );
  assert.deepEqual(
    BANDS.map(({ to }) => to),
    [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 100],
  );
  assert.equal(BANDS[2]!.label, '10% to less than 15%');
});

test('distance to a threshold, in sessions in a row', () => {
  // 4 of 100 missed: 7 more make 11 of 107, above a tenth; 6 make 10 of 106, below it.
  assert.deepEqual(sessionsTo(pupil(96, 4), 'persistent'), { state: 'below', moreMissed: 7, attendToLeave: null });
  assert.deepEqual(sessionsTo(pupil(90, 10), 'persistent'), { state: 'reached', moreMissed: null, attendToLeave: 1 });
  assert.deepEqual(sessionsTo(pupil(88, 12), 'persistent'), { state: 'reached', moreMissed: null, attendToLeave: 21 });
  assert.deepEqual(sessionsTo(pupil(96, 4), 'severe'), { state: 'below', moreMissed: 92, attendToLeave: null });
  assert.deepEqual(sessionsTo(pupil(0, 0), 'persistent'), { state: 'below', moreMissed: 1, attendToLeave: null });
});

test('property: band, persistent and severe agree with exact fractions', () => {
  fc.assert(
    fc.property(counts, (given) => {
      fc.pre(possible(given) > 0);
      const [missed, base] = [BigInt(absent(given)), BigInt(possible(given))];
      const band = BANDS.findLast(({ from }) => missed * 100n >= BigInt(from) * base)!.band;
      assert.equal(absenceBand(given), band);
      assert.equal(isPersistent(given), band >= 2);
      assert.equal(isSevere(given), band === 10);
    }),
  );
});

test('property: the distance is the fewest sessions that change the state', () => {
  fc.assert(
    fc.property(counts, fc.constantFrom('persistent' as const, 'severe' as const), (given, threshold) => {
      const reaches = threshold === 'persistent' ? isPersistent : isSevere;
      const distance = sessionsTo(given, threshold);
      assert.equal(distance.state === 'reached', reaches(given));
      if (distance.moreMissed !== null) {
        assert.equal(reaches(afterMissing(given, distance.moreMissed)), true);
        assert.equal(reaches(afterMissing(given, distance.moreMissed - 1)), false);
      } else {
        assert.equal(reaches(afterAttending(given, distance.attendToLeave!)), false);
        assert.equal(reaches(afterAttending(given, distance.attendToLeave! - 1)), true);
      }
    }),
  );
});
