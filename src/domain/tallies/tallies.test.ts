import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countsOf } from '../codes/codes.ts';
import { bandsToDate } from './bands-to-date.ts';
import { packCounts, unpackCounts } from './packed-counts.ts';
import { tallyWeeks } from './tally-weeks.ts';

const WEEK = '2026-10-05';
const marks = fc
  .array(fc.constantFrom('/', '\\', 'I', 'N', 'D', '.', 'L', 'O', '?'), { minLength: 14, maxLength: 14 })
  .map((each) => each.join(''));

test('packed counts come back as they were', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('/', '\\', 'I', 'N', '#', '?', 'c'), fc.integer({ min: 1, max: 99_999 })),
      (counts) => {
        const map = new Map(Object.entries(counts));
        assert.deepEqual(new Map([...unpackCounts(packCounts(map))].sort()), new Map([...map].sort()));
      },
    ),
  );
  assert.equal(
    packCounts(
      new Map([
        ['I', 2],
        ['/', 24],
        ['N', 0],
      ]),
    ),
    '/24I2',
  );
});

test('tallies of a week: by session and year group, and by pupil group', () => {
  const { sessions, weeks } = tallyWeeks([
    { week: WEEK, marks: '/I............', ncYear: '7', groups: ['all', 'gender=F'] },
    { week: WEEK, marks: '/D............', ncYear: '7', groups: ['all', 'gender=M'] },
  ]);
  assert.deepEqual(sessions, [
    { day: '2026-10-05', half: 'AM', ncYear: '7', attended: 2, authorised: 0, unauthorised: 0, counts: '/2' },
    { day: '2026-10-05', half: 'PM', ncYear: '7', attended: 0, authorised: 1, unauthorised: 0, counts: 'D1I1' },
  ]);
  assert.deepEqual(
    weeks.find(({ group }) => group === 'all'),
    { week: WEEK, group: 'all', attended: 2, authorised: 1, unauthorised: 0, counts: '/2D1I1' },
  );
  assert.deepEqual(
    weeks.find(({ group }) => group === 'gender=F'),
    { week: WEEK, group: 'gender=F', attended: 1, authorised: 1, unauthorised: 0, counts: '/1I1' },
  );
});

test("property: a week group's tally is the sum of its pupils' counts, and sessions add up to it", () => {
  fc.assert(
    fc.property(fc.array(marks, { minLength: 1, maxLength: 20 }), (pupils) => {
      const { sessions, weeks } = tallyWeeks(
        pupils.map((each, index) => ({ week: WEEK, marks: each, ncYear: String(7 + (index % 3)), groups: ['all'] })),
      );
      const sum = (list: readonly { attended: number; authorised: number; unauthorised: number }[]) =>
        list.reduce(
          (total, each) => [total[0]! + each.attended, total[1]! + each.authorised, total[2]! + each.unauthorised],
          [0, 0, 0],
        );
      assert.deepEqual(sum(weeks), sum(pupils.map(countsOf)));
      assert.deepEqual(sum(sessions), sum(weeks));
    }),
  );
});

test('bands to date count each pupil once, over its own sessions, leavers too', () => {
  const row = (week: string, pupil: number, attended: number, authorised: number) => ({
    week,
    pupil,
    attended,
    authorised,
    unauthorised: 0,
    groups: ['all'],
  });
  const bands = bandsToDate(
    [row('2026-10-05', 1, 10, 0), row('2026-10-05', 2, 5, 5), row('2026-10-12', 1, 8, 2)],
    '2026-10-05',
  );
  assert.deepEqual(bands, [
    { week: '2026-10-05', group: 'all', enrolments: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] },
    { week: '2026-10-12', group: 'all', enrolments: [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1] },
  ]);
  assert.deepEqual(
    bandsToDate([row('2026-10-05', 1, 10, 0), row('2026-10-12', 1, 8, 2)], '2026-10-12').map(({ week }) => week),
    ['2026-10-12'],
  );
});
