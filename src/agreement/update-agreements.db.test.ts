import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { auditKey } from '../audit/append-event.ts';
import { rebuildAgreement } from '../domain/agreement/rebuild-agreement.ts';
import { createLog } from '../log.ts';
import { readAgreementEvents } from '../store/agreement-events.ts';
import type { Approval } from './source-access.ts';
import { hearOne, updateAgreements } from './update-agreements.ts';

const { owner } = await testDatabase({ after });
const key = auditKey('a secret of the tests that is long enough');
const parts = { owner, auditKey: key, log: createLog('silent'), keepDays: 30 };
const START = Date.parse('2026-10-05T15:30:00Z');
await sql`INSERT INTO school (urn, name, may_share, invented, imported_at) VALUES
  (900001, 'One', true, true, now()), (900002, 'Two', true, true, now()), (900003, 'Closed', false, true, now())`.execute(
  owner,
);

/** Each reading is a minute after the one before. */
let minute = 0;
const at = (number: number) => new Date(START + number * 60_000);
const approval = (urn: number | null, state: Approval['state'], id = `A${urn}`, mis: string | null = null) => ({
  id,
  urn,
  state,
  mis,
  host: null,
});
const update = (...approvals: Omit<Approval, 'readAt'>[]) => {
  const now = at(++minute);
  return updateAgreements(
    parts,
    'wonde',
    approvals.map((each) => ({ ...each, readAt: now })),
    now,
  );
};
const states = async () =>
  Object.fromEntries(
    (await owner.selectFrom('agreement').selectAll().orderBy('school_urn').execute()).map((row) => [
      row.school_urn,
      `${row.state} ${row.source_school_id}`,
    ]),
  );

test('only schools of the list that may share by their kind', async () => {
  const { receiving, passedOver } = await update(
    approval(900_001, 'live'),
    approval(900_003, 'live'),
    approval(900_009, 'live'),
    approval(null, 'live'),
  );
  assert.deepEqual([receiving, passedOver], [1, 3]);
  assert.deepEqual(await states(), { 900001: 'receiving A900001' });
});

test('two entries of one school: the one that is live, and none when both claim to be', async () => {
  await update(approval(900_001, 'revoked', 'old'), approval(900_001, 'live', 'new'));
  assert.deepEqual(await states(), { 900001: 'receiving new' });
  await update(approval(900_001, 'live', 'a'), approval(900_001, 'live', 'b'));
  assert.match((await states())['900001']!, /^connecting/);
});

test('a school that is in no list any more has lost its connection; lists without any school change nothing', async () => {
  await update(approval(900_001, 'live'), approval(900_002, 'live'));
  await assert.rejects(update(), { code: 'read-incomplete' });
  await update(approval(900_002, 'live'));
  assert.deepEqual(await states(), { 900001: 'connection-lost A900001', 900002: 'receiving A900002' });
  await update(approval(900_001, 'live'), approval(900_002, 'live'));
  assert.match((await states())['900001']!, /^receiving/);
});

test('a change of MIS stops collecting until the source has said it twice, and is told to the school', async () => {
  await update(approval(900_002, 'live', 'A900002', 'SIMS'));
  await update(approval(900_002, 'live', 'A900002', 'Arbor'));
  assert.match((await states())['900002']!, /^mis-changed/);
  const issues = await owner.selectFrom('issue').select(['code', 'detail']).where('school_urn', '=', 900_002).execute();
  assert.deepEqual(issues, [{ code: 'mis-changed', detail: { was: 'SIMS', now: 'Arbor' } }]);
  await update(approval(900_002, 'live', 'A900002', 'Arbor'));
  assert.match((await states())['900002']!, /^receiving/);
});

test('a school that revokes at its source has opted out, its data to be deleted; approving there again brings it back', async () => {
  await update(approval(900_001, 'live'), approval(900_002, 'revoked'));
  const row = () =>
    owner
      .selectFrom('agreement')
      .select(['state', 'ended_where', 'delete_after'])
      .where('school_urn', '=', 900_002)
      .executeTakeFirst();
  const deleteAfter = new Date(at(minute).getTime() + 30 * 24 * 60 * 60_000);
  assert.deepEqual(await row(), { state: 'opted-out', ended_where: 'source', delete_after: deleteAfter });
  await update(approval(900_001, 'live'), approval(900_002, 'live'));
  assert.deepEqual(await row(), { state: 'receiving', ended_where: null, delete_after: null });
});

test('an answer that was read before the last one changes nothing', async () => {
  const entry = { id: 'A900002', mis: null, host: null, state: 'revoked', readAt: at(minute - 1) } as const;
  assert.equal(await hearOne(parts, 900_002, entry, 'webhook'), false);
  assert.match((await states())['900002']!, /^receiving/);
});

test('each change is in the history and on the audit, once', async () => {
  await owner.deleteFrom('audit_event').execute();
  await owner.deleteFrom('audit_head').execute();
  await update(approval(900_001, 'live'), approval(900_002, 'offline'));
  await update(approval(900_001, 'live'), approval(900_002, 'offline'));
  const events = await owner.selectFrom('audit_event').select(['what', 'school_urn', 'detail']).execute();
  const detail = '{"was":"receiving","now":"connection-lost","kind":"connection","by":"source-portal"}';
  assert.deepEqual(events, [{ what: 'agreement-changed', school_urn: 900_002, detail }]);
});

test('each school’s history leads to its state', async () => {
  for (const urn of [900_001, 900_002]) {
    const history = await readAgreementEvents(owner, urn);
    assert.equal(`${rebuildAgreement(history)} A${urn}`, (await states())[urn]);
    assert.deepEqual(
      history.map(({ event }) => event),
      history.map((_, place) => place + 1),
    );
  }
});
