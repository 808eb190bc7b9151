import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countPupils } from '../../domain/measures/count-year.ts';
import type { Characteristics } from '../../domain/pupils/characteristics.ts';
import { pupilYear } from '../../domain/register/school-year.ts';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { haveSameDays, joinYears, type NamedYear } from './join-years.ts';

const profile = (ncYear: string): Characteristics => ({
  ncYear,
  gender: null,
  ethnicity: null,
  lookedAfter: null,
  previouslyLookedAfter: null,
  senSupport: null,
  ehcPlan: null,
  freeSchoolMeals: null,
});
/** Pupils by UPN, with marks in a week of the year. */
const school = (
  urn: number,
  week: number,
  ncYear: string,
  ...pupils: (readonly [string | null, string])[]
): NamedYear => ({
  year: {
    urn,
    year: academicYear(2026),
    profiles: new Map([[0, profile(ncYear)]]),
    pupils: pupils.map(([, marks], index) =>
      pupilYear(index + 1, '.'.repeat(14 * week) + marks.padEnd(14, '.'), [[week, 0]]),
    ),
  },
  upns: new Map(pupils.map(([upn], index) => [index + 1, upn])),
});
const ALL = { from: 0, to: 1000, includes: () => true };
const sessions = (own: NamedYear, ...before: NamedYear[]) => {
  const year = joinYears(own, before);
  return countPupils(year, ALL).map((counts) => [
    year.profiles.get(counts.profile)!.ncYear,
    counts.attended,
    counts.authorised,
  ]);
};

test('a pupil at both schools is one pupil, over the sessions at both, in the year group of the second', () => {
  assert.deepEqual(sessions(school(2, 5, '8', ['A', '/\\']), school(1, 4, '7', ['A', 'II/'])), [['8', 3, 2]]);
});

test('pupils without a UPN are never put together', () => {
  assert.deepEqual(sessions(school(2, 5, '8', [null, '/']), school(1, 4, '7', [null, 'I'])), [
    ['8', 1, 0],
    ['7', 0, 1],
  ]);
});

test('a UPN that two pupils of a school have puts nobody together', () => {
  const joined = sessions(school(2, 5, '8', ['A', '/']), school(1, 4, '7', ['A', 'I'], ['A', 'II']));
  assert.deepEqual(joined, [
    ['8', 1, 0],
    ['7', 0, 1],
    ['7', 0, 2],
  ]);
});

test('a pupil at three schools is one pupil, and in the week of the conversion has the marks of both', () => {
  const marks = joinYears(school(3, 5, '8', ['A', '....//']), [
    school(2, 5, '8', ['A', 'II']),
    school(1, 3, '7', ['A', '/']),
  ]).pupils;
  assert.equal(marks.length, 1);
  assert.equal(marks[0]!.marks.slice(70), 'II..//........');
  assert.equal(marks[0]!.marks.slice(42, 44), '/.');
});

test('a pupil whom the second school never marked is as at the first', () => {
  assert.deepEqual(sessions(school(2, 5, '8', ['A', '']), school(1, 4, '7', ['A', 'I/'])), [['7', 1, 1]]);
});

test('schools with possible sessions on the same day have the same days', () => {
  const [a, b, c] = [school(2, 5, '8', ['A', '/']), school(1, 5, '8', ['B', '.I']), school(1, 5, '8', ['B', '##'])];
  assert.deepEqual([haveSameDays([a!.year, b!.year]), haveSameDays([a!.year, c!.year])], [true, false]);
});
