import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { buildGrant, buildSchool } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { type Scope, withScope } from '../../store/database.ts';
import { addMember } from './add-member.ts';
import { askForRight } from './ask-for-right.ts';
import { changeUkprn } from './change-ukprn.ts';
import { decideRequest } from './decide-request.ts';
import { readMembers } from './read-members.ts';
import { readOrganisationRights } from './read-organisation-rights.ts';
import { readOwnRights } from './read-own-rights.ts';
import { readRequest } from './read-request.ts';
import { removeMember } from './remove-member.ts';
import { approverOf, partsAt, someone, staff } from './rights.fixture.ts';
import { takeRight } from './take-right.ts';
import { withdrawRequest } from './withdraw-request.ts';

const { owner, viewer: database } = await testDatabase({ after });
const parts = partsAt('2026-11-23T12:00:00Z');
const HERON = 'school:900001';
const LARK = 'school:900002';
const teacher = someone('Teacher', HERON);
const colleague = someone('Colleague', HERON);
const foreign = approverOf(LARK, 'Foreign');
const TABLES = [
  'member',
  'right_request',
  'right_grant',
  'ukprn_organisation',
  'mail',
  'audit_event',
  'audit_head',
] as const;
let requestId = 0;
await buildSchool(owner, { urn: 900001 });
await buildSchool(owner, { urn: 900002 });

/** Heron with an approver, a holder of the role, and the teacher's request; each test then tries to change them from outside. */
beforeEach(async () => {
  for (const table of TABLES) await owner.deleteFrom(table).execute();
  await sql`INSERT INTO member (organisation, email, duty, added_at, added_by) VALUES
    (${HERON}, 'head@x.example', 'approver', now(), 'tests'), (${HERON}, 'deputy@x.example', 'approver', now(), 'tests'),
    ('operator', 'ops@x.example', 'operator', now(), 'tests')`.execute(owner);
  await sql`INSERT INTO ukprn_organisation VALUES ('10000001', ${HERON}, now(), 'tests')`.execute(owner);
  await buildGrant(owner, HERON, 'dfe-sign-in:Holder');
  const asked = await askForRight(database, teacher, { right: 'view', reason: '' }, parts);
  requestId = asked.outcome === 'asked' ? asked.requestId : 0;
});

const everything = async () => {
  const rows = TABLES.map(async (table) => [table, await owner.selectFrom(table).selectAll().execute()]);
  return JSON.stringify(await Promise.all(rows));
};
async function changesNothing(work: () => Promise<unknown>): Promise<void> {
  const before = await everything();
  await work();
  assert.equal(await everything(), before);
}

describe('with row-level security off (the owner’s login), the explicit checks hold', () => {
  it('for people of another organisation, colleagues without the duty, and the analyst', async () => {
    await changesNothing(async () => {
      for (const outsider of [foreign, colleague, staff('analyst')]) {
        const approve = { decision: 'approved', reason: '' } as const;
        assert.equal((await decideRequest(owner, outsider, requestId, approve, parts)).outcome, 'not-found');
        assert.equal((await withdrawRequest(owner, outsider, requestId, parts)).outcome, 'not-found');
        const grant = { organisation: HERON, person: 'dfe-sign-in:Holder', right: 'view' } as const;
        assert.equal((await takeRight(owner, outsider, grant, parts)).outcome, 'not-allowed');
        const member = { organisation: HERON, email: 'head@x.example' };
        const me = { organisation: HERON, email: 'me@x.example', duty: 'approver' } as const;
        assert.equal((await addMember(owner, outsider, me, parts)).outcome, 'not-allowed');
        assert.equal((await removeMember(owner, outsider, member, parts)).outcome, 'not-allowed');
        const ukprn = { ukprn: '10000001', organisation: LARK };
        assert.equal((await changeUkprn(owner, outsider, ukprn, parts)).outcome, 'not-allowed');
        assert.equal(await readRequest(owner, outsider, requestId, parts), null);
        assert.equal(await readOrganisationRights(owner, outsider, HERON, parts), null);
        assert.equal(await readMembers(owner, outsider, HERON), null);
      }
    });
  });

  it('and one’s own page shows one’s own', async () => {
    const own = await readOwnRights(owner, colleague, parts);
    assert.deepEqual([own?.requests, own?.rights.some(({ held }) => held)], [[], false]);
  });
});

describe('with the checks off (plain SQL within a scope), row-level security holds', () => {
  const run = (scope: Scope, text: string) =>
    withScope(database, scope, async (transaction) => {
      const { numAffectedRows, rows } = await sql.raw(text).execute(transaction);
      return Number(numAffectedRows ?? rows.length);
    });
  const APPROVE = "UPDATE right_request SET decision = 'approved', decided_at = now()";
  const GRANT = (organisation: string, person: string) =>
    `INSERT INTO right_grant VALUES ('${organisation}', '${person}', 'view', 'X', 'x@x.example', now(), 'x')`;
  const ASK = (organisation: string, person: string) =>
    `INSERT INTO right_request (organisation, person, right_name, name, email, asked_at) VALUES ('${organisation}', '${person}', 'sensitive', 'X', 'x@x.example', now())`;
  const ADD = (organisation: string, duty: string) =>
    `INSERT INTO member VALUES ('${organisation}', 'me@x.example', '${duty}', NULL, NULL, now(), 'x')`;
  const refused = (scope: Scope, text: string) =>
    assert.rejects(run(scope, text), /row-level security|permission denied/, text);

  it('another organisation’s approver sees and touches nothing', async () => {
    await changesNothing(async () => {
      for (const table of ['member', 'right_grant', 'right_request'])
        assert.equal(await run(foreign.scope, `SELECT * FROM ${table}`), 0, table);
      assert.equal(await run(foreign.scope, APPROVE), 0);
      assert.equal(await run(foreign.scope, 'DELETE FROM right_grant'), 0);
      assert.equal(await run(foreign.scope, 'DELETE FROM member'), 0);
      assert.equal(await run(foreign.scope, 'DELETE FROM ukprn_organisation'), 0);
      await refused(foreign.scope, GRANT(HERON, foreign.person));
      await refused(foreign.scope, ADD(HERON, 'approver'));
      await refused(foreign.scope, ADD('operator', 'operator'));
      await refused(foreign.scope, ASK(HERON, foreign.person));
      await refused(foreign.scope, `INSERT INTO ukprn_organisation VALUES ('10000002', '${LARK}', now(), 'x')`);
    });
  });

  it('nobody without the duty decides, grants, takes or adds: not for themselves either', async () => {
    await changesNothing(async () => {
      for (const { scope, person } of [teacher, colleague, staff('analyst')]) {
        assert.equal(await run(scope, `${APPROVE} WHERE person <> '${person}'`), 0);
        await refused(scope, GRANT(HERON, person));
        await refused(scope, ADD(HERON, 'member'));
        await refused(scope, ASK(HERON, 'dfe-sign-in:Someone'));
        assert.equal(await run(scope, 'DELETE FROM right_grant'), 0);
        assert.equal(await run(scope, 'DELETE FROM member'), 0);
        assert.equal(await run(scope, 'DELETE FROM ukprn_organisation'), 0);
      }
      await refused(teacher.scope, APPROVE);
      await refused(teacher.scope, 'UPDATE right_request SET reminded_at = now()');
      await refused(teacher.scope, "UPDATE right_request SET person = 'x'");
      await refused(teacher.scope, 'DELETE FROM right_request');
    });
  });

  it('an approver does not decide again, nor undo, nor reach the operator’s staff', async () => {
    const head = approverOf(HERON);
    await decideRequest(database, head, requestId, { decision: 'refused', reason: 'No' }, parts);
    await changesNothing(async () => {
      assert.equal(await run(head.scope, APPROVE), 0);
      assert.equal(await run(staff('operator').scope, APPROVE), 0);
      await refused(head.scope, ADD('operator', 'operator'));
      await refused(head.scope, ADD(LARK, 'approver'));
      await refused(head.scope, GRANT(LARK, head.person));
      assert.equal(await run(head.scope, "DELETE FROM member WHERE organisation = 'operator'"), 0);
      await refused(head.scope, "UPDATE member SET duty = 'member'");
    });
  });

  it('an address binds only what waits for it, to who signed in, and raises no duty', async () => {
    const scope: Scope = { urns: [], person: 'dfe-sign-in:New', email: 'head@x.example' };
    await changesNothing(async () => {
      assert.equal(await run(scope, "UPDATE member SET person = 'dfe-sign-in:New' WHERE email <> 'head@x.example'"), 0);
      await refused(scope, "UPDATE member SET person = 'dfe-sign-in:Other'");
      await refused(scope, "UPDATE member SET person = 'dfe-sign-in:New', duty = 'approver'");
    });
    assert.equal(await run(scope, "UPDATE member SET person = 'dfe-sign-in:New'"), 1);
    const second: Scope = { urns: [], person: 'dfe-sign-in:Second', email: 'head@x.example' };
    assert.equal(await run(second, "UPDATE member SET person = 'dfe-sign-in:Second'"), 0);
  });

  it('without a scope there is nothing', async () => {
    for (const table of ['member', 'right_grant', 'right_request'])
      assert.equal(await run({ urns: [] }, `SELECT * FROM ${table}`), 0, table);
  });
});

describe('an act whose event cannot be written', () => {
  const broken = { ...parts, auditKey: { audit: null as never } };
  const head = approverOf(HERON);

  it('changes nothing and mails nobody', async () => {
    await changesNothing(async () => {
      const approve = { decision: 'approved', reason: '' } as const;
      await assert.rejects(decideRequest(database, head, requestId, approve, broken));
      await assert.rejects(withdrawRequest(database, teacher, requestId, broken));
      const grant = { organisation: HERON, person: 'dfe-sign-in:Holder', right: 'view' } as const;
      await assert.rejects(takeRight(database, head, grant, broken));
      const me = { organisation: HERON, email: 'me@x.example', duty: 'approver' } as const;
      await assert.rejects(addMember(database, head, me, broken));
      await assert.rejects(removeMember(database, head, { organisation: HERON, email: 'head@x.example' }, broken));
      const ukprn = { ukprn: '10000001', organisation: LARK };
      await assert.rejects(changeUkprn(database, staff('operator'), ukprn, broken));
    });
  });
});
