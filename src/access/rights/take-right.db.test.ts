import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { buildGrant, buildSchool } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import type { RightName } from '../../store/rights.ts';
import type { Viewer } from '../viewer.ts';
import { approverOf, partsAt, someone, staff } from './rights.fixture.ts';
import { takeRight } from './take-right.ts';

const { owner, viewer: database } = await testDatabase({ after });
const parts = partsAt('2026-11-23T12:00:00Z');
const HERON = 'school:900001';
const teacher = someone('Teacher', HERON);
await buildSchool(owner, { urn: 900001, name: 'Heron' });

afterEach(async () => {
  for (const table of ['right_grant', 'mail', 'audit_event', 'audit_head'] as const)
    await owner.deleteFrom(table).execute();
});

const give = async (...rights: RightName[]) => {
  for (const right of rights) await buildGrant(owner, HERON, teacher.person, right);
};
const take = (viewer: Viewer, right: RightName) =>
  takeRight(database, viewer, { organisation: HERON, person: teacher.person, right }, parts);
const held = async () =>
  (await owner.selectFrom('right_grant').select('right_name').execute()).map(({ right_name }) => right_name);

test('an approver takes one right and leaves the others; the person is told', async () => {
  await give('view', 'sensitive');
  assert.deepEqual(await take(approverOf(HERON), 'sensitive'), { outcome: 'taken', rights: ['sensitive'] });
  assert.deepEqual(await held(), ['view']);
  const mail = await owner.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
  assert.deepEqual([mail.template, mail.email], ['right-taken', 'head@school.example']);
  assert.deepEqual(mail.facts, { organisation: 'Heron', right: 'See sensitive items', by: 'Name of Head' });
  const event = await owner.selectFrom('audit_event').selectAll().executeTakeFirstOrThrow();
  assert.deepEqual([event.what, event.school_urn], ['right-taken', 900001]);
  assert.deepEqual(JSON.parse(event.detail), {
    rights: 'sensitive',
    of: teacher.person,
    ofName: 'Ada Lark',
    self: false,
  });
});

test('with the role go the other rights of that organisation, and of no other', async () => {
  await give('view', 'agree', 'sensitive');
  await buildGrant(owner, 'school:900002', teacher.person);
  assert.deepEqual(await take(staff('operator'), 'view'), { outcome: 'taken', rights: ['view', 'agree', 'sensitive'] });
  const left = await owner.selectFrom('right_grant').select(['organisation', 'right_name']).execute();
  assert.deepEqual(left, [{ organisation: 'school:900002', right_name: 'view' }]);
});

test('one’s own right is given up', async () => {
  await give('view');
  assert.deepEqual(await take(teacher, 'view'), { outcome: 'taken', rights: ['view'] });
  const { detail } = await owner.selectFrom('audit_event').select('detail').executeTakeFirstOrThrow();
  assert.equal(JSON.parse(detail).self, true);
});

test('nobody else takes it, and what is not held is not taken', async () => {
  await give('view');
  for (const other of [someone('Other', HERON), approverOf('school:900002'), staff('analyst')])
    assert.deepEqual(await take(other, 'view'), { outcome: 'not-allowed' });
  assert.deepEqual(await take(approverOf(HERON), 'agree'), { outcome: 'not-held' });
  assert.deepEqual(await held(), ['view']);
  assert.deepEqual(await owner.selectFrom('audit_event').selectAll().execute(), []);
});
