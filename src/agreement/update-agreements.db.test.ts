import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { auditKey } from '../audit/append-event.ts';
import { createLog } from '../log.ts';
import { type Approval, updateAgreements } from './update-agreements.ts';

const { owner } = await testDatabase({ after });
const log = createLog('silent');
const key = auditKey('a secret of the tests that is long enough');
const now = new Date('2026-10-05T15:30:00Z');
await sql`INSERT INTO school (urn, name, may_share, invented, imported_at) VALUES
  (900001, 'One', true, true, ${now}), (900002, 'Two', true, true, ${now}), (900003, 'Closed', false, true, ${now})`.execute(
  owner,
);

const approval = (urn: number | null, state: Approval['state'], id = `A${urn}`): Approval => ({
  id,
  urn,
  state,
  mis: null,
  host: null,
});
const update = (...approvals: Approval[]) => updateAgreements({ owner, auditKey: key, log }, 'wonde', approvals, now);
const states = async () =>
  Object.fromEntries(
    (await owner.selectFrom('agreement').selectAll().orderBy('school_urn').execute()).map((row) => [
      row.school_urn,
      `${row.state} ${row.source_school_id}`,
    ]),
  );

test('only schools of the list that may share by their kind', async () => {
  const { agreed, passedOver } = await update(
    approval(900_001, 'agreed'),
    approval(900_003, 'agreed'),
    approval(900_009, 'agreed'),
    approval(null, 'agreed'),
  );
  assert.deepEqual([agreed, passedOver], [1, 3]);
  assert.deepEqual(await states(), { 900001: 'agreed A900001' });
});

test('two entries of one school: the one that shares, and none when both claim to', async () => {
  await update(approval(900_001, 'revoked', 'old'), approval(900_001, 'agreed', 'new'));
  assert.deepEqual(await states(), { 900001: 'agreed new' });
  await update(approval(900_001, 'agreed', 'a'), approval(900_001, 'agreed', 'b'));
  assert.match((await states())['900001']!, /^pending/);
});

test('a school that is in no list any more has not agreed; lists without any school change nothing', async () => {
  await update(approval(900_001, 'agreed'), approval(900_002, 'agreed'));
  await assert.rejects(update(), { code: 'read-incomplete' });
  await update(approval(900_002, 'agreed'));
  assert.deepEqual(await states(), { 900001: 'revoked A900001', 900002: 'agreed A900002' });
});

test('a change of MIS is told to the school', async () => {
  await update({ ...approval(900_002, 'agreed'), mis: 'SIMS' });
  await update({ ...approval(900_002, 'agreed'), mis: 'Arbor' });
  const issues = await owner.selectFrom('issue').select(['code', 'detail']).where('school_urn', '=', 900_002).execute();
  assert.deepEqual(issues, [{ code: 'mis-changed', detail: { was: 'SIMS', now: 'Arbor' } }]);
});

test('each change of a school’s agreement is on the audit, once', async () => {
  await owner.deleteFrom('audit_event').execute();
  await owner.deleteFrom('audit_head').execute();
  await update(approval(900_001, 'agreed'), approval(900_002, 'agreed'));
  await owner.deleteFrom('audit_event').execute();
  await owner.deleteFrom('audit_head').execute();
  await update(approval(900_001, 'agreed'), approval(900_002, 'revoked'));
  await update(approval(900_001, 'agreed'), approval(900_002, 'revoked'));
  const events = await owner.selectFrom('audit_event').select(['what', 'school_urn', 'detail']).execute();
  assert.deepEqual(events, [
    { what: 'agreement-changed', school_urn: 900_002, detail: '{"was":"agreed","now":"revoked","by":"wonde"}' },
  ]);
});
