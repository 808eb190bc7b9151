import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Member } from '../../../access/rights/read-members.ts';
import type { ShownRequest } from '../../../access/rights/read-request.ts';
import { type ApprovalsFacts, viewApprovals } from './view-model.ts';
import { type Place, viewPeople } from './view-people.ts';
import { viewRequest } from './view-request.ts';

const request: ShownRequest = {
  requestId: 7,
  organisation: 'school:900001',
  organisationName: 'Heron',
  person: 'dfe-sign-in:T',
  right: 'view',
  name: 'Jo Bloggs',
  email: 'jo@x.example',
  reason: '',
  askedAt: new Date('2026-11-18T09:00:00Z'),
  decision: null,
  decisionReason: null,
  decidedAt: null,
  decidedByName: null,
  days: 5,
  overdue: true,
  overdueOn: '2026-11-23',
};
const place: Place = {
  organisation: 'school:900001',
  name: 'Heron',
  word: 'approver',
  duties: ['approver'],
  mayEmpty: false,
  paths: { take: '/t', add: '/a', remove: '/r', back: '/b' },
};
const member = (email: string, duty: Member['duty'], name: string | null = null): Member => ({
  organisation: 'school:900001',
  email,
  duty,
  person: name && `oidc:${name}`,
  name,
  addedAt: new Date('2026-09-01T08:00:00Z'),
  addedBy: 'tests',
});
const approvals = (change: Partial<ApprovalsFacts> = {}) =>
  viewApprovals({
    place,
    door: 'dfe-sign-in',
    roles: { name: 'Attendance', places: { 'dfe-sign-in': 'local', idams: 'local' } },
    rights: { requests: [], holders: [] },
    members: [],
    notice: null,
    ...change,
  });
const facts = {
  request,
  roleName: 'Attendance',
  person: 'dfe-sign-in:Head',
  address: '/approvals/7',
  back: { href: '/approvals', text: 'Back to requests' },
  advice: [{ text: 'Ask them first' }],
};

test('what waits is counted and listed with its age', () => {
  assert.deepEqual([approvals().summary, approvals().heading], ['No request waits', 'Requests and people']);
  const fresh = { ...request, requestId: 8, days: 1, overdue: false, reason: 'x'.repeat(400) };
  const page = approvals({ rights: { requests: [request, fresh], holders: [] } });
  assert.equal(page.summary, '2 requests wait, 1 of them overdue');
  assert.deepEqual(
    page.requests.map(({ href, right, age, overdue }) => [href, right, age, overdue]),
    [
      ['/approvals/7', 'Attendance', '5 days ago', true],
      ['/approvals/8', 'Attendance', 'yesterday', false],
    ],
  );
  assert.equal(page.requests[1]?.reason, `${'x'.repeat(159)}…`);
});

test('who holds what is listed with since when', () => {
  const rights = [{ right: 'sensitive' as const, grantedAt: new Date('2026-10-01T08:00:00Z') }];
  const [holder] = approvals({
    rights: { requests: [], holders: [{ person: 'p', name: 'Jo', email: 'j@x.example', rights }] },
  }).holders;
  assert.deepEqual(holder?.rights, [
    { right: 'sensitive', name: 'See sensitive items', since: 'since 1 October 2026' },
  ]);
});

test('where the role is decided elsewhere, the page says where', () => {
  assert.equal(approvals().elsewhere, null);
  const roles = { name: 'Attendance', places: { 'dfe-sign-in': 'api', idams: 'claims' } } as const;
  assert.match(approvals({ roles }).elsewhere!, /decided in DfE Sign-in, not here/);
});

test('the only approver cannot be removed by an approver, but by the operator; the only operator by nobody', () => {
  const members = [member('head@x.example', 'approver', 'Ann'), member('m@x.example', 'member')];
  assert.deepEqual(
    viewPeople(members, place).rows.map(({ kept }) => kept),
    ['The only approver', null],
  );
  assert.deepEqual(
    viewPeople(members, { ...place, mayEmpty: true }).rows.map(({ kept }) => kept),
    [null, null],
  );
  const staff = viewPeople([member('ops@x.example', 'operator')], { ...place, mayEmpty: true });
  assert.equal(staff.rows[0]?.kept, 'The only operator');
  assert.deepEqual([staff.rows[0]?.name, staff.rows[0]?.state], ['Name not known yet', 'Has not signed in yet']);
});

test('where one duty only can be given it is not asked for, and IDAMS’s word is used for its people', () => {
  assert.deepEqual(viewPeople([], { ...place, word: 'super user' }).form.only, {
    value: 'approver',
    button: 'Add a super user',
  });
  const { form } = viewPeople([], { ...place, duties: ['member', 'approver'] });
  assert.equal(form.only, null);
  assert.deepEqual(
    form.duties.map(({ text }) => text),
    ['Member', 'Approver'],
  );
});

test('a request says what approving lets the person do, and since when it is overdue', () => {
  const page = viewRequest(facts);
  assert.match(
    page.meaning.paragraphs[0]!,
    /^If you approve, Jo Bloggs can see the attendance of every pupil of Heron/,
  );
  assert.match(page.overdue!, /overdue since Monday 23 November 2026/);
  assert.deepEqual(page.facts.at(-1), { name: 'Asked', value: '18 November 2026, 5 days ago' });
  assert.equal(page.own, null);
  assert.match(viewRequest({ ...facts, person: request.person }).own!, /your own request/);
});

test('a request that was decided says so, and has no form', () => {
  const decided = {
    decision: 'refused',
    decisionReason: 'Left',
    decidedAt: new Date('2026-11-20T10:00:00Z'),
    decidedByName: 'Ann',
  } as const;
  const page = viewRequest({ ...facts, request: { ...request, ...decided } });
  assert.deepEqual(page.decided, [
    'This request was refused on 20 November 2026 by Ann, and is closed.',
    'The reason: Left',
  ]);
  assert.deepEqual([page.form, page.overdue, page.advice], [null, null, []]);
});

test('a decision that was not accepted comes back with what was chosen', () => {
  const page = viewRequest(facts, {
    decision: 'refused',
    reason: ' ',
    error: { field: 'reason', text: 'Enter a reason' },
  });
  assert.equal(page.title, 'Error: Request of Jo Bloggs');
  assert.deepEqual(page.errors, [{ text: 'Enter a reason', href: '#reason' }]);
  assert.deepEqual(
    page.form?.decisions.map(({ checked }) => checked),
    [false, true],
  );
  assert.deepEqual([page.form?.reasonError, page.form?.decisionError], ['Enter a reason', null]);
});
