import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'node:test';
import { buildGrant, buildSchool, buildTrust } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import type { Duty } from '../../store/members.ts';
import type { Viewer } from '../viewer.ts';
import { addMember } from './add-member.ts';
import { askForRight } from './ask-for-right.ts';
import { readMembers, readPeopledOrganisations } from './read-members.ts';
import { removeMember } from './remove-member.ts';
import { approverOf, partsAt, someone, staff } from './rights.fixture.ts';

const { owner, viewer: database } = await testDatabase({ after });
const parts = partsAt('2026-11-23T12:00:00Z');
const HERON = 'school:900001';
const head = approverOf(HERON);
const operator = staff('operator');
await buildSchool(owner, { urn: 900001, name: 'Heron' });
await buildTrust(owner, { uid: '5001', name: 'Reed Trust', academies: [] });

afterEach(async () => {
  for (const table of ['member', 'right_request', 'right_grant', 'mail', 'audit_event', 'audit_head'] as const)
    await owner.deleteFrom(table).execute();
});

const add = async (viewer: Viewer, email: string, duty: Duty = 'approver', organisation = HERON) =>
  (await addMember(database, viewer, { organisation, email, duty }, parts)).outcome;
const remove = async (viewer: Viewer, email: string, organisation = HERON) =>
  (await removeMember(database, viewer, { organisation, email }, parts)).outcome;
const members = async () =>
  (await owner.selectFrom('member').selectAll().orderBy('organisation').orderBy('email').execute()).map(
    ({ organisation, email, duty, person }) => [organisation, email, duty, person].filter(Boolean).join(' '),
  );
const events = async () =>
  (await owner.selectFrom('audit_event').select(['what', 'detail']).orderBy('event_id').execute()).map(
    ({ what, detail }) => [what, JSON.parse(detail)],
  );
const bind = (email: string, person: string) =>
  owner.updateTable('member').set({ person, name: 'Bound' }).where('email', '=', email).execute();

describe('adding', () => {
  it('the operator names the first approver, who gets a mail', async () => {
    assert.equal(await add(operator, ' Head@X.Example '), 'added');
    assert.deepEqual(await members(), ['school:900001 head@x.example approver']);
    const mail = await owner.selectFrom('mail').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([mail.template, mail.email], ['member-added', 'head@x.example']);
    assert.deepEqual(mail.facts, { organisation: 'Heron', duty: 'approver', by: 'Name of Staff' });
    assert.deepEqual(await events(), [
      ['member-added', { email: 'head@x.example', duty: 'approver', before: null, in: HERON }],
    ]);
  });

  it('again changes nothing; with another duty that changes, and who it is bound to stays', async () => {
    await add(operator, 'head@x.example');
    await bind('head@x.example', 'dfe-sign-in:H');
    assert.equal(await add(operator, 'HEAD@x.example'), 'already');
    assert.equal(await add(operator, 'head@x.example', 'member'), 'changed');
    assert.deepEqual(await members(), ['school:900001 head@x.example member dfe-sign-in:H']);
    assert.equal((await events()).length, 2);
  });

  it('an approver adds people and approvers of their own organisation, and nowhere else', async () => {
    assert.equal(await add(head, 'deputy@x.example', 'approver'), 'added');
    assert.equal(await add(head, 'clerk@x.example', 'member'), 'added');
    assert.equal(await add(head, 'me@x.example', 'approver', 'trust:5001'), 'not-allowed');
    assert.equal(await add(head, 'me@x.example', 'operator', 'operator'), 'not-allowed');
    for (const other of [someone('T', HERON), staff('analyst')])
      assert.equal(await add(other, 'me@x.example'), 'not-allowed');
    assert.equal((await members()).length, 2);
  });

  it('refuses what cannot be', async () => {
    for (const email of [
      '',
      'head',
      'a@b',
      'a@x.example, b@x.example',
      'a b@x.example',
      // Nobody could sign in with these: lower case makes the second one ours.
      'ä@x.example',
      '\u212Aate@x.example',
      `${'x'.repeat(300)}@x.example`,
    ])
      assert.equal(await add(operator, email), 'address-unusable');
    assert.equal(await add(operator, 'a@x.example', 'operator'), 'duty-unusable');
    assert.equal(await add(operator, 'a@x.example', 'approver', 'operator'), 'duty-unusable');
    for (const organisation of ['school:999999', 'trust:77', 'authority:301', 'ofsted:1', "x'y"])
      assert.equal(await add(operator, 'a@x.example', 'approver', organisation), 'organisation-unknown');
    assert.deepEqual(await members(), []);
  });

  it('two at once of the same address is one', async () => {
    const done = await Promise.all([add(operator, 'head@x.example'), add(operator, 'head@x.example')]);
    assert.deepEqual(done.sort(), ['added', 'already']);
  });
});

describe('removing', () => {
  it('an approver does not leave the organisation without one; the operator may', async () => {
    await add(operator, 'head@x.example');
    await add(operator, 'clerk@x.example', 'member');
    assert.equal(await remove(head, 'head@x.example'), 'last-approver');
    assert.equal(await add(head, 'head@x.example', 'member'), 'last-approver');
    assert.equal(await remove(head, 'clerk@x.example'), 'removed');
    assert.equal(await remove(operator, 'head@x.example'), 'removed');
    assert.deepEqual(await members(), []);
  });

  it('two approvers who remove each other at once leave one', async () => {
    await add(operator, 'a@x.example');
    await add(operator, 'b@x.example');
    const done = await Promise.all([remove(head, 'a@x.example'), remove(head, 'b@x.example')]);
    assert.deepEqual(done.sort(), ['last-approver', 'removed']);
  });

  it('the last operator stays', async () => {
    await add(operator, 'one@x.example', 'operator', 'operator');
    await add(operator, 'figures@x.example', 'analyst', 'operator');
    assert.equal(await remove(operator, 'one@x.example', 'operator'), 'last-operator');
    assert.equal(await add(operator, 'one@x.example', 'analyst', 'operator'), 'last-operator');
    assert.equal(await remove(operator, 'figures@x.example', 'operator'), 'removed');
  });

  it('who was there by our tables alone loses rights and requests with it', async () => {
    const clerk = someone('Clerk', HERON, { door: 'oidc' });
    await add(operator, 'clerk@x.example', 'member');
    await bind('clerk@x.example', clerk.person);
    await buildGrant(owner, HERON, clerk.person, 'view');
    await askForRight(database, clerk, { right: 'sensitive', reason: '' }, parts);
    assert.equal(await remove(head, 'clerk@x.example'), 'removed');
    assert.deepEqual(await owner.selectFrom('right_grant').selectAll().execute(), []);
    const request = await owner.selectFrom('right_request').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([request.decision, request.decided_by], ['refused', head.person]);
    assert.deepEqual((await events()).at(-1), [
      'member-removed',
      { email: 'clerk@x.example', duty: 'member', of: clerk.person, rights: 'view' },
    ]);
  });

  it('who is placed there by DfE Sign-in loses the duty only', async () => {
    await add(operator, 'head@x.example');
    await bind('head@x.example', 'dfe-sign-in:H');
    await buildGrant(owner, HERON, 'dfe-sign-in:H', 'view');
    assert.equal(await remove(operator, 'head@x.example'), 'removed');
    assert.equal((await owner.selectFrom('right_grant').selectAll().execute()).length, 1);
  });

  it('nobody else removes, and who is not there cannot be removed', async () => {
    await add(operator, 'head@x.example');
    for (const other of [someone('T', HERON), approverOf('school:900002'), staff('analyst')])
      assert.equal(await remove(other, 'head@x.example'), 'not-allowed');
    assert.equal(await remove(operator, 'nobody@x.example'), 'not-found');
    assert.equal((await members()).length, 1);
  });
});

describe('reading', () => {
  it('people of an organisation for those who decide there; organisations for the operator', async () => {
    await add(operator, 'zoe@x.example');
    await add(operator, 'abe@x.example', 'member');
    await add(operator, 'lead@x.example', 'approver', 'trust:5001');
    assert.deepEqual(
      (await readMembers(database, head, HERON))?.map(({ email }) => email),
      ['zoe@x.example', 'abe@x.example'],
    );
    assert.equal(await readMembers(database, head, 'trust:5001'), null);
    assert.equal(await readMembers(database, someone('T', HERON), HERON), null);
    assert.deepEqual(await readPeopledOrganisations(database, operator), [
      { organisation: HERON, name: 'Heron', members: 2, approvers: 1 },
      { organisation: 'trust:5001', name: 'Reed Trust', members: 1, approvers: 1 },
    ]);
    assert.equal(await readPeopledOrganisations(database, head), null);
  });
});
