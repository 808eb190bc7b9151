import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { buildMarkChange, buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { readKnownYear } from './read-known-year.ts';

const { owner } = await testDatabase({ after });

test('an academic year as it was known has its own weeks only, whatever was changed in the next', async () => {
  const urn = await buildSchool(owner);
  const [JULY, NOVEMBER] = ['2026-07-06', '2026-11-16'];
  await buildRegister(owner, urn, [{ id: 1, weeks: { [JULY]: FULL_WEEK, [NOVEMBER]: FULL_WEEK } }]);
  await buildRun(owner, urn, { started_at: '2026-11-19T16:30:00Z' });
  const seenAt = '2026-11-20T16:30:00Z';
  await buildMarkChange(owner, urn, { pupil: 1, week: JULY, session: 0, was: 'N', seenAt });
  await buildMarkChange(owner, urn, { pupil: 1, week: NOVEMBER, session: 0, was: 'I', seenAt });
  const marks = async (startYear: number) =>
    (await readKnownYear(owner, urn, academicYear(startYear), new Date('2026-11-19T23:59:59Z'), true)).pupils[0]!.marks;
  assert.equal((await marks(2025)).replace(/^\.+/, ''), `N${FULL_WEEK.slice(1)}`);
  assert.equal((await marks(2026)).replace(/^\.+/, ''), marksOf('I\\', '/\\', '/\\', '/\\'));
});

test('an academic year that had not begun when the school was last read has no mark', async () => {
  const urn = await buildSchool(owner, { urn: 900002 });
  await buildRegister(owner, urn, [{ id: 1, weeks: { '2026-09-14': FULL_WEEK, '2027-01-11': FULL_WEEK } }]);
  await buildRun(owner, urn, { started_at: '2026-07-20T16:30:00Z' });
  const { pupils } = await readKnownYear(owner, urn, academicYear(2026), new Date('2026-07-21T12:00:00Z'), true);
  assert.equal(pupils[0]!.marks, '');
});
