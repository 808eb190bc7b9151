import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { buildAgreement, buildSchool } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { insertAgreementEvents, keepWording, readAgreementEvents, readWording } from './agreement-events.ts';
import { holdKeptAgreement, readKeptAgreement, writeChange } from './agreements.ts';
import { readConnection, writeConnection } from './connections.ts';
import { type Handle, type Scope, withScope } from './database.ts';

const { owner, viewer } = await testDatabase({ after });
const now = new Date('2026-11-23T12:00:00Z');
for (const urn of [900001, 900002]) await buildSchool(owner, { urn, name: `School ${urn}`, agreement: 'receiving' });

const person = 'dfe-sign-in:A1B2';
const head: Scope = { urns: [900001, 900002], person, organisation: 'school:900001', agrees: true };
const teacher: Scope = { urns: [900001, 900002], person, organisation: 'school:900001', approver: true };
const stranger: Scope = { urns: [], person, organisation: 'school:900002', agrees: true };
const step = {
  event: 1,
  at: now,
  kind: 'opt-out',
  was: 'receiving',
  state: 'opted-out',
  through: 'portal',
  person,
  name: 'Ada',
  organisation: 'school:900001',
  wording: null,
  detail: {},
} as const;
const connection = { kind: 'wonde', mis: 'SIMS', address: null, setAt: now, setByName: 'Ada' } as const;
const WORDING = 'a'.repeat(64);

async function stop(handle: Handle, urn: number) {
  const { facts } = (await readKeptAgreement(handle, urn))!;
  await writeChange(
    handle,
    urn,
    { ...facts, state: 'opted-out', endedWhere: 'here' },
    { events: 1, now, deleteAfter: now },
  );
}
const stateOf = async (urn: number) => (await readKeptAgreement(owner, urn))?.facts.state;

beforeEach(async () => {
  for (const table of ['agreement_event', 'agreement_wording', 'connection'] as const)
    await owner.deleteFrom(table).execute();
  for (const urn of [900001, 900002]) await buildAgreement(owner, urn, 'receiving');
});

test('who holds the right changes their own school, and no other that they see', async () => {
  await withScope(viewer, head, async (transaction) => {
    await stop(transaction, 900001);
    await stop(transaction, 900002);
  });
  assert.deepEqual([await stateOf(900001), await stateOf(900002)], ['opted-out', 'receiving']);
});

test('without the right no row is changed, held for a change, or added', async () => {
  await withScope(viewer, teacher, (transaction) => stop(transaction, 900001));
  assert.equal(await stateOf(900001), 'receiving');
  const denied = { code: '42501' };
  const within = (work: (handle: Handle) => Promise<unknown>) => withScope(viewer, teacher, work);
  await assert.rejects(within((handle) => holdKeptAgreement(handle, 900001, now)));
  await assert.rejects(
    within((handle) => insertAgreementEvents(handle, 900001, [step])),
    denied,
  );
  await assert.rejects(
    within((handle) => keepWording(handle, 900001, WORDING, 'text', now)),
    denied,
  );
  await assert.rejects(
    within((handle) => writeConnection(handle, 900001, connection, null)),
    denied,
  );
});

test('what the source says, and what was granted there, is not even the head’s to write', async () => {
  for (const set of ['source_says', 'mis', 'granted', 'access_requested_at', 'deleted_at'])
    await assert.rejects(
      withScope(viewer, head, (transaction) =>
        transaction
          .updateTable('agreement')
          .set({ [set]: null })
          .where('school_urn', '=', 900001)
          .execute(),
      ),
      { code: '42501' },
      set,
    );
});

test('history, words and connection are seen by the school’s own people alone, and a history is never changed', async () => {
  await withScope(viewer, head, async (transaction) => {
    await insertAgreementEvents(transaction, 900001, [step]);
    await keepWording(transaction, 900001, WORDING, 'text', now);
    await writeConnection(transaction, 900001, connection, null);
  });
  const seenBy = (scope: Scope) =>
    withScope(viewer, scope, async (transaction) => [
      (await readAgreementEvents(transaction, 900001)).length,
      await readWording(transaction, 900001, WORDING),
      (await readConnection(transaction, 900001))?.mis ?? null,
    ]);
  assert.deepEqual(await seenBy(teacher), [1, 'text', 'SIMS']);
  assert.deepEqual(await seenBy(stranger), [0, null, null]);
  assert.deepEqual(await seenBy({ urns: [900001], person, organisation: 'trust:5001' }), [0, null, null]);
  for (const scope of [head, teacher])
    await assert.rejects(
      withScope(viewer, scope, (transaction) => transaction.deleteFrom('agreement_event').execute()),
      { code: '42501' },
    );
  await assert.rejects(
    withScope(viewer, head, (transaction) => transaction.selectFrom('connection').select('sealed').execute()),
    { code: '42501' },
  );
});
