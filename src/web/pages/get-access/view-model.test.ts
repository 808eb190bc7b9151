import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Document } from '../../document.ts';
import type { RoleFacts } from '../../page.ts';
import { NOTHING_FILLED } from '../../particulars.ts';
import { AUDIENCES } from './audiences.ts';
import { viewAudience, viewChoice } from './view-model.ts';

const roles: RoleFacts = {
  name: 'School Attendance Data',
  places: { 'dfe-sign-in': 'local', idams: 'local' },
  doors: { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'oidc' },
  overdueDays: 9,
  dfeServicesUrl: 'https://services.example',
};
const { particulars } = NOTHING_FILLED;
const show = (group: keyof typeof AUDIENCES, change: Partial<RoleFacts> = {}) =>
  textOf(viewAudience(AUDIENCES[group], { roles: { ...roles, ...change }, particulars }));

/** All that a document says and links to. */
const textOf = (document: Document): string => JSON.stringify(document);

test('the choice leads to a page for each of the three', () => {
  const text = textOf(viewChoice({ roles, particulars }));
  for (const { path } of Object.values(AUDIENCES)) assert.ok(text.includes(`"${path}"`));
});

test('the steps for schools with DfE Sign-in and the role kept here', () => {
  const text = show('schools');
  assert.match(text, /"\/share-your-data"/);
  assert.match(text, /https:\/\/services\.example\/request-organisation\/search/);
  assert.match(text, /ask for the role “School Attendance Data” on the page/);
  assert.match(text, /An approver of your school is told by e-mail, and decides/);
  assert.match(text, /overdue after 9 days/);
  assert.match(text, /“Agree to share for the school”/);
});

test('where DfE Sign-in keeps the role, it is asked for there', () => {
  const text = show('schools', { places: { 'dfe-sign-in': 'api', idams: 'claims' } });
  assert.match(text, /in DfE Sign-in, under “Services”/);
  assert.doesNotMatch(text, /overdue after/);
});

test('with IDAMS it is the super user who decides, here or there', () => {
  assert.match(show('trusts'), /A super user of your trust is told by e-mail, and decides/);
  const claims = show('trusts', { places: { 'dfe-sign-in': 'api', idams: 'claims' } });
  assert.match(claims, /super user of your trust to give you the role “School Attendance Data” in IDAMS/);
  assert.doesNotMatch(claims, /overdue after/);
});

test('through an own issuer people are named here first', () => {
  assert.match(show('authorities'), /first approver is named by the people who run this service/);
  assert.match(show('authorities'), /An approver of your local authority is told/);
});

test('a group that does not come in is told so, and given no steps', () => {
  const text = show('trusts', { doors: { ...roles.doors, trusts: 'none' } });
  assert.match(text, /People of academy trusts do not sign in to this service at present/);
  assert.doesNotMatch(text, /"steps"/);
});

test('help that nobody has named is marked', () => {
  for (const group of ['schools', 'trusts', 'authorities'] as const)
    assert.match(show(group), /\[Not filled in yet: where to get help\]/);
});
