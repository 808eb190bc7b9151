import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildSchool } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { appendEventWithin, auditKey } from '../../audit/append-event.ts';
import { anEvent } from '../../audit/event.fixture.ts';
import type { Scope } from '../../store/database.ts';
import { ALL_EVENTS, type AuditChoices } from './choices.ts';
import { readAudit } from './operator-report.ts';
import { readWhoLooked } from './report.ts';

const NOW = new Date('2026-11-23T17:00:00Z');
const key = auditKey('a secret of the tests that is long enough');
const logins = await testDatabase({ after });
const OWN: Scope = { urns: [900001], organisation: 'school:900001', person: 'p' };
const OTHER: Scope = { urns: [900002], organisation: 'school:900002', person: 'p' };
const TRUST: Scope = { urns: [900001, 900002], organisation: 'trust:2044', person: 'p' };
const OPERATOR: Scope = { urns: [], organisation: 'operator', operator: true, person: 'p' };

const read = (choices: Partial<AuditChoices> = {}, scope = OWN, urn = 900001, login = logins.viewer) =>
  readWhoLooked(login, scope, urn, { ...ALL_EVENTS, ...choices }, NOW);
const ids = async (choices: Partial<AuditChoices> = {}) =>
  (await read(choices))!.page.rows.map(({ eventId }) => eventId);
const range = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

before(async () => {
  await buildSchool(logins.owner, { urn: 900001, name: 'Test Heron School' });
  await buildSchool(logins.owner, { urn: 900002, name: 'Test Robin School' });
  await buildRegister(logins.owner, 900001, [{ id: 7, forename: 'Ann', surname: 'Lee' }]);
  await buildRegister(logins.owner, 900002, [{ id: 7, forename: 'Other', surname: 'Pupil' }]);
  await logins.owner
    .insertInto('trust')
    .values({ trust_uid: '2044', name: 'Test Trust', kind: 'multi-academy', status: 'Open' } as never)
    .execute();
  const officer = { person: 'idams:9', name: 'Oli Officer', organisation: 'trust:2044' };
  const events = [
    anEvent({ at: new Date('2026-09-01T08:00:00Z') }),
    anEvent({ what: 'list-view', pupilId: null, detail: { page: 'Pupils' } }),
    anEvent({ ...officer, what: 'pupil-view' }),
    anEvent({ ...officer, what: 'pupil-view', at: new Date('2026-11-23T10:00:00Z') }),
    anEvent({ ...officer, what: 'download', pupilId: null, detail: { purpose: 'Following up absence', rows: 1 } }),
    anEvent({ ...officer, what: 'refusal', outcome: 'refused', pupilId: 99, organisation: 'odd:one' }),
    anEvent({ schoolUrn: 900002, name: 'Not Theirs' }),
    anEvent({ what: 'sign-in', schoolUrn: null, pupilId: null }),
    anEvent({ what: 'refusal', outcome: 'refused', person: null, name: null, organisation: 'school:99999999999' }),
    ...Array.from({ length: 111 }, () => anEvent({ at: new Date('2026-11-22T23:59:59Z') })),
  ];
  await logins.viewer.transaction().execute(async (transaction) => {
    for (const event of events) await appendEventWithin(transaction, key, event);
  });
});

describe('who has looked', () => {
  it('has the events about the school, refusals too, newest first, 50 a page', async () => {
    const { page } = (await read())!;
    assert.deepEqual(
      page.rows.map(({ eventId }) => eventId),
      range(120, 71),
    );
    assert.deepEqual([page.hasNewer, page.hasOlder], [false, true]);
    assert.deepEqual(await ids({ before: 21 }), [...range(20, 9), 6, 5, 4, 3, 2, 1]);
  });

  it('turns back to newer events, and to the first page when fewer than a page are newer', async () => {
    assert.deepEqual(await ids({ after: 20 }), range(70, 21));
    const { page } = (await read({ after: 70 }))!;
    assert.deepEqual([page.rows[0]?.eventId, page.rows.length, page.hasNewer], [120, 50, false]);
    assert.deepEqual(
      [(await read({ after: 115 }))!.page.rows.length, (await read({ before: 21 }))!.page.hasNewer],
      [50, true],
    );
  });

  it('filters by what happened, outcome, day in London, organisation and whoever did an event', async () => {
    assert.deepEqual(await ids({ what: 'download' }), [5]);
    assert.deepEqual(await ids({ outcome: 'refused' }), [9, 6]);
    assert.deepEqual(await ids({ from: '2026-11-23', before: 100 }), [9, 6, 5, 4, 3, 2]);
    assert.deepEqual(await ids({ to: '2026-11-01' }), [1]);
    assert.deepEqual(await ids({ organisation: 'trust:2044' }), [5, 4, 3]);
    assert.deepEqual(await ids({ personOf: 3 }), [6, 5, 4, 3]);
  });

  it('does not tell whose event it was when the event is about another school', async () => {
    const { page } = (await read({ personOf: 7 }))!;
    assert.deepEqual([page.person, page.choices.personOf], [null, null]);
  });

  it('names pupils of this school and organisations of the list, and no others', async () => {
    const { pupils, page } = (await read({ before: 21 }))!;
    assert.deepEqual([...pupils], [[7, { forename: 'Ann', surname: 'Lee' }]]);
    assert.deepEqual([...page.organisations].sort(), [
      ['school:900001', 'Test Heron School'],
      ['trust:2044', 'Test Trust'],
    ]);
  });

  it('counts the last 30 days by person and organisation', async () => {
    const { lookers } = (await read())!;
    assert.deepEqual(
      lookers.map(({ name, organisation, looks, pupils, downloads, refused }) => [
        name,
        organisation,
        looks,
        pupils,
        downloads,
        refused,
      ]),
      [
        ['Ada Head', 'school:900001', 112, 1, 0, 0],
        ['Oli Officer', 'trust:2044', 3, 1, 1, 0],
        ['Oli Officer', 'odd:one', 0, 0, 0, 1],
      ],
    );
  });

  it('is nothing for another school, a trust with the school in its scope, the operator, and nobody', async () => {
    for (const scope of [OTHER, TRUST, OPERATOR, { urns: [] }, { urns: [900001] }])
      assert.equal(await read({}, scope), null);
    assert.equal(await read({}, OWN, 900002), null);
    assert.equal(await read({}, { urns: [900404], organisation: 'school:900404' }, 900404), null);
  });

  it('has no event and no pupil of another school even without row-level security', async () => {
    for (const scope of [OTHER, TRUST, OPERATOR]) assert.equal(await read({}, scope, 900001, logins.owner), null);
    const { page, pupils, lookers } = (await read({ before: 21 }, OWN, 900001, logins.owner))!;
    assert.ok(page.rows.every(({ schoolUrn }) => schoolUrn === 900001));
    assert.deepEqual([...pupils.values()], [{ forename: 'Ann', surname: 'Lee' }]);
    assert.ok(lookers.every(({ name }) => name !== 'Not Theirs'));
    assert.equal((await read({ personOf: 7 }, OWN, 900001, logins.owner))!.page.person, null);
  });
});

describe('the audit of the operator', () => {
  const readAll = (choices: Partial<AuditChoices>, scope = OPERATOR, login = logins.viewer) =>
    readAudit(login, scope, { ...ALL_EVENTS, ...choices });

  it('has all events, of every school and of none', async () => {
    const page = (await readAll({ before: 11 }))!;
    assert.deepEqual(
      page.rows.map(({ eventId }) => eventId),
      range(10, 1),
    );
    assert.deepEqual(
      (await readAll({ what: 'sign-in' }))!.rows.map(({ eventId }) => eventId),
      [8],
    );
    assert.deepEqual((await readAll({ personOf: 3, organisation: 'trust:2044', outcome: 'done' }))!.rows.length, 3);
  });

  it('is nothing for everyone else, with row-level security and without', async () => {
    for (const scope of [OWN, OTHER, TRUST, { urns: [] }])
      for (const login of [logins.viewer, logins.owner]) assert.equal(await readAll({}, scope, login), null);
  });
});
