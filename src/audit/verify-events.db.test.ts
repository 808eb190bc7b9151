import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { type RawBuilder, sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { appendEvent, appendEventWithin, auditKey } from './append-event.ts';
import { AUDIT_WHATS, type AuditEvent, type AuditWhat } from './audit-event.ts';
import { anEvent } from './event.fixture.ts';
import { verifyEvents } from './verify-events.ts';

const logins = await testDatabase({ after });
const { owner, viewer } = logins;
const key = auditKey('a secret of the tests that is long enough');

const clear = () => sql`TRUNCATE audit_event, audit_head`.execute(owner);
const faultsOf = async () =>
  (await verifyEvents(owner, key)).faults.map(({ what, eventId, to }) => [
    what,
    eventId === to ? eventId : `${eventId}-${to}`,
  ]);
const alter = async (...statements: RawBuilder<unknown>[]) => {
  for (const each of statements) await each.execute(owner);
};
const append = (events: readonly AuditEvent[]) =>
  viewer.transaction().execute(async (transaction) => {
    for (const event of events) await appendEventWithin(transaction, key, event);
  });

const copyOf = (from: number, to: number, name: string) => sql`
  INSERT INTO audit_event SELECT (jsonb_populate_record(audit_event, jsonb_build_object('event_id', ${to}::bigint, 'name', ${name}::text))).*
  FROM audit_event WHERE event_id = ${from}`;
const headTo = (eventId: number) => sql`UPDATE audit_head SET event_id = ${eventId}`;
/** By way of negative numbers, since the key is checked row by row. */
const renumber = (from: number, by: number) => [
  sql`ALTER TABLE audit_event DROP CONSTRAINT IF EXISTS audit_event_event_id_check`,
  sql`UPDATE audit_event SET event_id = -event_id WHERE event_id >= ${from}`,
  sql`UPDATE audit_event SET event_id = -event_id + ${by} WHERE event_id < 0`,
];

describe('verifying ten events', () => {
  beforeEach(async () => {
    await clear();
    await append(Array.from({ length: 10 }, (_, index) => anEvent({ pupilId: index + 1 })));
  });

  it('finds nothing wrong when nothing is', async () => {
    const { events, faults, head, first, last } = await verifyEvents(owner, key);
    assert.deepEqual([events, faults, head?.eventId], [10, [], 10]);
    assert.deepEqual([first, last], [anEvent().at, anEvent().at]);
  });

  it('names a changed row', async () => {
    await alter(sql`UPDATE audit_event SET pupil_id = 99 WHERE event_id = 4`);
    assert.deepEqual(await faultsOf(), [['changed', 4]]);
  });

  it('names several changed rows, side by side as one range', async () => {
    await alter(sql`UPDATE audit_event SET name = 'Someone Else' WHERE event_id IN (2, 6, 7)`);
    assert.deepEqual(await faultsOf(), [
      ['changed', 2],
      ['changed', '6-7'],
    ]);
  });

  it('names a row whose fields are the old ones and whose digest is made up', async () => {
    await alter(sql`UPDATE audit_event SET digest = replace(digest, '.', '.A') WHERE event_id = 4`);
    assert.deepEqual(await faultsOf(), [['changed', 4]]);
  });

  it('names a time that was moved by less than a thousandth of a second', async () => {
    await alter(sql`UPDATE audit_event SET at = at + interval '1 microsecond' WHERE event_id = 4`);
    assert.deepEqual(await faultsOf(), [['changed', 4]]);
  });

  it('names a row removed from the middle, and the first, and several', async () => {
    await alter(sql`DELETE FROM audit_event WHERE event_id IN (1, 5, 6, 8)`);
    assert.deepEqual(await faultsOf(), [
      ['removed', 1],
      ['removed', '5-6'],
      ['removed', 8],
    ]);
  });

  it('names rows removed from the end', async () => {
    await alter(sql`DELETE FROM audit_event WHERE event_id > 8`);
    assert.deepEqual(await faultsOf(), [['end-removed', '9-10']]);
  });

  it('names rows removed from the end when the head was moved back too', async () => {
    await alter(sql`DELETE FROM audit_event WHERE event_id = 10`, headTo(9));
    assert.deepEqual(await faultsOf(), [
      ['end-removed', 10],
      ['head-changed', 9],
    ]);
  });

  it('finds that the head was given the digest of an earlier event, and what was appended after that', async () => {
    await alter(
      sql`UPDATE audit_head SET event_id = 8, digest = (SELECT digest FROM audit_event WHERE event_id = 8)`,
      sql`DELETE FROM audit_event WHERE event_id > 8`,
    );
    assert.deepEqual(await faultsOf(), [['head-changed', 8]]);
    await appendEvent(viewer, key, anEvent());
    await appendEvent(viewer, key, anEvent());
    assert.deepEqual(await faultsOf(), [['changed', 9]]);
  });

  it('names all rows when all were removed', async () => {
    await alter(sql`DELETE FROM audit_event`);
    assert.deepEqual(await faultsOf(), [['end-removed', '1-10']]);
  });

  it('finds that everything was removed, head as well, when anything shows that people have signed in', async () => {
    await clear();
    assert.deepEqual(await faultsOf(), []);
    await alter(
      sql`INSERT INTO web_session (session_id, session, expires_at, person) VALUES ('s', '{}', '2030-01-01', 'oidc:1')`,
    );
    assert.deepEqual(await faultsOf(), [['head-changed', 0]]);
    await alter(sql`DELETE FROM web_session`);
  });

  it('finds that the head is gone', async () => {
    await alter(sql`DELETE FROM audit_head`);
    assert.deepEqual(await faultsOf(), [['head-changed', 10]]);
  });

  it('names a row inserted at the end, whether the head was moved or not', async () => {
    await alter(copyOf(10, 11, 'Someone Else'));
    assert.deepEqual(await faultsOf(), [['inserted', 11]]);
    await alter(headTo(11));
    assert.deepEqual(await faultsOf(), [
      ['inserted', 11],
      ['head-changed', 11],
    ]);
  });

  it('names a row that is a copy of another to the letter', async () => {
    await alter(copyOf(3, 11, 'Ada Head'));
    assert.deepEqual(await faultsOf(), [['inserted', 11]]);
  });

  it('names a row inserted by the login of the pages without the key', async () => {
    await sql`INSERT INTO audit_event (event_id, at, what, outcome, detail, digest) VALUES (11, now(), 'pupil-view', 'done', '{}', '11.x.y')`.execute(
      viewer,
    );
    assert.deepEqual(await faultsOf(), [['inserted', 11]]);
  });

  it('names a row inserted between others, and those renumbered for it', async () => {
    await alter(...renumber(6, 1), copyOf(5, 6, 'Someone Else'), headTo(11));
    assert.deepEqual(await faultsOf(), [
      ['inserted', 6],
      ['changed', '7-11'],
      ['head-changed', 11],
    ]);
  });

  it('names rows removed where those after them were renumbered to close the gap', async () => {
    await alter(sql`DELETE FROM audit_event WHERE event_id BETWEEN 3 AND 5`, ...renumber(6, -3), headTo(7));
    assert.deepEqual(await faultsOf(), [
      ['removed', '3-5'],
      ['changed', '3-7'],
      ['head-changed', 7],
    ]);
  });

  it('names a row that was taken out and another put in its place', async () => {
    await alter(sql`DELETE FROM audit_event WHERE event_id = 5`, copyOf(4, 5, 'Ada Head'));
    assert.deepEqual(await faultsOf(), [
      ['removed', 5],
      ['inserted', 5],
    ]);
  });

  it('holds a head that was kept while its event is the same, however many came after', async () => {
    const { head } = await verifyEvents(owner, key);
    await appendEvent(viewer, key, anEvent());
    assert.deepEqual((await verifyEvents(owner, key, undefined, head)).faults, []);
  });

  it('finds by a head that was kept that the end was removed with the head put back, also under events added since', async () => {
    const { rows } = await sql<{ digest: string }>`SELECT digest FROM audit_head`.execute(owner);
    const before = { eventId: 10, digest: rows[0]!.digest };
    await append([anEvent(), anEvent()]);
    const { head } = await verifyEvents(owner, key);
    await alter(
      sql`DELETE FROM audit_event WHERE event_id > 10`,
      sql`UPDATE audit_head SET event_id = 10, digest = ${before.digest}`,
    );
    assert.deepEqual(await faultsOf(), []);
    const fault = {
      what: 'not-as-kept',
      eventId: 12,
      to: 12,
      why: 'it is not what it was when this head was kept: the end was removed or the audit replaced',
    };
    assert.deepEqual((await verifyEvents(owner, key, undefined, head)).faults, [fault]);
    await append([anEvent({ pupilId: 1 }), anEvent({ pupilId: 2 }), anEvent({ pupilId: 3 })]);
    assert.deepEqual(await faultsOf(), []);
    assert.deepEqual((await verifyEvents(owner, key, undefined, head)).faults, [fault]);
    assert.deepEqual((await verifyEvents(owner, key, undefined, before)).faults, []);
  });

  it('finds that the whole audit was replaced, or emptied, and says when the head itself does not hold', async () => {
    const { head } = await verifyEvents(owner, key);
    await clear();
    const whats = async (kept: typeof head) =>
      (await verifyEvents(owner, key, undefined, kept)).faults.map(({ what, eventId }) => [what, eventId]);
    assert.deepEqual(await whats(head), [['not-as-kept', 10]]);
    await append(Array.from({ length: 10 }, () => anEvent({ name: 'Someone Else' })));
    assert.deepEqual(await whats(head), [['not-as-kept', 10]]);
    const mistyped = { ...head!, digest: `${head!.digest.slice(0, -4)}AAAA` };
    const [fault] = (await verifyEvents(owner, key, undefined, mistyped)).faults;
    assert.match(fault!.why, /mistyped/);
  });

  it('holds nothing for true under another secret', async () => {
    const { faults } = await verifyEvents(owner, auditKey('another secret that is long enough'));
    assert.deepEqual(
      faults.map(({ what, eventId, to }) => [what, eventId, to]),
      [
        ['inserted', 1, 10],
        ['head-changed', 10, 10],
      ],
    );
  });

  it('reads in batches and tells how far it is', async () => {
    const seen: number[] = [];
    await append(Array.from({ length: 2500 }, () => anEvent()));
    const { faults } = await verifyEvents(owner, key, (events) => seen.push(events));
    assert.deepEqual([faults, seen], [[], [2000, 2510]]);
  });
});

const text = fc.string({ unit: 'binary', maxLength: 12 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const whole = fc.integer({ min: -2_147_483_647, max: 2_147_483_647 });
const events: fc.Arbitrary<AuditEvent> = fc.record({
  at: fc.date({ min: new Date('1950-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
  what: fc.constantFrom(...(Object.keys(AUDIT_WHATS) as AuditWhat[])),
  person: orNull(text),
  name: orNull(text),
  organisation: orNull(text),
  schoolUrn: orNull(whole),
  pupilId: orNull(whole),
  outcome: fc.constantFrom('done', 'refused', 'failed'),
  detail: fc.dictionary(text, fc.oneof(text, fc.boolean(), fc.double(), fc.constant(null)), { maxKeys: 3 }),
  requestId: orNull(text),
});

/** One change to one field: an expression that gives another value than the one that is there. */
const CHANGES: Readonly<Record<string, string>> = {
  event_id: 'event_id + 1000',
  at: "at - interval '1 microsecond'",
  what: "what || ' '",
  person: "CASE WHEN person IS NULL THEN '' ELSE NULL END",
  name: "coalesce(name, '') || 'x'",
  organisation: "CASE WHEN organisation = '' THEN NULL ELSE '' END",
  school_urn: 'coalesce(-school_urn, 0) - 1',
  pupil_id: 'CASE WHEN pupil_id IS NULL THEN 0 ELSE NULL END',
  outcome: "CASE outcome WHEN 'done' THEN 'refused' ELSE 'done' END",
  detail: "' ' || detail",
  request_id: "CASE WHEN request_id = 'null' THEN NULL ELSE 'null' END",
  digest: "translate(digest, 'ABCDEFGHIJKLMabcdefghijklm0', 'abcdefghijklmABCDEFGHIJKLM1')",
};

describe('any sequence of events', () => {
  it('verifies, and any single change to any field of any row is found', async () => {
    const cases = fc.tuple(
      fc.array(events, { minLength: 1, maxLength: 6 }),
      fc.nat(),
      fc.constantFrom(...Object.keys(CHANGES)),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([given, at, column]) => {
        await clear();
        await append(given);
        assert.deepEqual(await faultsOf(), []);
        const eventId = (at % given.length) + 1;
        const { numAffectedRows } = await sql
          .raw(`UPDATE audit_event SET ${column} = ${CHANGES[column]} WHERE event_id = ${eventId}`)
          .execute(owner);
        assert.equal(numAffectedRows, 1n);
        const { faults } = await verifyEvents(owner, key);
        const wanted = column === 'event_id' ? eventId + 1000 : eventId;
        assert.ok(
          faults.some((fault) => fault.what === 'changed' && fault.eventId === wanted),
          JSON.stringify(faults),
        );
        assert.equal(faults.length, 1);
      }),
      { numRuns: 150 },
    );
  });
});

it('a copy under a number that is there already, with the primary key gone, is inserted', async () => {
  await clear();
  await append(Array.from({ length: 4 }, () => anEvent()));
  await sql`ALTER TABLE audit_event DROP CONSTRAINT audit_event_pkey`.execute(owner);
  await sql`INSERT INTO audit_event SELECT * FROM audit_event WHERE event_id = 3`.execute(owner);
  const { faults } = await verifyEvents(owner, key);
  await clear();
  await sql`ALTER TABLE audit_event ADD PRIMARY KEY (event_id)`.execute(owner);
  assert.ok(faults.some(({ what, eventId }) => what === 'inserted' && eventId === 3));
});
