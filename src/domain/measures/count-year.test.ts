import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kindOfMark } from '../codes/codes.ts';
import type { Characteristics } from '../pupils/characteristics.ts';
import { pupilYear, type SchoolYear } from '../register/school-year.ts';
import { academicYear } from '../sessions/academic-year.ts';
import { addDays } from '../sessions/dates.ts';
import { countMarks } from './count-marks.ts';
import { countByPlace, countByProfile, countPupils, countSessions, type SessionChoice } from './count-year.ts';
import { schoolDays } from './school-days.ts';

const profile = (ncYear: string): Characteristics => ({
  ncYear,
  gender: 'F',
  ethnicity: null,
  lookedAfter: null,
  previouslyLookedAfter: null,
  senSupport: null,
  ehcPlan: null,
  freeSchoolMeals: null,
});
const schoolYear = (pupils: SchoolYear['pupils']): SchoolYear => ({
  urn: 900001,
  year: academicYear(2026),
  profiles: new Map([
    [1, profile('7')],
    [2, profile('8')],
  ]),
  pupils,
});
const all = (change: Partial<SessionChoice> = {}): SessionChoice => ({
  from: 0,
  to: 42,
  includes: () => true,
  ...change,
});
const seven = ({ ncYear }: Characteristics) => ncYear === '7';
const moved = pupilYear(1, '/\\'.repeat(7) + 'II'.repeat(7), [
  [0, 1],
  [1, 2],
]);
const still = pupilYear(2, `/\\OO${'.'.repeat(24)}/`, [[0, 1]]);

test('sessions are of the group of their week, pupils of the group of the last week', () => {
  const year = schoolYear([moved, still]);
  assert.deepEqual(countSessions(year, all({ includes: seven })), { attended: 17, authorised: 0, unauthorised: 2 });
  assert.deepEqual(countPupils(year, all({ includes: seven })), [
    { pupil: 2, profile: 1, attended: 3, authorised: 0, unauthorised: 2 },
  ]);
  assert.deepEqual(
    countPupils(year, all({ includes: seven, to: 14 })).map(({ pupil }) => pupil),
    [1, 2],
  );
  assert.deepEqual(countByProfile(year, all()).get(2), { attended: 0, authorised: 14, unauthorised: 0 });
});

test('a definition can leave out what comes late in the year for some', () => {
  const leftOutFrom = ({ ncYear }: Characteristics) => (ncYear === '8' ? 14 : null);
  assert.deepEqual(countSessions(schoolYear([moved]), all({ leftOutFrom })), {
    attended: 14,
    authorised: 0,
    unauthorised: 0,
  });
  assert.equal(countPupils(schoolYear([moved]), all({ leftOutFrom }))[0]!.authorised, 0);
});

test('a pupil without a possible session is in no figure', () => {
  assert.deepEqual(countPupils(schoolYear([pupilYear(3, '.D#?', [[0, 1]])]), all()), []);
});

test('property: whole weeks or not, sessions, profiles, pupils, places, days and marks are what reading every mark gives', () => {
  const week = fc.oneof(
    fc.constantFrom('/\\/\\/\\/\\/\\....', '..............'),
    fc
      .array(fc.constantFrom('/', '\\', 'L', 'I', 'O', 'D', '.', '?', '#'), { minLength: 14, maxLength: 14 })
      .map((marks) => marks.join('')),
  );
  const pupil = fc.tuple(fc.array(week, { maxLength: 5 }), fc.integer({ min: 0, max: 3 }), fc.nat(14));
  fc.assert(
    fc.property(fc.array(pupil, { maxLength: 6 }), fc.nat(30), fc.nat(80), (drawn, from, to) => {
      const year = schoolYear(
        drawn.map(([weeks, changed, cut], number) => {
          const marks = weeks.join('');
          const runs = changed === 0 ? [[0, 1] as const] : [[0, 1] as const, [changed, 2] as const];
          return pupilYear(number, marks.slice(0, Math.max(0, marks.length - cut)), runs);
        }),
      );
      const read = year.pupils.flatMap(({ pupil, marks, runs }) =>
        [...marks].map((mark, place) => ({
          pupil,
          place,
          mark,
          kind: kindOfMark(mark.charCodeAt(0)),
          profile: runs.findLast(([week]) => week * 14 <= place)![1],
        })),
      );
      const chosen = read.filter(({ place }) => place >= from && place < to);
      const countsOf = (sessions: typeof read) => ({
        attended: sessions.filter(({ kind }) => kind === 1).length,
        authorised: sessions.filter(({ kind }) => kind === 2).length,
        unauthorised: sessions.filter(({ kind }) => kind === 3).length,
      });
      const choice = all({ from, to });
      assert.deepEqual(countSessions(year, choice), countsOf(chosen));
      for (const [profile, counts] of countByProfile(year, choice))
        assert.deepEqual(counts, countsOf(chosen.filter((each) => each.profile === profile)));
      for (const { pupil, profile: _, ...counts } of countPupils(year, choice))
        assert.deepEqual(counts, countsOf(chosen.filter((each) => each.pupil === pupil)));
      const places = countByPlace(year, choice);
      for (let place = from; place < to; place++) {
        const [attended, authorised, unauthorised] = [places.attended, places.authorised, places.unauthorised].map(
          (counts) => counts[place - from]!,
        );
        assert.deepEqual(
          { attended, authorised, unauthorised },
          countsOf(chosen.filter((each) => each.place === place)),
        );
      }
      const taught = new Set(read.filter(({ kind }) => kind > 0).map(({ place }) => place >> 1));
      assert.deepEqual(
        schoolDays(year),
        [...taught].sort((a, b) => a - b).map((day) => addDays(year.year.start, day)),
      );
      const marks = countMarks(year, choice, ['L', '/']);
      for (const mark of ['/', '\\', 'L', 'I', 'O', 'D', '?', '#']) {
        const own = chosen.filter((each) => each.mark === mark);
        assert.equal(marks.sessions(mark), own.length);
        assert.equal(marks.sessions(mark, 1), own.filter(({ place }) => place >= 14 && place < 28).length);
        assert.equal(marks.pupils(mark), new Set(own.map(({ pupil }) => pupil)).size);
      }
      const together = chosen.filter(({ mark }) => mark === 'L' || mark === '/');
      assert.equal(marks.pupilsTogether, new Set(together.map(({ pupil }) => pupil)).size);
    }),
  );
});
