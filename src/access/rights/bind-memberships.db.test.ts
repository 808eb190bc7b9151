import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { withScope } from '../../store/database.ts';
import { type Duty, readMemberships } from '../../store/members.ts';
import type { Doors } from '../doors.ts';
import type { Organisation } from '../organisation.ts';
import type { Person } from '../person.ts';
import { bindMemberships } from './bind-memberships.ts';

const { owner, viewer: database } = await testDatabase({ after });
/** The mission's: schools by DfE Sign-in, trusts and authorities by IDAMS. */
const DOORS: Doors = { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' };
const OWN_ISSUER: Doors = { schools: 'oidc', trusts: 'oidc', authorities: 'oidc' };
const heron: Organisation = { kind: 'school', urn: 900001, name: 'Heron' };

afterEach(async () => {
  await owner.deleteFrom('member').execute();
});

async function waitsFor(organisation: string, email: string, duty: Duty = 'approver'): Promise<void> {
  await owner
    .insertInto('member')
    .values({
      organisation,
      email,
      duty,
      person: null,
      name: null,
      added_at: '2026-11-01T08:00:00Z',
      added_by: 'tests',
    })
    .execute();
}
const person = (subject: string, change: Partial<Person> = {}): Person => ({
  door: 'dfe-sign-in',
  subject,
  name: `Name of ${subject}`,
  email: 'Head@X.example',
  emailVerified: true,
  organisations: [heron],
  roles: [],
  ...change,
});
const bound = async () =>
  (await owner.selectFrom('member').selectAll().orderBy('organisation').execute()).map(
    ({ organisation, person }) => `${organisation} ${person}`,
  );

test('an approver’s address is theirs from the first sign-in on; a second person with it gets nothing', async () => {
  await waitsFor('school:900001', 'head@x.example');
  assert.deepEqual(await bindMemberships(database, person('A'), DOORS), ['school:900001']);
  assert.deepEqual(await bindMemberships(database, person('B'), DOORS), []);
  assert.deepEqual(await bindMemberships(database, person('A'), DOORS), []);
  assert.deepEqual(await bound(), ['school:900001 dfe-sign-in:A']);
  const read = (key: string) =>
    withScope(database, { urns: [], person: key }, (transaction) => readMemberships(transaction, key));
  assert.deepEqual(await read('dfe-sign-in:A'), [{ organisation: 'school:900001', duty: 'approver' }]);
  assert.deepEqual(await read('dfe-sign-in:B'), []);
});

test('two people with one address at once: one gets it', async () => {
  await waitsFor('school:900001', 'head@x.example');
  const done = await Promise.all(['A', 'B'].map((subject) => bindMemberships(database, person(subject), DOORS)));
  assert.deepEqual(done.map(({ length }) => length).sort(), [0, 1]);
});

test('an address that is not verified, or is none, binds nothing', async () => {
  await waitsFor('school:900001', 'head@x.example');
  assert.deepEqual(await bindMemberships(database, person('A', { emailVerified: false }), DOORS), []);
  for (const email of ['', 'head', "x' OR 1=1 --@x.example", 'head@x@example'])
    assert.deepEqual(await bindMemberships(database, person('A', { email }), DOORS), []);
  assert.deepEqual(await bound(), ['school:900001 null']);
});

test('only in organisations that the provider places them in', async () => {
  await waitsFor('school:900001', 'head@x.example');
  await waitsFor('school:900002', 'head@x.example');
  assert.deepEqual(await bindMemberships(database, person('A'), DOORS), ['school:900001']);
  assert.deepEqual(await bound(), ['school:900001 dfe-sign-in:A', 'school:900002 null']);
});

test('only through the door by which the organisation’s people come', async () => {
  await waitsFor('school:900001', 'head@x.example');
  await waitsFor('operator', 'head@x.example', 'operator');
  assert.deepEqual(await bindMemberships(database, person('A', { door: 'idams' }), DOORS), []);
  assert.deepEqual(await bindMemberships(database, person('A'), DOORS), ['school:900001']);
});

test('through the own issuer: the operator’s staff, and all of its organisations', async () => {
  await waitsFor('operator', 'head@x.example', 'operator');
  await waitsFor('trust:5001', 'head@x.example', 'member');
  const ours = person('O', { door: 'oidc', organisations: [] });
  assert.deepEqual(await bindMemberships(database, ours, DOORS), ['operator']);
  assert.deepEqual(await bindMemberships(database, ours, OWN_ISSUER), ['trust:5001']);
});
