import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FoundOrganisation } from '../../../access/rights/search-organisations.ts';
import type { Place } from '../approvals/view-people.ts';
import { describeOrganisation } from './describe-organisation.ts';
import { viewChosen, viewSearch } from './view-model.ts';

const school: FoundOrganisation = {
  key: 'school:900001',
  kind: 'school',
  name: 'Heron',
  number: '900001',
  town: 'Leeds',
  closed: false,
};
const place: Place = {
  organisation: 'school:900001',
  name: 'Heron',
  word: 'approver',
  duties: ['approver'],
  mayEmpty: true,
  paths: { take: '/t', add: '/a', remove: '/r', back: '/b' },
};
const chosen = {
  place,
  door: 'dfe-sign-in',
  rights: { requests: [], holders: [] },
  members: [],
  roleName: 'Attendance',
  notice: null,
} as const;

test('an organisation is told from others of its name', () => {
  assert.equal(describeOrganisation(school), 'School in Leeds, URN 900001');
  const trust = { kind: 'single-academy-trust', number: '2044', town: null, closed: true } as const;
  assert.equal(describeOrganisation(trust), 'Single-academy trust, UID 2044, closed');
});

test('what was found is counted, and cut with a word about it', () => {
  assert.equal(viewSearch('', null, []).summary, null);
  assert.match(viewSearch('', [], []).summary!, /^Enter a URN/);
  assert.equal(viewSearch('xyz', [], []).summary, 'Nothing found for “xyz”');
  const one = viewSearch('heron', [school], []);
  assert.equal(one.summary, '1 organisation found');
  assert.equal(one.found[0]?.href, '/operator/members?organisation=school%3A900001');
  const many = viewSearch(
    'heron',
    Array.from({ length: 21 }, () => school),
    [],
  );
  assert.equal(many.found.length, 20);
  assert.match(many.summary!, /^The first 20 of more/);
});

test('organisations with people stand below, without the operator’s own staff', () => {
  const { rows } = viewSearch('', null, [
    { organisation: 'school:900001', name: 'Heron', members: 2, approvers: 0 },
    { organisation: 'operator', name: 'The operator', members: 1, approvers: 1 },
  ]).peopled;
  assert.deepEqual(
    rows.map(({ head, cells }) => [head, ...cells]),
    [['Heron', '2', '0: you decide']],
  );
});

test('an organisation where nobody decides is warned of; the operator’s staff are not', () => {
  assert.match(viewChosen(chosen).warning!, /Nobody decides requests of Heron/);
  const staff = viewChosen({
    ...chosen,
    door: 'oidc',
    place: { ...place, organisation: 'operator', duties: ['operator', 'analyst'] },
  });
  assert.deepEqual([staff.warning, staff.heading, staff.staff], [null, 'Operators and analysts', true]);
});

test('who belongs is said by the door', () => {
  assert.match(viewChosen(chosen).intro, /decided in DfE Sign-in/);
  const oidc = viewChosen({ ...chosen, door: 'oidc', place: { ...place, duties: ['member', 'approver'] } });
  assert.match(oidc.intro, /sign in with the account that has the e-mail address shown here/);
});
