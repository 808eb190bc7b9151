import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Characteristics } from '../pupils/characteristics.ts';
import { academicYear } from '../sessions/academic-year.ts';
import { addDays } from '../sessions/dates.ts';
import { TERMS, termOf } from '../statistics/period.ts';
import { unpackBands } from './packed-bands.ts';
import { unpackCounts } from './packed-counts.ts';
import { packDays, packPublishedWeeks, unpackDays, unpackPublishedWeeks } from './packed-published.ts';
import { type PlainSchool, plainFigures } from './plain-published.fixture.ts';
import { publishedParts, rulesInForce } from './published-rules.ts';
import { type PublishedTally, tallyPublished } from './tally-published.ts';

const PUPIL: Characteristics = {
  ncYear: '7',
  gender: 'F',
  ethnicity: 'WBRI',
  lookedAfter: false,
  previouslyLookedAfter: false,
  senSupport: false,
  ehcPlan: false,
  freeSchoolMeals: false,
};
/** The first week of all (no full one), the first full week, two of the autumn, one over new year, and two about the spring bank holiday. */
const YEAR = academicYear(2024);
const PLAIN = { first: '2024-09-09', yearElevenEnds: '2025-05-26' };
const WEEKS = ['2024-09-02', '2024-09-09', '2024-10-07', '2024-12-30', '2025-05-19', '2025-05-26', '2025-06-02'];

const characteristics = fc.record<Characteristics>({
  ncYear: fc.constantFrom('R', '1', '7', '11', '12', 'X'),
  gender: fc.constantFrom('M', 'F', 'O', null),
  ethnicity: fc.constant(null),
  lookedAfter: fc.constant(null),
  previouslyLookedAfter: fc.constant(null),
  senSupport: fc.constantFrom(true, false, null),
  ehcPlan: fc.constantFrom(true, false, null),
  freeSchoolMeals: fc.constantFrom(true, false, null),
});
const marks = fc
  .oneof(
    fc.constant('.............'),
    fc.constant('##########...'),
    fc
      .array(fc.constantFrom('/', '\\', 'I', 'O', 'D', '.', 'L', 'Z', '#', '?', '-', 'v'), {
        minLength: 13,
        maxLength: 13,
      })
      .map((each) => each.join('')),
  )
  .map((text) => text.padEnd(14, '/'));

const schools = fc
  .record({
    profiles: fc.array(characteristics, { minLength: 1, maxLength: 4 }),
    rows: fc.uniqueArray(fc.record({ week: fc.constantFrom(...WEEKS), pupil: fc.nat(4), profile: fc.nat(3), marks }), {
      selector: ({ week, pupil }) => `${week} ${pupil}`,
      maxLength: 25,
    }),
  })
  .map(
    ({ profiles, rows }): PlainSchool => ({
      profiles: new Map(profiles.map((each, number) => [number, each])),
      rows: rows
        .map((row) => ({ ...row, profile: row.profile % profiles.length }))
        .sort((a, b) => (a.week < b.week ? -1 : 1)),
    }),
  );

const tallyOf = ({ rows, profiles }: PlainSchool) => tallyPublished(YEAR, rows, profiles);
const sorted = (counts: ReadonlyMap<string, number>) => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));

test('property: every day of a school is what a plain count of its marks gives', () => {
  fc.assert(
    fc.property(schools, (school) => {
      const [all] = tallyOf(school);
      for (const { number, pupils, counts } of all!.days) {
        const date = addDays(YEAR.start, number);
        const plain = plainFigures(school, PLAIN, 'all', date, date);
        assert.deepEqual([pupils, sorted(unpackCounts(counts))], [plain.pupilDays, sorted(plain.counts)]);
      }
      assert.equal(all!.days.length, plainFigures(school, PLAIN, 'all', YEAR.start, YEAR.end).schoolDays);
    }),
  );
});

test('property: every week of every group, and its pupils to date in the year and in the term', () => {
  fc.assert(
    fc.property(schools, (school) => {
      for (const { group, weeks } of tallyOf(school))
        for (const week of weeks) {
          const monday = addDays(YEAR.start, week.number * 7);
          const inTerm = [0, 1, 2, 3, 4]
            .map((day) => addDays(monday, day))
            .filter((date) => termOf(date) === TERMS[week.term] && date >= PLAIN.first);
          const [from, to] = [inTerm[0]!, inTerm.at(-1)!];
          const own = plainFigures(school, PLAIN, group, from, to);
          assert.deepEqual(
            [week.schoolDays, week.pupilDays, sorted(unpackCounts(week.counts))],
            [own.schoolDays, own.pupilDays, sorted(own.counts)],
          );
          const termStart = ['2024-08-01', '2025-01-01', '2025-04-21'][week.term]!;
          const [year, term] = [YEAR.start, termStart].map((start) => plainFigures(school, PLAIN, group, start, to));
          assert.deepEqual(unpackBands(week.yearBands), year!.bands);
          assert.deepEqual(unpackBands(week.termBands), term!.bands);
        }
    }),
    { numRuns: 200 },
  );
});

test('property: what a group has in the year is the sum of its weeks, and the groups of a characteristic are all pupils', () => {
  fc.assert(
    fc.property(schools, (school) => {
      const tallies = tallyOf(school);
      const total = (own: readonly PublishedTally[]) => {
        const weeks = own.flatMap((tally) => tally.weeks);
        return [
          sorted(unpackCounts(weeks.map(({ counts }) => counts).join(''))),
          weeks.reduce((sum, { pupilDays }) => sum + pupilDays, 0),
          unpackBands(own.map((tally) => tally.weeks.at(-1)?.yearBands ?? '').join('')),
        ];
      };
      const plain = plainFigures(school, PLAIN, 'all', YEAR.start, YEAR.end);
      const whole = total(tallies.slice(0, 1));
      assert.deepEqual(whole, [sorted(plain.counts), plain.pupilDays, [...plain.bands]]);
      for (const name of ['gender=', 'sen=', 'free_school_meals='])
        assert.deepEqual(total(tallies.filter(({ group }) => group.startsWith(name))), whole);
    }),
  );
});

test('property: packed days and weeks come back as they were', () => {
  fc.assert(
    fc.property(schools, (school) => {
      for (const { days, weeks } of tallyOf(school)) {
        assert.deepEqual(unpackDays(packDays(days)), days);
        assert.deepEqual(unpackPublishedWeeks(packPublishedWeeks(weeks)), weeks);
      }
    }),
  );
});

test('a school without anything that is counted has the group all, and nothing in it', () => {
  const rows = [{ week: '2024-10-07', pupil: 1, profile: 1, marks: '/\\'.repeat(5).padEnd(14, '.') }];
  const reception = new Map([[1, { ...PUPIL, ncYear: 'R' }]]);
  assert.deepEqual(tallyPublished(YEAR, rows, reception), [{ group: 'all', days: [], weeks: [] }]);
});

test('a year without marks on a pupil’s last weeks keeps the pupil in the bands to date', () => {
  const rows = ['2024-10-07', '2024-10-14'].flatMap((week, index) => [
    { week, pupil: 1, profile: 1, marks: '/\\/\\II/\\/\\....' },
    ...(index === 0 ? [{ week, pupil: 2, profile: 2, marks: '/\\/\\/\\/\\/\\....' }] : []),
  ]);
  const profiles = new Map([
    [1, PUPIL],
    [2, { ...PUPIL, gender: 'M' }],
  ]);
  const tallies = tallyPublished(YEAR, rows, profiles);
  assert.deepEqual(
    tallies.map(({ group, weeks }) => [group, weeks.map(({ number, yearBands }) => [number, yearBands])]),
    [
      [
        'all',
        [
          [9, 'a1e1'],
          [10, 'a1e1'],
        ],
      ],
      [
        'free_school_meals=no',
        [
          [9, 'a1e1'],
          [10, 'a1e1'],
        ],
      ],
      [
        'gender=F',
        [
          [9, 'e1'],
          [10, 'e1'],
        ],
      ],
      ['gender=M', [[9, 'a1']]],
      [
        'sen=none',
        [
          [9, 'a1e1'],
          [10, 'a1e1'],
        ],
      ],
    ],
  );
});

test('days that no series counts: before the first full week, weekends, the state funeral', () => {
  assert.deepEqual(publishedParts(YEAR, '2024-09-02'), []);
  assert.deepEqual(publishedParts(YEAR, '2024-09-09'), [{ term: 0, days: [0, 1, 2, 3, 4] }]);
  assert.deepEqual(publishedParts(YEAR, '2024-12-30'), [
    { term: 0, days: [0, 1] },
    { term: 1, days: [2, 3, 4] },
  ]);
  assert.deepEqual(publishedParts(academicYear(2022), '2022-09-19'), [{ term: 0, days: [1, 2, 3, 4] }]);
});

test('the rules in force name their dates', () => {
  assert.equal(rulesInForce(YEAR), '1 2024-09-09 2025-05-26 2024-12-31 2025-04-20');
  assert.equal(rulesInForce(academicYear(2022)), '1 2022-09-12 2023-05-29 2022-12-31 2023-04-09 2022-09-19');
});
