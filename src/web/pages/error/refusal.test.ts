import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildViewer } from '../../../../test/builders.ts';
import type { Standing, Viewer } from '../../../access/viewer.ts';
import { explainStanding, type RefusalFacts, refusedPage, rightTakenPage } from './refusal.ts';

const facts: RefusalFacts = {
  name: 'School Attendance Data',
  places: { 'dfe-sign-in': 'local', idams: 'local' },
  doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' },
  dfeServicesUrl: 'https://services.example',
  operatorContact: null,
};
const standing = (reason: Standing, change: Partial<Viewer> = {}) =>
  explainStanding(buildViewer({ standing: reason, scope: { urns: [] }, ...change }), facts);

test('someone who asks for another school is told whose attendance they can see', () => {
  const page = refusedPage(buildViewer(), facts);
  assert.match(page.paragraphs[0]!, /can see the attendance of Heron only/);
  assert.deepEqual(page.link, { text: 'Go to Heron', href: '/schools/900001' });
});

test('every reason for seeing no school is explained, with what to do', () => {
  const organisation = 'Heron';
  const reasons: Standing[] = [
    { reason: 'no-organisation' },
    { reason: 'kind-not-eligible', organisation },
    { reason: 'other-door', organisation, door: 'idams' },
    { reason: 'organisation-unknown', organisation },
    { reason: 'organisation-closed', organisation, closedOn: '2026-08-31' },
    { reason: 'no-role', organisation },
    { reason: 'left-organisation', organisation },
    { reason: 'cannot-check', organisation },
    { reason: 'not-agreed', organisation },
    { reason: 'no-school-shares', organisation },
  ];
  for (const reason of reasons) assert.equal(standing(reason).paragraphs.length, 2, reason.reason);
});

test('someone without an organisation is led to where DfE Sign-in lets them ask', () => {
  const [link] = standing({ reason: 'no-organisation' }).links;
  assert.equal(link?.href, 'https://services.example/request-organisation/search');
});

test('someone without the role is led to where it is kept', () => {
  const noRole: Standing = { reason: 'no-role', organisation: 'Heron' };
  assert.equal(standing(noRole).links[0]?.href, '/rights');
  const viewer = buildViewer({ standing: noRole, scope: { urns: [] } });
  const real: RefusalFacts = { ...facts, places: { 'dfe-sign-in': 'api', idams: 'claims' } };
  assert.equal(explainStanding(viewer, real).links[0]?.href, 'https://services.example/my-services');
  const idams = explainStanding({ ...viewer, door: 'idams' }, real);
  assert.match(idams.paragraphs[1]!, /super user of Heron/);
});

test('someone who has asked for the role is led to the request, and an approver told that they decide', () => {
  const noRole: Standing = { reason: 'no-role', organisation: 'Heron' };
  const told = (change: Partial<Viewer>) => {
    const { paragraphs, links } = standing(noRole, change);
    const others = links.filter(({ href }) => href !== '/get-access/schools');
    return [paragraphs[1], ...others.map(({ text, href }) => `${text} ${href}`)];
  };
  assert.deepEqual(told({ waiting: true }), [
    'You have asked for it. An approver of Heron decides.',
    'See your request /rights',
  ]);
  assert.deepEqual(told({ approver: true }), [
    'You are an approver of Heron: you can ask and decide yourself, on “Requests and people”.',
    'Ask for the role /rights',
    'Requests and people /approvals',
  ]);
  assert.deepEqual(told({ approver: true, waiting: true, door: 'idams' }), [
    'You have asked for it. You are a super user of Heron: you can decide it yourself, on “Requests and people”.',
    'See your request /rights',
    'Requests and people /approvals',
  ]);
});

test('an approver does not decide a role that is kept elsewhere', () => {
  const real: RefusalFacts = { ...facts, places: { 'dfe-sign-in': 'api', idams: 'claims' } };
  const viewer = buildViewer({ approver: true, standing: { reason: 'no-role', organisation: 'Heron' } });
  assert.equal(explainStanding(viewer, real).links[0]?.text, 'Ask for the role in DfE Sign-in');
});

test('a school is told where it agrees', () => {
  const { paragraphs, links } = standing({ reason: 'not-agreed', organisation: 'Heron' });
  assert.match(paragraphs[1]!, /right to agree for the school can do so here/);
  assert.deepEqual(links[0], { text: 'See your school’s agreement, and how to share', href: '/agreement' });
});

test('someone whose role was taken away is told who decides', () => {
  assert.match(rightTakenPage(buildViewer(), facts).paragraphs[1]!, /ask an approver of Heron/);
  assert.match(rightTakenPage(buildViewer({ door: 'idams' }), facts).paragraphs[1]!, /ask a super user of Heron/);
});

test('every refusal leads to how people of that kind of organisation get access', () => {
  const trust = { kind: 'multi-academy-trust', uid: '5001', name: 'Tern Trust' } as const;
  const organisations = [
    [buildViewer().organisation, '/get-access/schools'],
    [trust, '/get-access/trusts'],
    [{ ...trust, kind: 'single-academy-trust' }, '/get-access/trusts'],
    [{ kind: 'local-authority', laCode: '886', name: 'Kent' }, '/get-access/local-authorities'],
    [{ kind: 'other', name: 'Inspectorate' }, '/get-access'],
    [{ kind: 'unknown', name: 'Somebody' }, '/get-access'],
    [null, '/get-access'],
  ] as const;
  const refusals: Standing[] = [
    { reason: 'sees-schools' },
    { reason: 'no-organisation' },
    { reason: 'kind-not-eligible', organisation: 'Heron' },
    { reason: 'other-door', organisation: 'Heron', door: 'idams' },
    { reason: 'organisation-unknown', organisation: 'Heron' },
    { reason: 'organisation-closed', organisation: 'Heron', closedOn: null },
    { reason: 'no-role', organisation: 'Heron' },
    { reason: 'cannot-check', organisation: 'Heron' },
    { reason: 'not-agreed', organisation: 'Heron' },
    { reason: 'no-school-shares', organisation: 'Heron' },
  ];
  for (const [organisation, path] of organisations) {
    for (const reason of refusals) {
      const page = refusedPage(buildViewer({ organisation, standing: reason }), facts);
      const links = [page.link, ...(page.more ?? [])].filter((link) => link?.href.startsWith('/get-access'));
      assert.deepEqual(links, [{ text: 'How to get access to reports', href: path }], reason.reason);
    }
    assert.equal(rightTakenPage(buildViewer({ organisation }), facts).more?.at(-1)?.href, path);
  }
});

test('the operator’s own staff are led home, and told of access where they are refused, not on their start page', () => {
  const operator = buildViewer({ duty: 'operator', organisation: null, standing: { reason: 'operator' } });
  assert.deepEqual(explainStanding(operator, facts).links, []);
  const page = refusedPage(operator, facts);
  assert.deepEqual([page.link?.href, page.more?.map(({ href }) => href)], ['/', ['/get-access']]);
});
