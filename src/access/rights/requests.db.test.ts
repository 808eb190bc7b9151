import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { buildSchool, buildTrust } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import type { RightName } from '../../store/rights.ts';
import type { Viewer } from '../viewer.ts';
import { askForRight } from './ask-for-right.ts';
import { decideRequest } from './decide-request.ts';
import { readOperatorRequests } from './read-operator-requests.ts';
import { readOrganisationRights } from './read-organisation-rights.ts';
import { readOwnRights } from './read-own-rights.ts';
import { readRequest } from './read-request.ts';
import { approverOf, partsAt, someone, staff } from './rights.fixture.ts';
import { withdrawRequest } from './withdraw-request.ts';

const { owner, viewer: database } = await testDatabase({ after });
const parts = partsAt('2026-11-23T12:00:00Z');
const HERON = 'school:900001';
const teacher = someone('Teacher', HERON);
const head = approverOf(HERON);
const operator = staff('operator');

before(async () => {
  await buildSchool(owner, { urn: 900001, name: 'Heron' });
  await buildSchool(owner, { urn: 900002, name: 'Lark' });
  await buildTrust(owner, { uid: '5001', name: 'Reed Trust', academies: [] });
  await owner
    .insertInto('member')
    .values({
      organisation: HERON,
      email: 'head@x.example',
      duty: 'approver',
      person: head.person,
      name: head.name,
      added_at: '2026-09-01T08:00:00Z',
      added_by: 'tests',
    })
    .execute();
});

afterEach(async () => {
  for (const table of ['right_request', 'right_grant', 'mail', 'audit_event', 'audit_head'] as const)
    await owner.deleteFrom(table).execute();
});

const ask = (viewer: Viewer, right: RightName = 'view', reason = '', at = parts) =>
  askForRight(database, viewer, { right, reason }, at);
async function asked(viewer: Viewer, right: RightName = 'view', at = parts): Promise<number> {
  const done = await ask(viewer, right, 'I take the register', at);
  assert.equal(done.outcome, 'asked');
  return done.outcome === 'asked' ? done.requestId : 0;
}
const decide = (viewer: Viewer, requestId: number, decision: 'approved' | 'refused', reason = '') =>
  decideRequest(database, viewer, requestId, { decision, reason }, parts);
const mails = () => owner.selectFrom('mail').selectAll().orderBy('mail_id').execute();
const events = async () =>
  (await owner.selectFrom('audit_event').selectAll().orderBy('event_id').execute()).map(
    ({ what, person, organisation, school_urn, detail }) => ({
      what,
      person,
      organisation,
      school_urn,
      detail: JSON.parse(detail),
    }),
  );
const grants = async () =>
  (await owner.selectFrom('right_grant').selectAll().execute()).map(
    ({ organisation, person, right_name }) => `${person} ${right_name} ${organisation}`,
  );

describe('asking', () => {
  it('keeps the request, puts it on the audit, and mails the approvers', async () => {
    const requestId = await asked(teacher);
    const [mail, ...more] = await mails();
    assert.equal(more.length, 0);
    assert.deepEqual(
      [mail!.template, mail!.addressee, mail!.organisation, mail!.email],
      ['right-asked', 'approvers', HERON, null],
    );
    assert.deepEqual(mail!.facts, {
      requestId,
      organisation: 'Heron',
      right: 'View attendance',
      name: 'Name of Teacher',
      email: 'teacher@x.example',
      reason: 'I take the register',
      overdueOn: '2026-11-28',
    });
    assert.deepEqual(await events(), [
      {
        what: 'right-asked',
        person: teacher.person,
        organisation: HERON,
        school_urn: 900001,
        detail: { right: 'view', request: requestId },
      },
    ]);
  });

  it('mails the operator when nobody approves there', async () => {
    await asked(someone('Lead', 'trust:5001'));
    const [mail] = await mails();
    assert.deepEqual([mail!.template, mail!.addressee], ['right-asked-operator', 'operators']);
  });

  it('twice, and twice at once, is one request and one mail', async () => {
    const [one, two] = await Promise.all([ask(teacher), ask(teacher)]);
    const again = await ask(teacher, 'view', 'Another reason');
    const outcomes = [one.outcome, two.outcome].sort();
    assert.deepEqual([...outcomes, again.outcome], ['already-asked', 'asked', 'already-asked']);
    assert.equal('requestId' in one && 'requestId' in two && one.requestId === two.requestId, true);
    assert.equal((await mails()).length, 1);
    assert.equal((await events()).length, 1);
  });

  it('for what is held already, or with a reason too long, changes nothing', async () => {
    await decide(head, await asked(teacher), 'approved');
    assert.deepEqual(await ask(teacher), { outcome: 'held' });
    assert.deepEqual(await ask(teacher, 'agree', 'x'.repeat(1001)), { outcome: 'reason-too-long' });
    assert.deepEqual(await ask(operator), { outcome: 'not-allowed', why: 'no-organisation' });
    assert.equal((await owner.selectFrom('right_request').selectAll().execute()).length, 1);
  });

  it('again is possible after a refusal and after withdrawing', async () => {
    await decide(head, await asked(teacher), 'refused', 'Not needed');
    const second = await asked(teacher);
    assert.deepEqual(await withdrawRequest(database, teacher, second, parts), { outcome: 'withdrawn' });
    await asked(teacher);
    assert.deepEqual(
      (await events()).map(({ what }) => what),
      ['right-asked', 'right-refused', 'right-asked', 'request-withdrawn', 'right-asked'],
    );
  });

  it('stands or falls with its event and its mail', async () => {
    const broken = { ...parts, auditKey: { audit: null as never } };
    await assert.rejects(ask(teacher, 'view', '', broken));
    assert.deepEqual(await mails(), []);
    assert.deepEqual(await owner.selectFrom('right_request').selectAll().execute(), []);
  });
});

describe('deciding', () => {
  it('an approver approves: the right is held, and the person is told', async () => {
    const requestId = await asked(teacher);
    const done = await decide(head, requestId, 'approved');
    assert.equal(done.outcome === 'decided' && done.request.decision, 'approved');
    assert.deepEqual(await grants(), [`${teacher.person} view ${HERON}`]);
    const mail = (await mails()).at(-1)!;
    assert.deepEqual([mail.template, mail.addressee, mail.email], ['right-granted', 'person', 'teacher@x.example']);
    assert.deepEqual(mail.facts, { organisation: 'Heron', right: 'View attendance', by: 'Name of Head' });
    assert.deepEqual((await events()).at(-1), {
      what: 'right-granted',
      person: head.person,
      organisation: HERON,
      school_urn: 900001,
      detail: { right: 'view', request: requestId, to: teacher.person, toName: 'Name of Teacher', self: false },
    });
  });

  it('a refusal needs a reason, which the person is told', async () => {
    const requestId = await asked(teacher);
    assert.deepEqual(await decide(head, requestId, 'refused', '  '), { outcome: 'reason-missing' });
    assert.deepEqual(await decide(head, requestId, 'refused', 'x'.repeat(1001)), { outcome: 'reason-too-long' });
    assert.equal((await decide(head, requestId, 'refused', 'Ask the office')).outcome, 'decided');
    assert.deepEqual(await grants(), []);
    const mail = (await mails()).at(-1)!;
    assert.equal(mail.template, 'right-refused');
    assert.equal((mail.facts as { reason: string }).reason, 'Ask the office');
  });

  it('two approvers at once: exactly one wins, and the other is told who', async () => {
    const requestId = await asked(teacher);
    const done = await Promise.all([
      decide(head, requestId, 'approved'),
      decide(approverOf(HERON, 'Deputy'), requestId, 'refused', 'No'),
    ]);
    assert.deepEqual(done.map(({ outcome }) => outcome).sort(), ['already-decided', 'decided']);
    const [won, lost] = done[0].outcome === 'decided' ? done : [done[1], done[0]];
    assert.deepEqual('request' in lost && lost.request, 'request' in won && won.request);
    const approved = won.outcome === 'decided' && won.request.decision === 'approved';
    assert.equal((await grants()).length, approved ? 1 : 0);
    assert.equal((await mails()).length, 2);
    assert.equal((await events()).length, 2);
  });

  it('what was decided or withdrawn stays', async () => {
    const requestId = await asked(teacher);
    await withdrawRequest(database, teacher, requestId, parts);
    const late = await decide(head, requestId, 'approved');
    assert.equal(late.outcome === 'already-decided' && late.request.decision, 'withdrawn');
    assert.deepEqual(await grants(), []);
    const other = await asked(teacher);
    await decide(head, other, 'approved');
    assert.deepEqual(await withdrawRequest(database, teacher, other, parts), { outcome: 'already-decided' });
  });

  it('an approver decides about themselves, which the audit says', async () => {
    await decide(head, await asked(head, 'sensitive'), 'approved');
    assert.equal((await events()).at(-1)!.detail.self, true);
  });

  it('the operator decides anywhere, which the audit says', async () => {
    const lead = someone('Lead', 'trust:5001');
    const done = await decide(operator, await asked(lead), 'approved');
    assert.equal(done.outcome, 'decided');
    const { organisation, school_urn, detail } = (await events()).at(-1)!;
    assert.deepEqual([organisation, school_urn, detail.in], ['operator', null, 'trust:5001']);
  });

  it('nobody else: as if there were no such request', async () => {
    const requestId = await asked(teacher);
    for (const other of [teacher, approverOf('school:900002'), staff('analyst'), someone('Other', HERON)])
      assert.deepEqual(await decide(other, requestId, 'approved'), { outcome: 'not-found' });
    assert.deepEqual(await decide(head, 999_999, 'approved'), { outcome: 'not-found' });
    assert.deepEqual(await withdrawRequest(database, head, requestId, parts), { outcome: 'not-found' });
    assert.deepEqual(await grants(), []);
  });
});

describe('what pages read', () => {
  it('one’s own rights and requests', async () => {
    const requestId = await asked(teacher, 'sensitive');
    await decide(head, await asked(teacher), 'approved');
    const own = await readOwnRights(database, teacher, { ...parts, ...partsAt('2026-11-28T09:00:00Z') });
    assert.equal(own?.hasApprover, true);
    assert.deepEqual(
      own?.rights.map(({ right, held, open, cannotAsk }) => [right, held, open?.requestId, open?.overdue, cannotAsk]),
      [
        ['view', true, undefined, undefined, null],
        ['agree', false, undefined, undefined, null],
        ['sensitive', false, requestId, true, null],
      ],
    );
    assert.equal(own?.requests.length, 2);
    assert.equal(await readOwnRights(database, operator, parts), null);
  });

  it('what waits in an organisation and who holds what, for its approver', async () => {
    await asked(teacher, 'sensitive');
    await decide(head, await asked(teacher), 'approved');
    const found = await readOrganisationRights(database, head, HERON, partsAt('2026-11-27T09:00:00Z'));
    assert.deepEqual(
      found?.requests.map(({ right, days, overdue, overdueOn }) => [right, days, overdue, overdueOn]),
      [['sensitive', 4, false, '2026-11-28']],
    );
    assert.deepEqual(
      found?.holders.map(({ name, rights }) => [name, rights.map(({ right }) => right)]),
      [['Name of Teacher', ['view']]],
    );
    for (const other of [teacher, approverOf('school:900002'), staff('analyst')])
      assert.equal(await readOrganisationRights(database, other, HERON, parts), null);
  });

  it('for the operator: what nobody decides, and what is overdue', async () => {
    const stranded = await asked(someone('Lead', 'trust:5001'));
    const waiting = await asked(teacher);
    const found = async (time: string) =>
      (await readOperatorRequests(database, operator, partsAt(time)))?.map(
        ({ requestId, organisationName, hasApprover, overdue }) => [requestId, organisationName, hasApprover, overdue],
      );
    assert.deepEqual(await found('2026-11-27T09:00:00Z'), [[stranded, 'Reed Trust', false, false]]);
    assert.deepEqual(await found('2026-11-28T09:00:00Z'), [
      [stranded, 'Reed Trust', false, true],
      [waiting, 'Heron', true, true],
    ]);
    assert.equal(await readOperatorRequests(database, head, parts), null);
    assert.equal(await readOperatorRequests(database, staff('analyst'), parts), null);
  });

  it('one request, for who decides it and who asked', async () => {
    const requestId = await asked(teacher);
    for (const allowed of [teacher, head, operator])
      assert.equal((await readRequest(database, allowed, requestId, parts))?.organisationName, 'Heron');
    for (const other of [someone('Other', HERON), approverOf('school:900002'), staff('analyst')])
      assert.equal(await readRequest(database, other, requestId, parts), null);
  });
});
