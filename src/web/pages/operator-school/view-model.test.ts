import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeptAgreement, KeptStep, OperatorSchool } from '../../../agreement/read-operator-school.ts';
import { NOT_ASKED } from '../../../domain/agreement/agreement.ts';
import type { AgreementState } from '../../../domain/agreement/agreement-state.ts';
import { findActs } from './acts.ts';
import { viewHistory } from './view-history.ts';
import { viewInvitations } from './view-invitations.ts';
import { viewOperatorSchool } from './view-model.ts';
import { viewRefusal } from './view-refusal.ts';

const now = new Date('2026-11-23T12:00:00Z');
const school: OperatorSchool['school'] = {
  urn: 900001,
  name: 'Heron',
  laCode: '301',
  areaName: 'Reedshire',
  regionCode: null,
  regionName: null,
  establishmentNumber: null,
  typeCode: '01',
  typeName: 'Community school',
  phaseName: null,
  statusCode: '1',
  statusName: 'Open',
  openDate: null,
  closeDate: null,
  lowAge: null,
  highAge: null,
  town: null,
  postcode: null,
  sharingCategory: null,
  publishedPhase: null,
  mayShare: true,
  invented: true,
};
const kept = (state: AgreementState, change: Partial<KeptAgreement> = {}): KeptAgreement => ({
  urn: 900001,
  facts: { ...NOT_ASKED, state },
  events: 2,
  source: 'wonde',
  sourceSchoolId: null,
  changedAt: new Date('2026-11-19T12:00:00Z'),
  checkedAt: null,
  accessRequestedAt: null,
  deleteAfter: null,
  deletedAt: null,
  ...change,
});
const facts = (change: Partial<OperatorSchool> = {}): OperatorSchool => ({
  school,
  kept: null,
  history: [],
  invitations: [],
  connection: null,
  approvers: 0,
  collectedAt: null,
  predecessors: [],
  successors: [],
  ...change,
});
const view = (change: Partial<OperatorSchool> = {}) => viewOperatorSchool(facts(change), { now, notice: null });

test('what the operator may do depends on where the school stands; agreeing is never among it', () => {
  const acts = (state: AgreementState, mayShare = true) =>
    Object.entries(findActs({ school: { ...school, mayShare }, kept: kept(state) }))
      .filter(([, can]) => can)
      .map(([name, can]) => (can === true ? name : can));
  assert.deepEqual(acts('not-asked'), ['invite', 'decline']);
  assert.deepEqual(acts('not-asked', false), ['decline']);
  assert.deepEqual(acts('invited'), ['invite', 'decline']);
  assert.deepEqual(acts('receiving'), ['pause', 'opt-out']);
  assert.deepEqual(acts('paused'), ['resume', 'opt-out']);
  assert.deepEqual(acts('declined'), []);
  assert.deepEqual(acts('opted-out'), []);
  assert.deepEqual(acts('closed'), ['opt-out']);
});

test('a school that nothing has happened to can be invited', () => {
  const { standing, invite, caption, state, mayAct } = view();
  assert.deepEqual(standing, ['Nobody has asked this school yet.']);
  assert.equal(invite?.heading, 'Invite');
  assert.equal(caption, 'URN 900001, Reedshire, Community school');
  assert.equal(state.text, 'Not asked');
  assert.equal(mayAct, true);
});

test('where it stands says since when, who ended it, and when the data is deleted', () => {
  const ended = kept('opted-out', { deleteAfter: new Date('2026-12-19T12:00:00Z') });
  assert.deepEqual(view({ kept: { ...ended, facts: { ...ended.facts, endedWhere: 'source' } } }).standing, [
    'The school has stopped sharing. Nothing is asked of its MIS. Only the school itself can come back.',
    'Since midday on Thursday 19 November 2026 (4 days).',
    'It said so in its aggregator’s portal, and can undo it there.',
    'The data held is deleted on 19 December 2026.',
  ]);
  assert.equal(
    view({ kept: kept('opted-out', { deletedAt: new Date('2026-11-20T12:00:00Z') }) }).standing.at(-1),
    'The data held was deleted on 20 November 2026.',
  );
});

test('the connection is told without what it takes to sign in', () => {
  const connection = {
    kind: 'direct',
    mis: 'Bromcom',
    address: 'https://mis.example',
    setAt: now,
    setByName: 'Ann Head',
    readable: true,
  } as const;
  const rows = view({ kept: kept('connecting'), connection }).facts.map(({ name, value }) => `${name}: ${value}`);
  assert.ok(rows.includes('MIS: Bromcom'));
  assert.ok(
    rows.includes(
      'How it is reached: Directly, set on 23 Nov 2026, midday by Ann Head. What it takes to sign in is never shown.',
    ),
  );
  const lost = view({ kept: kept('connecting'), connection: { ...connection, readable: false } }).facts;
  assert.match(lost[1]!.value, /cannot be read any more: ask the school to enter it again/);
});

test('a school that may not share says so; one that closed leads to the one that came after', () => {
  const closed = { ...school, mayShare: false, closeDate: '2026-10-31' };
  assert.match(view({ school: closed }).warning!, /which closed on 31 October 2026, cannot be invited/);
  const successor = { school: { ...school, urn: 900002, name: 'Heron Academy' }, state: 'not-asked' } as const;
  const { linked, warning } = view({ school: closed, kept: kept('closed'), successors: [successor] });
  assert.equal(warning, null);
  assert.match(linked.advice!, /another legal body/);
  assert.deepEqual(linked.rows, [
    { what: 'Came after', name: 'Heron Academy', href: '/operator/schools/900002', state: 'URN 900002: Not asked' },
  ]);
  assert.equal(view({ kept: kept('closed'), successors: [{ ...successor, state: 'invited' }] }).linked.advice, null);
});

const step = (change: Partial<KeptStep>): KeptStep => ({
  event: 1,
  at: new Date('2026-11-19T12:00:00Z'),
  kind: 'invite',
  was: 'not-asked',
  state: 'invited',
  through: 'operator',
  person: null,
  name: null,
  organisation: null,
  wording: null,
  detail: {},
  ...change,
});

test('the history says who, for whom, through what, and with which words, the last first', () => {
  const agreed = step({
    event: 2,
    kind: 'agree',
    was: 'invited',
    state: 'agreed',
    through: 'portal',
    person: 'oidc:ann',
    name: 'Ann Head',
    organisation: 'school:900001',
    wording: 'ab'.repeat(32),
    detail: { reason: 'By letter' },
  });
  const [last, first] = viewHistory([step({ organisation: 'operator', name: 'Mx Ops' }), agreed], 'Heron', '/root');
  assert.deepEqual(last, {
    number: '2',
    when: '19 Nov 2026, midday',
    what: 'Agreed',
    states: 'Invited → Agreed, not connected yet',
    who: 'Ann Head, for Heron',
    through: 'Through the pages here',
    details: ['Reason: By letter'],
    wording: { text: 'Read what was agreed to', href: '/root/wording#wording-abababababab' },
  });
  assert.deepEqual([first!.who, first!.through], ['Mx Ops, for the operator of this service', null]);
  assert.equal(viewHistory([step({ through: 'source-portal' })], 'Heron', '')[0]!.who, null);
});

test('mail that was refused says why; mail that was sent may be in the junk folder', () => {
  const sent = {
    urn: 900001,
    email: 'office@heron.example',
    invitedAt: now,
    invitedBy: 'Mx Ops',
    sentAt: now,
    reminders: 1,
    mailState: 'sent',
    mailError: null,
  } as const;
  const refused = { ...sent, mailState: 'given-up', mailError: 'refused-550' } as const;
  const { hint, rows } = viewInvitations([sent, refused], true);
  assert.match(hint!, /junk folder/);
  assert.deepEqual(
    [rows[0]!.mail, rows[0]!.sent, rows[0]!.why],
    ['Sent', '23 Nov 2026, midday, after 1 reminder', null],
  );
  assert.match(rows[1]!.why!, /no such mailbox[\s\S]*another address/);
  assert.equal(viewInvitations([refused], true).hint, null);
  assert.equal(viewInvitations([sent], false).rows[0]!.again, false);
});

test('before an opt out stands what happens to the data, and when', () => {
  const page = (state: AgreementState, keepDays = 30, approvers = 0) =>
    viewRefusal(facts({ kept: kept(state), approvers }), { keepDays, now });
  assert.match(page('receiving').warning!, /deleted on Wednesday 23 December 2026, in 30 days/);
  assert.match(page('receiving', 1).warning!, /in 1 day\./);
  assert.match(page('receiving', 0).warning!, /deleted at once/);
  assert.match(page('receiving').what.join(' '), /tell the school yourself/);
  assert.match(page('receiving', 30, 2).what.join(' '), /are told by e-mail, with your name/);
  assert.deepEqual([page('invited').warning, page('invited').button], [null, 'Record that the school says no']);
  assert.match(page('declined').impossible!, /said no already/);
});
