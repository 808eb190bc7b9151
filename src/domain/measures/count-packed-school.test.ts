import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Characteristics } from '../pupils/characteristics.ts';
import { packYear, unpackYear } from '../register/packed-year.ts';
import { academicYear } from '../sessions/academic-year.ts';
import { absenceBand } from './absence-bands.ts';
import { countPackedSchool } from './count-packed-school.ts';
import { countByProfile, countPupils, countSessions } from './count-year.ts';
import { addCounts } from './counts.ts';

const nobody: Characteristics = {
  ncYear: '7',
  gender: null,
  ethnicity: null,
  lookedAfter: null,
  previouslyLookedAfter: null,
  senSupport: null,
  ehcPlan: null,
  freeSchoolMeals: null,
};
const profiles = new Map([
  [1, nobody],
  [2, { ...nobody, ncYear: '11' }],
  [3, { ...nobody, ncYear: '12' }],
]);
const week = fc.oneof(
  fc.constantFrom('/\\/\\/\\/\\/\\....', '..............'),
  fc.array(fc.constantFrom('/', 'I', 'O', 'D', '.'), { minLength: 14, maxLength: 14 }).map((marks) => marks.join('')),
);
const pupil = fc.record({
  weeks: fc.array(week, { minLength: 1, maxLength: 5 }),
  first: fc.constantFrom(1, 2, 3),
  change: fc.option(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(1, 2, 3)), { nil: null }),
});

test('a school’s packed years count as its pupils’ years do, one by one', () => {
  const year = academicYear(2026);
  fc.assert(
    fc.property(fc.array(pupil, { maxLength: 6 }), fc.nat(60), fc.integer({ min: 1, max: 70 }), (pupils, from, to) => {
      const choice = {
        from,
        to,
        includes: ({ ncYear }: Characteristics) => ncYear !== '12',
        leftOutFrom: ({ ncYear }: Characteristics) => (ncYear === '11' ? 30 : null),
      };
      const built = pupils.map(({ weeks, first, change }, index) => ({
        pupil: index,
        packed: packYear(new Map(weeks.entries())),
        runs: [[0, first] as const, ...(change && change[1] !== first ? [change] : [])],
      }));
      const text = built
        .map(({ runs, packed }) => `${runs.length === 1 ? runs[0]![1] : runs.flat().join(',')} ${packed}`)
        .join('\n');
      const school = {
        urn: 1,
        year,
        profiles,
        pupils: built.map((each) => ({ ...each, ...unpackYear(each.packed) })),
      };
      const { byProfile, weeks } = countPackedSchool(text, profiles, choice);
      for (const [profile, { attended, authorised, unauthorised }] of countByProfile(school, choice)) {
        const own = byProfile.get(profile)!;
        assert.deepEqual([own.attended, own.authorised, own.unauthorised], [attended, authorised, unauthorised]);
      }
      assert.deepEqual(addCounts(...weeks.values()), countSessions(school, choice));
      const bands = new Array<number>(11).fill(0);
      for (const counts of countPupils(school, choice)) bands[absenceBand(counts)!]!++;
      const pooled = new Array<number>(11).fill(0);
      for (const { enrolments } of byProfile.values())
        for (let band = 0; band < 11; band++) pooled[band]! += enrolments[band]!;
      assert.deepEqual(pooled, bands);
    }),
  );
});
