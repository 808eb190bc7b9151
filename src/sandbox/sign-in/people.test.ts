import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSubject } from '../../access/person.ts';
import { planClosedSchool, planSchools, planUnconnectedSchools } from '../schools/plan-schools.ts';
import { listAccounts } from './people.ts';

const list = (schools: number, seed = 1) =>
  listAccounts(
    planSchools(schools, seed),
    { closed: planClosedSchool(seed), unconnected: planUnconnectedSchools(seed) },
    seed,
  );
const sixteen = list(16);
const find = (accounts: typeof sixteen, role: string, door = 'dfe-sign-in') =>
  accounts.filter((each) => each.role === role && each.door === door);

test('every address and every key is one person’s', () => {
  for (const accounts of [list(0), list(2), sixteen, list(900)]) {
    assert.equal(new Set(accounts.map(({ email }) => email)).size, accounts.length);
    assert.equal(new Set(accounts.map(({ door, subject }) => `${door}:${subject}`)).size, accounts.length);
    assert.ok(accounts.every(({ subject, email }) => isSubject(subject) && email === email.toLowerCase()));
  }
});

test('no address is the end of another of the same door, so that a search on the page finds one person', () => {
  for (const one of sixteen)
    for (const other of sixteen)
      assert.ok(one === other || one.door !== other.door || !other.email.includes(one.email), other.email);
});

test('every approved school has a head teacher who holds the role and approves', () => {
  const heads = find(sixteen, 'head teacher');
  assert.deepEqual(
    heads.map(({ urn }) => urn),
    Array.from({ length: 16 }, (_, i) => 900_001 + i),
  );
  assert.ok(
    heads.every(
      ({ holds, approver, organisation, urn }) =>
        holds.includes('view') && approver && organisation === `school:${urn}`,
    ),
  );
});

test('with two schools there are all kinds of people but those of a single-academy trust', () => {
  const two = list(2);
  const roles = (accounts: typeof two) => new Set(accounts.map(({ role, door }) => `${role} (${door})`));
  assert.deepEqual(roles(sixteen).difference(roles(two)), new Set(['lead of a single-academy trust (dfe-sign-in)']));
  const keys = two.filter(({ door }) => door === 'idams').map(({ organisation, ukprn }) => `${organisation} ${ukprn}`);
  const uid = planSchools(2, 1)[1]!.trust!.uid;
  assert.deepEqual(
    new Set(keys),
    new Set(['authority:831 10990831', 'authority:886 10990886', `trust:${uid} 109${80_000 + (Number(uid) % 10_000)}`]),
  );
});

test('the trust lead has two organisations, of which sign-in brings the trust', () => {
  const [lead] = find(list(2), 'trust lead with two organisations');
  assert.deepEqual(
    lead!.organisations.map(({ key, holds }) => [key, holds]),
    [
      [lead!.organisation, ['view']],
      ['school:900002', ['view']],
    ],
  );
  assert.match(lead!.organisation!, /^trust:9000[12]$/);
  assert.equal(lead!.claims.length, 2);
  assert.equal(lead!.urn, null);
});

test('who approves, who holds the role and who has to ask', () => {
  const of = (role: string, door?: string) => {
    const [found] = find(sixteen, role, door);
    return [found!.holds.includes('view'), found!.approver, found!.organisation];
  };
  assert.deepEqual(of('attendance officer without the role'), [false, false, 'school:900001']);
  assert.deepEqual(of('office manager who approves'), [false, true, 'school:900001']);
  assert.deepEqual(of('new head teacher without the role'), [false, false, 'school:900001']);
  assert.deepEqual(of('head teacher of a school that has closed'), [true, true, 'school:900905']);
  assert.deepEqual(of('head teacher of a school never asked'), [true, true, 'school:900906']);
  assert.deepEqual(of('head teacher of a school never asked, without the role'), [false, false, 'school:900907']);
  assert.deepEqual(of('office manager of a school never asked, who approves'), [false, true, 'school:900907']);
  assert.deepEqual(of('head teacher of a nursery school never asked'), [true, true, 'school:900908']);
  assert.deepEqual(of('head teacher of a school not at Wonde'), [true, true, 'school:900909']);
  assert.deepEqual(of('head teacher of an independent school'), [true, true, 'school:900910']);
  assert.deepEqual(of('lead of a single-academy trust'), [true, false, 'trust:90003']);
  assert.deepEqual(of('local authority officer without the role', 'idams'), [false, false, 'authority:831']);
  assert.deepEqual(of('local authority super user', 'idams'), [true, true, 'authority:831']);
  assert.deepEqual(of('person of a software supplier'), [false, false, null]);
  assert.deepEqual(of('person with no organisation'), [false, false, null]);
  const staff = sixteen.filter(({ door }) => door === 'oidc');
  assert.deepEqual(
    staff.map(({ email, duty, organisation }) => [email, duty, organisation]),
    [
      ['operator@sandbox.example', 'operator', 'operator'],
      ['statistician@sandbox.example', 'operator', 'operator'],
      ['analyst@sandbox.example', 'analyst', 'operator'],
    ],
  );
});

test('a multi-academy trust has several of sixteen schools, a single-academy trust has one, whatever the seed', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const trusts = planSchools(16, seed).filter(({ state, trust }) => state === 'approved' && trust);
    const count = (uid: string) => trusts.filter(({ trust }) => trust!.uid === uid).length;
    assert.equal(count('90003'), 1);
    assert.ok(count(trusts[0]!.trust!.uid) >= 2);
    const nine = planSchools(9, seed).filter(({ state, trust }) => state === 'approved' && trust);
    assert.equal(new Set(nine.map(({ trust }) => trust!.uid)).size, 1);
  }
});

test('UKPRNs have the form of real ones, in a range where none is, and each is one organisation’s', () => {
  const ukprns = new Map<string, string | null>();
  for (const { ukprn, organisation } of [...sixteen, ...list(900)]) {
    if (ukprn === null) continue;
    assert.match(ukprn, /^109\d{5}$/);
    assert.equal(ukprns.get(ukprn) ?? organisation, organisation);
    ukprns.set(ukprn, organisation);
  }
});
