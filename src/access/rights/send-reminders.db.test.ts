import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { buildSchool } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { remindApprovers } from '../../jobs/remind-approvers.ts';
import { partsAt } from './rights.fixture.ts';

const { owner } = await testDatabase({ after });
await buildSchool(owner, { urn: 900001, name: 'Heron' });
await owner
  .insertInto('member')
  .values({
    organisation: 'school:900001',
    email: 'head@x.example',
    duty: 'approver',
    person: null,
    name: null,
    added_at: '2026-09-01T08:00:00Z',
    added_by: 'tests',
  })
  .execute();

afterEach(async () => {
  for (const table of ['right_request', 'mail'] as const) await owner.deleteFrom(table).execute();
});

const ask = (organisation: string, askedAt: string, decided = false) =>
  owner
    .insertInto('right_request')
    .values({
      organisation,
      person: 'dfe-sign-in:T',
      right_name: 'view',
      name: 'Tea',
      email: 't@x.example',
      asked_at: askedAt,
      ...(decided && { decision: 'refused' as const, decided_at: askedAt }),
    })
    .execute();
const remind = (time: string) => remindApprovers({ owner, ...partsAt(time) });
const mails = async () =>
  (await owner.selectFrom('mail').selectAll().orderBy('mail_id').execute()).map(
    ({ template, addressee }) => `${template} ${addressee}`,
  );

test('once the day before, once when it is overdue', async () => {
  await ask('school:900001', '2026-11-23T12:00:00Z');
  assert.deepEqual(await remind('2026-11-26T23:59:00Z'), { reminded: 0, overdue: 0 });
  assert.deepEqual(await remind('2026-11-27T00:01:00Z'), { reminded: 1, overdue: 0 });
  assert.deepEqual(await remind('2026-11-27T12:00:00Z'), { reminded: 0, overdue: 0 });
  assert.deepEqual(await remind('2026-11-28T00:01:00Z'), { reminded: 0, overdue: 1 });
  assert.deepEqual(await remind('2026-12-28T00:01:00Z'), { reminded: 0, overdue: 0 });
  assert.deepEqual(await mails(), ['right-reminder approvers', 'right-overdue approvers', 'right-overdue operators']);
  const { facts } = await owner.selectFrom('mail').select('facts').limit(1).executeTakeFirstOrThrow();
  assert.equal(facts['overdueOn'], '2026-11-28');
  assert.equal(facts['organisation'], 'Heron');
});

test('two at once tell once', async () => {
  await ask('school:900001', '2026-11-23T12:00:00Z');
  const done = await Promise.all([remind('2026-11-28T12:00:00Z'), remind('2026-11-28T12:00:00Z')]);
  assert.equal(done[0].overdue + done[1].overdue, 1);
  assert.equal((await mails()).length, 2);
});

test('what was not looked at in time is told as overdue, without a reminder; what was decided is not told', async () => {
  await ask('school:900001', '2026-11-01T12:00:00Z');
  await ask('school:900002', '2026-11-01T12:00:00Z', true);
  assert.deepEqual(await remind('2026-11-23T12:00:00Z'), { reminded: 0, overdue: 1 });
});

test('where nobody approves, the operator is told once of an overdue request', async () => {
  await ask('school:900002', '2026-11-01T12:00:00Z');
  await remind('2026-11-23T12:00:00Z');
  assert.deepEqual(await mails(), ['right-overdue operators']);
});
