import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinBands, type PupilYear } from './joined-years.ts';

const year = (urn: number, upn: string | null, authorised: number): PupilYear => ({
  urn,
  upn,
  ncYear: '12',
  attended: 100 - authorised,
  authorised,
  unauthorised: 0,
});
const bands = (...years: PupilYear[]) => joinBands(years).get('all')?.slice(0, 4);

test('a pupil at both schools is one pupil, over the sessions at both', () => {
  assert.deepEqual(bands(year(2, 'A', 0), year(1, 'A', 18)), [0, 1, 0, 0]);
});

test('pupils without a UPN are never put together', () => {
  assert.deepEqual(bands(year(2, null, 0), year(1, null, 18)), [1, 0, 0, 1]);
});

test('a UPN that two pupils of a school have puts nobody together', () => {
  assert.deepEqual(bands(year(2, 'A', 0), year(1, 'A', 18), year(1, 'A', 8)), [1, 1, 0, 1]);
});

test('year 12 is no part of the statistical population', () => {
  assert.deepEqual([...joinBands([year(1, 'A', 0)]).keys()], ['all', 'nc_year=12']);
});

test('a pupil without a possible session is not counted', () => {
  assert.equal(joinBands([{ ...year(1, 'A', 0), attended: 0 }]).size, 0);
});
