import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { factsOf } from '../report-facts.fixture.ts';
import { viewMonths, viewSpells } from './over-time.ts';
import { yearGroupOf } from './year-group.ts';

const WEEKS = [
  { week: '2026-10-05', marks: marksOf('/\\', 'II', '/\\', '/\\', '/I') },
  { week: '2026-11-02', marks: marksOf('I\\', '/\\', '/\\', '/\\', 'OO') },
];

test('spells, the latest first: what is no possible session does not break one', () => {
  assert.deepEqual(viewSpells(WEEKS)?.rows, [
    { head: '6 Nov 2026, morning', cells: ['6 Nov 2026, afternoon', '2', 'O 2', 'Not back yet'] },
    { head: '9 Oct 2026, afternoon', cells: ['2 Nov 2026, morning', '2', 'I 2', 'Came back'] },
    { head: '6 Oct 2026, morning', cells: ['6 Oct 2026, afternoon', '2', 'I 2', 'Came back'] },
  ]);
  assert.equal(viewSpells([{ week: '2026-10-05', marks: FULL_WEEK }]), null);
});

test('sessions missed by month, with the codes that the pupil has most', () => {
  assert.deepEqual(viewMonths(WEEKS)?.rows, [
    { head: 'October 2026', cells: ['3 of 10 (30.0%)', '3', '0'] },
    { head: 'November 2026', cells: ['3 of 10 (30.0%)', '1', '2'] },
  ]);
  assert.equal(viewMonths([]), null);
});

test('the year group is everybody else in it; nobody else is no year group', () => {
  const { schoolYear } = factsOf([
    { weeks: { '2026-11-16': marksOf('II') } },
    { weeks: { '2026-11-16': marksOf('L\\', 'U/') } },
    { is: { ncYear: '8' }, weeks: { '2026-11-16': FULL_WEEK } },
  ]);
  const group = yearGroupOf(schoolYear, 1);
  assert.deepEqual(
    [group?.name, group?.pupils, group?.counts, group?.late],
    ['Year 7', 1, { attended: 3, authorised: 0, unauthorised: 1 }, 2],
  );
  assert.deepEqual(group?.weekdays[1], { attended: 1, authorised: 0, unauthorised: 1 });
  assert.equal(yearGroupOf(schoolYear, 3), null);
  assert.equal(yearGroupOf(schoolYear, 99), null);
});
