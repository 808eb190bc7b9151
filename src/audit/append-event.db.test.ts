import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { openDatabase, withScope } from '../store/database.ts';
import { appendEvent, appendEventWithin, auditKey } from './append-event.ts';
import { anEvent } from './event.fixture.ts';
import { verifyEvents } from './verify-events.ts';

const logins = await testDatabase({ after });
const { owner, viewer } = logins;
const key = auditKey('a secret of the tests that is long enough');

beforeEach(() => sql`TRUNCATE audit_event, audit_head`.execute(owner));

const readAll = () => owner.selectFrom('audit_event').selectAll().orderBy('event_id').execute();
const seen = (scope: Parameters<typeof withScope>[1]) =>
  withScope(viewer, scope, (transaction) =>
    transaction.selectFrom('audit_event').select('event_id').orderBy('event_id').execute(),
  ).then((rows) => rows.map(({ event_id }) => event_id));

test('an event is there as it was given, numbered from 1', async () => {
  await appendEvent(viewer, key, anEvent());
  await appendEvent(viewer, key, anEvent({ what: 'sign-out', person: null, name: null, schoolUrn: null }));
  const [first, second] = await readAll();
  const { digest, ...fields } = first!;
  assert.deepEqual(fields, {
    event_id: 1,
    at: new Date('2026-11-23T09:30:00.123Z'),
    what: 'pupil-view',
    person: 'dfe-sign-in:6A2C',
    name: 'Ada Head',
    organisation: 'school:900001',
    school_urn: 900001,
    pupil_id: 7,
    outcome: 'done',
    detail: '{"page":"Pupil"}',
    request_id: 'req-1',
  });
  assert.match(digest, /^1\.[\w-]{43}\.[\w-]{43}$/);
  assert.deepEqual([second!.event_id, second!.person, second!.school_urn], [2, null, null]);
});

test('events that come at the same time, the first of all among them, get numbers without a gap and without waiting for ever', async () => {
  const other = openDatabase(logins.url, { max: 4 });
  const all = Array.from({ length: 120 }, (_, index) =>
    appendEvent(index % 2 === 0 ? viewer : other, key, anEvent({ pupilId: index })),
  );
  await Promise.all(all).finally(() => other.destroy());
  const rows = await readAll();
  assert.deepEqual(
    rows.map(({ event_id }) => event_id),
    all.map((_, index) => index + 1),
  );
  assert.equal(new Set(rows.map(({ pupil_id }) => pupil_id)).size, 120);
  assert.deepEqual((await verifyEvents(owner, key)).faults, []);
});

test('an act that fails takes its event with it, and leaves no gap', async () => {
  await appendEvent(viewer, key, anEvent());
  await assert.rejects(
    viewer.transaction().execute(async (transaction) => {
      await appendEventWithin(transaction, key, anEvent({ what: 'right-granted' }));
      throw new Error('the act failed');
    }),
    /the act failed/,
  );
  await appendEvent(viewer, key, anEvent());
  assert.deepEqual(
    (await readAll()).map(({ event_id, what }) => [event_id, what]),
    [
      [1, 'pupil-view'],
      [2, 'pupil-view'],
    ],
  );
  assert.deepEqual((await verifyEvents(owner, key)).faults, []);
});

test('hostile text is kept as text, and text that no database keeps is made into some that it does', async () => {
  const name = `Robert'); DROP TABLE audit_event; -- \\ " ${'😀'} \u0000 \ud800`;
  await appendEvent(viewer, key, anEvent({ name, detail: { why: name, '\u2028': true, rows: 3, none: null } }));
  const [row] = await readAll();
  assert.equal(row!.name, name.replace(/[\u0000\ud800](?!\udc00)/gu, '\ufffd'));
  assert.deepEqual(JSON.parse(row!.detail), { why: row!.name, '\u2028': true, rows: 3, none: null });
  assert.deepEqual((await verifyEvents(owner, key)).faults, []);
});

test('a number that no school has, and an event without a time, are refused', async () => {
  await assert.rejects(appendEvent(viewer, key, anEvent({ schoolUrn: 99_999_999_999 })), TypeError);
  await assert.rejects(appendEvent(viewer, key, anEvent({ pupilId: Number.NaN })), TypeError);
  await assert.rejects(appendEvent(viewer, key, anEvent({ at: new Date('never') })), TypeError);
  assert.deepEqual(await readAll(), []);
});

test('a school sees the events about itself; a trust, an authority, another school and nobody see none of them', async () => {
  await appendEvent(viewer, key, anEvent({ schoolUrn: 900001 }));
  await appendEvent(viewer, key, anEvent({ schoolUrn: 900002, organisation: 'school:900001' }));
  await appendEvent(viewer, key, anEvent({ schoolUrn: null, organisation: 'school:900001' }));
  assert.deepEqual(await seen({ urns: [900001], organisation: 'school:900001' }), [1]);
  assert.deepEqual(await seen({ urns: [900002], organisation: 'school:900002' }), [2]);
  assert.deepEqual(await seen({ urns: [900001, 900002], organisation: 'trust:2044' }), []);
  assert.deepEqual(await seen({ urns: [900001, 900002], organisation: 'authority:301' }), []);
  assert.deepEqual(await seen({ urns: [900001] }), []);
  assert.deepEqual(await seen({ urns: [], organisation: 'school:900001' }), []);
  assert.deepEqual(await seen({ urns: [], operator: true, organisation: 'operator' }), [1, 2, 3]);
  assert.deepEqual(await viewer.selectFrom('audit_event').selectAll().execute(), []);
});

test('the login of the pages cannot change or remove an event, nor may the collector or statistics add one', async () => {
  await appendEvent(viewer, key, anEvent());
  const scope = { urns: [900001], organisation: 'school:900001', operator: true };
  const tries = [sql`UPDATE audit_event SET name = 'x'`, sql`DELETE FROM audit_event`, sql`TRUNCATE audit_event`];
  for (const each of [...tries, sql`DELETE FROM audit_head`])
    await assert.rejects(
      withScope(viewer, scope, (transaction) => each.execute(transaction)),
      /permission denied/,
    );
  for (const login of [logins.collector, logins.statistics])
    await assert.rejects(appendEvent(login, key, anEvent()), /permission denied/);
  assert.equal((await readAll()).length, 1);
});
