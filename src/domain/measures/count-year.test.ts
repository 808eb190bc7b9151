import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Characteristics } from '../pupils/characteristics.ts';
import type { SchoolYear } from '../register/school-year.ts';
import { academicYear } from '../sessions/academic-year.ts';
import {
  countByMark,
  countByPlace,
  countByProfile,
  countPupils,
  countSessions,
  findTaught,
  type SessionChoice,
} from './count-year.ts';

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
const moved = {
  pupil: 1,
  marks: '/\\'.repeat(7) + 'II'.repeat(7),
  runs: [
    [0, 1],
    [1, 2],
  ] as const,
};
const still = { pupil: 2, marks: `/\\OO${'.'.repeat(24)}/`, runs: [[0, 1]] as const };

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

test('the first and the last session taught; none without a possible session', () => {
  assert.deepEqual(findTaught(countByPlace(schoolYear([still]), all())), { first: 0, last: 28 });
  assert.equal(findTaught(countByPlace(schoolYear([{ ...still, marks: '.D#?' }]), all())), null);
  assert.deepEqual(countPupils(schoolYear([{ ...still, marks: '.D#?' }]), all()), []);
});

test('property: profiles, places and marks each add up to the sessions', () => {
  const marks = fc.array(fc.constantFrom('/', '\\', 'I', 'O', 'D', '.', '?', '#'), { maxLength: 56 });
  const run = fc.integer({ min: 0, max: 3 });
  fc.assert(
    fc.property(fc.array(fc.tuple(marks, run), { maxLength: 6 }), fc.nat(20), fc.nat(60), (drawn, from, to) => {
      const year = schoolYear(
        drawn.map(([each, week], pupil) => ({
          pupil,
          marks: each.join(''),
          runs:
            week === 0
              ? [[0, 1]]
              : [
                  [0, 1],
                  [week, 2],
                ],
        })),
      );
      const choice = all({ from, to });
      const { attended, authorised, unauthorised } = countSessions(year, choice);
      const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
      const places = countByPlace(year, choice);
      assert.deepEqual([places.attended, places.authorised, places.unauthorised].map(sum), [
        attended,
        authorised,
        unauthorised,
      ]);
      assert.equal(sum([...countByProfile(year, choice).values()].map((counts) => counts.attended)), attended);
      assert.equal(sum(countPupils(year, choice).map((counts) => counts.unauthorised)), unauthorised);
      const byMark = countByMark(year, choice);
      assert.deepEqual([byMark.get('I') ?? 0, byMark.get('O') ?? 0], [authorised, unauthorised]);
      assert.equal(byMark.has('.'), false);
    }),
  );
});
