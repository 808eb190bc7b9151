import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tallyYear } from './tally-year.ts';

const GROUPS = new Map([
  [1, ['all', 'statistical', 'nc_year=7', 'sen=none']],
  [2, ['all', 'statistical', 'nc_year=7', 'sen=support']],
  [3, ['all', 'nc_year=12', 'sen=none']],
]);
const row = (week: string, pupil: number, profile: number, attended: number, authorised: number) => ({
  week,
  pupil,
  profile,
  attended,
  authorised,
  unauthorised: 0,
  marks: attended > 0 ? '/.............' : '?-............',
});

test('sessions count where the pupil was, pupils where they are', () => {
  const tallies = tallyYear(
    [
      row('2026-09-07', 1, 1, 10, 0),
      row('2026-09-07', 2, 3, 5, 5),
      row('2026-09-14', 1, 2, 8, 2),
      row('2026-09-14', 3, 1, 0, 0),
    ],
    GROUPS,
  );
  const of = (population: string, group: string) => {
    const found = tallies.find((each) => each.population === population && each.group === group);
    return found && [found.attended, found.authorised, found.enrolments.join('')];
  };
  assert.deepEqual(of('all', 'all'), [23, 7, '00100000001']);
  assert.deepEqual(of('statistical', 'all'), [18, 2, '00100000000']);
  assert.deepEqual(of('statistical', 'sen=none'), [10, 0, '00000000000']);
  assert.deepEqual(of('statistical', 'sen=support'), [8, 2, '00100000000']);
  assert.deepEqual(of('all', 'sen=none'), [15, 5, '00000000001']);
  const { weeks } = tallies.find(({ population, group }) => population === 'statistical' && group === 'all')!;
  assert.deepEqual(
    [...weeks],
    [
      [
        '2026-09-07',
        { attended: 10, authorised: 0, unauthorised: 0, marked: 1, bands: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
      ],
      [
        '2026-09-14',
        { attended: 8, authorised: 2, unauthorised: 0, marked: 1, bands: [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0] },
      ],
    ],
  );
  assert.equal(of('statistical', 'nc_year=12'), undefined);
  assert.equal(of('all', 'statistical'), undefined);
});
