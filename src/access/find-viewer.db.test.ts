import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildAuthority, buildGrant, buildSchool, buildTrust } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import type { Doors } from './doors.ts';
import type { Answer, CheckedRole } from './entitlements.ts';
import { findViewer, type ViewerParts } from './find-viewer.ts';
import type { Organisation } from './organisation.ts';
import type { Door, Person } from './person.ts';
import { readOrganisation } from './read-organisation.ts';

const logins = await testDatabase({ after });
const { owner } = logins;
let now = new Date('2026-11-23T12:00:00Z');

before(async () => {
  for (const urn of [900001, 900002, 900003, 900004]) await buildSchool(owner, { urn, name: `School ${urn}` });
  await buildSchool(owner, { urn: 900005, agreement: 'opted-out' });
  await buildSchool(owner, { urn: 900006, closed: '2026-08-31' });
  await buildTrust(owner, {
    uid: '5001',
    academies: [
      { urn: 900001 },
      { urn: 900002, from: '2026-11-24' },
      { urn: 900003, to: '2026-11-22' },
      { urn: 900005 },
      { urn: 900006 },
    ],
  });
  await buildTrust(owner, { uid: '5002', kind: 'single-academy', academies: [{ urn: 900004 }] });
  await buildTrust(owner, { uid: '5003', closed: '2026-08-31', academies: [{ urn: 900001 }] });
  await buildTrust(owner, { uid: '5004', academies: [{ urn: 900005 }] });
  await buildAuthority(owner, {
    laCode: '301',
    schools: [{ urn: 900001 }, { urn: 900002 }, { urn: 900003, to: '2026-03-31' }, { urn: 900005 }, { urn: 900006 }],
  });
});

const school = (urn: number): Organisation => ({ kind: 'school', urn, name: 'As signed in', providerId: `P${urn}` });
const trust = (uid: string): Organisation => ({ kind: 'multi-academy-trust', uid, name: 'A trust' });
const authority: Organisation = { kind: 'local-authority', laCode: '301', name: 'An authority' };
const ALL_BY: (door: Door) => Doors = (door) => ({ schools: door, trusts: door, authorities: door });

let subjects = 0;
interface Look {
  organisations?: readonly Organisation[];
  ukprn?: string;
  door?: Door;
  roles?: readonly string[];
  subject?: string;
  doors?: Doors;
  places?: ViewerParts['entitlements']['places'];
  api?: ViewerParts['entitlements']['api'];
  checked?: CheckedRole | null;
  placed?: CheckedRole | null;
  chosen?: string | null;
  recheck?: boolean;
}

/** Looks as someone whom IDAMS gave the role, unless told. */
function look(organisation: Organisation | null, change: Look = {}) {
  const { door = 'idams', roles = ['ATT'], organisations = organisation ? [organisation] : [] } = change;
  const subject = change.subject ?? `S${++subjects}`;
  const person: Person = {
    door,
    subject,
    name: 'Ada',
    email: 'ada@x.example',
    emailVerified: true,
    organisations,
    roles,
    ...(change.ukprn !== undefined && { ukprn: change.ukprn }),
  };
  const parts: ViewerParts = {
    database: logins.viewer,
    clock: { now: () => now },
    doors: change.doors ?? ALL_BY(door),
    entitlements: {
      places: change.places ?? { 'dfe-sign-in': 'local', idams: 'claims' },
      api: change.api ?? null,
      idamsRoleCodes: ['ATT'],
      minutes: 5,
    },
  };
  const { chosen = null, checked = null, placed = null } = change;
  return findViewer(parts, { person, chosen, checked, placed }, change.recheck);
}
const see = async (organisation: Organisation | null, change: Look = {}) => {
  const { viewer } = await look(organisation, change);
  return [viewer.scope.urns, viewer.standing.reason];
};

describe('the scope of each kind of organisation', () => {
  it('a school sees itself, by the list’s name', async () => {
    const { viewer } = await look(school(900001));
    assert.deepEqual(viewer.scope.urns, [900001]);
    assert.equal(viewer.organisation?.name, 'School 900001');
    assert.deepEqual([...viewer.rights], ['view']);
  });

  it('a school that has stopped sharing, or has closed, or is in no list, is not seen', async () => {
    assert.deepEqual(await see(school(900005)), [[], 'not-agreed']);
    assert.deepEqual(await see(school(900006)), [[], 'organisation-closed']);
    assert.deepEqual(await see(school(999999)), [[], 'organisation-unknown']);
  });

  it('a trust sees its open academies that share, as of today', async () => {
    assert.deepEqual(await see(trust('5001')), [[900001], 'sees-schools']);
    now = new Date('2026-11-24T00:30:00Z');
    assert.deepEqual(await see(trust('5001')), [[900001, 900002], 'sees-schools']);
    now = new Date('2026-11-22T12:00:00Z');
    assert.deepEqual(await see(trust('5001')), [[900001, 900003], 'sees-schools']);
    now = new Date('2026-11-23T12:00:00Z');
  });

  it('a single-academy trust sees its academy', async () => {
    assert.deepEqual(await see({ kind: 'single-academy-trust', uid: '5002', name: 'T' }), [[900004], 'sees-schools']);
  });

  it('a trust that closed, is unknown, or of which no school shares, sees none', async () => {
    assert.deepEqual(await see(trust('5003')), [[], 'organisation-closed']);
    assert.deepEqual(await see(trust('9999')), [[], 'organisation-unknown']);
    assert.deepEqual(await see(trust('5004')), [[], 'no-school-shares']);
  });

  it('an authority sees the sharing schools of its area, as of today', async () => {
    assert.deepEqual(await see(authority), [[900001, 900002], 'sees-schools']);
  });

  it('no other kind of organisation sees anything, whatever role was signed for it', async () => {
    const categories = ['003', '004', '008', '009', '011', '012', '050', '051', '052', '053', '054', '999', 'X'];
    for (const id of categories) {
      const claim = {
        id: 'P',
        name: 'An inspectorate',
        urn: '900001',
        uid: '5001',
        establishmentNumber: '301',
        category: { id },
      };
      assert.deepEqual(await see(readOrganisation(claim)), [[], 'kind-not-eligible'], id);
    }
  });

  it('the operator’s staff see no school', async () => {
    for (const duty of ['operator', 'analyst'] as const) {
      await owner
        .insertInto('member')
        .values({
          organisation: 'operator',
          email: `${duty}@x.example`,
          duty,
          person: `oidc:${duty}`,
          added_at: now,
          added_by: 'tests',
        } as never)
        .execute();
      const { viewer } = await look(null, { door: 'oidc', subject: duty });
      assert.deepEqual([viewer.scope.urns, viewer.duty, viewer.standing.reason], [[], duty, duty]);
      assert.equal(viewer.scope.operator ?? false, duty === 'operator');
    }
  });

  it('someone without an organisation, or with one that no list has, sees nothing', async () => {
    assert.deepEqual(await see(null), [[], 'no-organisation']);
    assert.deepEqual(await see({ kind: 'unknown', name: 'UKPRN 10000001' }), [[], 'organisation-unknown']);
  });
});

describe('doors', () => {
  it('an organisation that comes through another door sees nothing', async () => {
    const mission: Doors = { schools: 'dfe-sign-in', trusts: 'idams', authorities: 'idams' };
    await buildGrant(owner, 'authority:301', 'dfe-sign-in:LA');
    assert.deepEqual(await see(authority, { door: 'dfe-sign-in', subject: 'LA', doors: mission }), [[], 'other-door']);
    assert.deepEqual(await see(school(900001), { door: 'idams', doors: mission }), [[], 'other-door']);
    const today: Doors = ALL_BY('dfe-sign-in');
    assert.deepEqual(await see(authority, { door: 'dfe-sign-in', subject: 'LA', doors: today }), [
      [900001, 900002],
      'sees-schools',
    ]);
  });

  it('a door that nobody comes through lets nobody see', async () => {
    const none: Doors = { schools: 'none', trusts: 'none', authorities: 'none' };
    assert.deepEqual(await see(school(900001), { doors: none }), [[], 'kind-not-eligible']);
  });

  it('rights belong to the door that they were given through', async () => {
    await buildGrant(owner, 'school:900001', 'dfe-sign-in:SAME');
    const local = { 'dfe-sign-in': 'local', idams: 'local' } as const;
    assert.deepEqual(await see(school(900001), { subject: 'SAME', places: local }), [[], 'no-role']);
    assert.deepEqual(await see(school(900001), { subject: 'SAME', door: 'dfe-sign-in', places: local }), [
      [900001],
      'sees-schools',
    ]);
  });
});

describe('the role', () => {
  const dfe = { door: 'dfe-sign-in', places: { 'dfe-sign-in': 'api', idams: 'claims' } } as const;
  const api = (answers: Answer[]) => {
    const asked: string[] = [];
    return {
      asked,
      holdsRole: async (user: string, organisation: string) => {
        asked.push(`${user} ${organisation}`);
        return answers.shift()!;
      },
      organisationsOf: async () => [],
    };
  };

  it('without it nothing is seen', async () => {
    assert.deepEqual(await see(school(900001), { roles: ['OTHER'] }), [[], 'no-role']);
    assert.deepEqual(await see(school(900001), { roles: [] }), [[], 'no-role']);
    assert.deepEqual(await see(school(900001), { door: 'dfe-sign-in' }), [[], 'no-role']);
  });

  it('DfE Sign-in is asked, remembered for some minutes, and asked anew before a download', async () => {
    const first = api(['yes', 'yes', 'no']);
    const { viewer, checked } = await look(school(900001), { ...dfe, api: first, subject: 'U1' });
    assert.deepEqual(viewer.scope.urns, [900001]);
    assert.deepEqual(first.asked, ['U1 P900001']);
    await look(school(900001), { ...dfe, api: first, subject: 'U1', checked });
    assert.equal(first.asked.length, 1);
    await look(school(900001), { ...dfe, api: first, subject: 'U1', checked, recheck: true });
    assert.equal(first.asked.length, 2);
    now = new Date(now.getTime() + 5 * 60_000);
    assert.deepEqual(await see(school(900001), { ...dfe, api: first, subject: 'U1', checked }), [[], 'no-role']);
    now = new Date('2026-11-23T12:00:00Z');
  });

  it('what is known of one organisation says nothing of another', async () => {
    const answers = api(['no']);
    const checked: CheckedRole = { organisation: 'school:900001', answer: 'yes', at: now.getTime() };
    assert.deepEqual(await see(school(900002), { ...dfe, api: answers, checked }), [[], 'no-role']);
  });

  it('when it cannot be found out nothing is seen, and it is asked again the next time', async () => {
    const answers = api(['unknown', 'yes']);
    const { viewer, checked } = await look(school(900001), { ...dfe, api: answers });
    assert.deepEqual([viewer.scope.urns, viewer.standing.reason], [[], 'cannot-check']);
    assert.deepEqual(await see(school(900001), { ...dfe, api: answers, checked }), [[900001], 'sees-schools']);
    assert.deepEqual(await see(school(900001), { ...dfe, api: null }), [[], 'cannot-check']);
  });

  it('sensitive items need the right and the role', async () => {
    await buildGrant(owner, 'school:900001', 'idams:SENS', 'sensitive');
    await buildGrant(owner, 'school:900001', 'idams:SENS', 'agree');
    const held = (await look(school(900001), { subject: 'SENS' })).viewer;
    assert.deepEqual([held.scope.sensitive, [...held.rights].sort()], [true, ['agree', 'sensitive', 'view']]);
    const without = (await look(school(900001), { subject: 'SENS', roles: [] })).viewer;
    assert.deepEqual([without.scope.sensitive, [...without.rights]], [undefined, ['agree']]);
    const elsewhere = (await look(school(900002), { subject: 'SENS' })).viewer;
    assert.equal(elsewhere.scope.sensitive, undefined);
  });
});

describe('belonging, where DfE Sign-in named the organisation hours ago and the role is kept here', () => {
  const subject = 'LEAVER';
  const person = `dfe-sign-in:${subject}`;
  const dfe = { door: 'dfe-sign-in', subject } as const;
  type Places = readonly Organisation[] | null;
  const api = (...places: Places[]) => {
    const asked: string[] = [];
    return {
      asked,
      holdsRole: async (): Promise<Answer> => 'no',
      organisationsOf: async (user: string) => {
        asked.push(user);
        return places.shift()!;
      },
    };
  };
  const heron = [school(900001)];
  before(async () => {
    await buildGrant(owner, 'school:900001', person, 'view');
  });

  it('is asked for, remembered for some minutes, and asked for anew before a download', async () => {
    const provider = api(heron, heron, []);
    const { viewer, placed } = await look(school(900001), { ...dfe, api: provider });
    assert.deepEqual([viewer.scope.urns, provider.asked], [[900001], [subject]]);
    await look(school(900001), { ...dfe, api: provider, placed });
    assert.equal(provider.asked.length, 1);
    await look(school(900001), { ...dfe, api: provider, placed, recheck: true });
    assert.equal(provider.asked.length, 2);
    now = new Date(now.getTime() + 5 * 60_000);
    const left = await look(school(900001), { ...dfe, api: provider, placed });
    now = new Date('2026-11-23T12:00:00Z');
    assert.deepEqual([left.viewer.scope.urns, left.viewer.standing.reason], [[], 'left-organisation']);
    assert.equal(left.viewer.organisationKey, null);
  });

  it('of another organisation is none, and when it cannot be found out nothing is seen', async () => {
    assert.deepEqual(await see(school(900001), { ...dfe, api: api([school(900002)]) }), [[], 'left-organisation']);
    assert.deepEqual(await see(school(900001), { ...dfe, api: api(null) }), [[], 'cannot-check']);
    const placed: CheckedRole = { organisation: 'school:900002', answer: 'yes', at: now.getTime() };
    assert.deepEqual(await see(school(900001), { ...dfe, api: api([]), placed }), [[], 'left-organisation']);
  });

  it('is what an approver needs who holds no role in DfE Sign-in', async () => {
    const row = {
      organisation: 'school:900001',
      email: 'leaver@x.example',
      duty: 'approver',
      person: 'dfe-sign-in:APP',
    };
    await owner
      .insertInto('member')
      .values({ ...row, name: null, added_at: now, added_by: 'test' } as never)
      .execute();
    const approver = { ...dfe, subject: 'APP', places: { 'dfe-sign-in': 'api', idams: 'claims' } } as const;
    const there = (await look(school(900001), { ...approver, api: api(heron) })).viewer;
    assert.deepEqual([there.approver, there.standing.reason], [true, 'no-role']);
    for (const places of [[], null]) {
      const { viewer } = await look(school(900001), { ...approver, api: api(places) });
      assert.deepEqual([viewer.approver, viewer.organisationKey], [false, null]);
    }
  });

  it('is not asked for where nobody can be asked, or where nothing hangs on it', async () => {
    assert.deepEqual(await see(school(900001), { ...dfe, api: null }), [[900001], 'sees-schools']);
    const provider = api();
    assert.deepEqual(await see(school(900001), { ...dfe, subject: 'NOTHING', api: provider }), [[], 'no-role']);
    assert.deepEqual(await see(school(900001), { api: provider }), [[900001], 'sees-schools']);
    assert.deepEqual(provider.asked, []);
  });
});

describe('a request for the role', () => {
  const local = { 'dfe-sign-in': 'local', idams: 'local' } as const;
  const waits = async (change: Look = {}, urn = 900001) =>
    (await look(school(urn), { subject: 'ASKED', places: local, ...change })).viewer.waiting;

  it('waits while it is open, in the organisation acted for, and where our own tables say who holds the role', async () => {
    assert.equal(await waits(), false);
    const asked = {
      organisation: 'school:900001',
      person: 'idams:ASKED',
      name: 'Ada',
      email: 'ada@x.example',
      reason: '',
    };
    await owner
      .insertInto('right_request')
      .values([
        { ...asked, right_name: 'view', asked_at: now },
        { ...asked, organisation: 'school:900002', right_name: 'sensitive', asked_at: now },
      ])
      .execute();
    assert.equal(await waits(), true);
    assert.equal(await waits({}, 900002), false);
    assert.equal(await waits({ subject: 'OTHER' }), false);
    assert.equal(await waits({ places: { ...local, idams: 'claims' }, roles: [] }), false);
    await buildGrant(owner, 'school:900001', 'idams:ASKED');
    assert.equal(await waits(), false);
    await owner.deleteFrom('right_grant').where('person', '=', 'idams:ASKED').execute();
    await owner
      .updateTable('right_request')
      .set({ decision: 'withdrawn', decided_at: now, decided_by: 'idams:ASKED', decided_by_name: 'Ada' })
      .where('person', '=', 'idams:ASKED')
      .execute();
    assert.equal(await waits(), false);
  });
});

describe('several organisations', () => {
  const both = { organisations: [school(900001), trust('5001')] };

  it('one at a time is active, the first unless chosen', async () => {
    assert.equal((await look(null, both)).viewer.organisationKey, 'school:900001');
    const chosen = (await look(null, { ...both, chosen: 'trust:5001' })).viewer;
    assert.equal(chosen.organisationKey, 'trust:5001');
    assert.equal(chosen.organisations.length, 2);
  });

  it('one that the person does not have, or has no more, is none', async () => {
    assert.deepEqual(await see(null, { ...both, chosen: 'school:900002' }), [[], 'no-organisation']);
  });

  it('through the own issuer they come from our own tables, and end with the membership', async () => {
    const member = { organisation: 'school:900002', email: 'm@x.example', duty: 'member', person: 'oidc:M' } as const;
    await owner
      .insertInto('member')
      .values({ ...member, added_at: now, added_by: 'tests' } as never)
      .execute();
    await buildGrant(owner, 'school:900002', 'oidc:M');
    assert.deepEqual(await see(null, { door: 'oidc', subject: 'M', organisations: [school(900001)] }), [
      [900002],
      'sees-schools',
    ]);
    await owner.deleteFrom('member').where('person', '=', 'oidc:M').execute();
    assert.deepEqual(await see(null, { door: 'oidc', subject: 'M' }), [[], 'no-organisation']);
  });
});

it('what a UKPRN means is looked up at each request, so that a correction takes effect at once', async () => {
  const point = (organisation: string) =>
    owner
      .insertInto('ukprn_organisation')
      .values({ ukprn: '10000301', organisation, added_at: now, added_by: 'tests' })
      .onConflict((on) => on.column('ukprn').doUpdateSet({ organisation }))
      .execute();
  const officer = { door: 'idams', organisations: [], ukprn: '10000301' } as const;
  await point('trust:5002');
  assert.deepEqual(await see(null, officer), [[900004], 'sees-schools']);
  await point('authority:301');
  assert.deepEqual(await see(null, officer), [[900001, 900002], 'sees-schools']);
  await owner.deleteFrom('ukprn_organisation').where('ukprn', '=', '10000301').execute();
  assert.deepEqual(await see(null, officer), [[], 'organisation-unknown']);
});
