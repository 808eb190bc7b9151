import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildAuthority, buildGrant, buildSchool, buildTrust } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { readDeciders } from './read-deciders.ts';
import { readOwnGrants } from './read-own-grants.ts';
import { approverOf, someone, staff } from './rights.fixture.ts';
import { searchOrganisations } from './search-organisations.ts';

const { owner, viewer: database } = await testDatabase({ after });
const [HERON, LARK] = ['school:900001', 'school:900002'];
const teacher = someone('Teacher', HERON);

before(async () => {
  await buildSchool(owner, { urn: 900001, name: 'Reed School' });
  await buildSchool(owner, { urn: 900002, name: 'Reed Closed', closed: '2026-08-31' });
  await buildTrust(owner, { uid: '301', name: 'Trust of Reed', academies: [] });
  await buildAuthority(owner, { laCode: '301', name: 'Reedshire', schools: [] });
  const added = { added_at: '2026-09-01T08:00:00Z', added_by: 'tests' };
  await owner
    .insertInto('member')
    .values([
      { organisation: HERON, email: 'b@x.example', duty: 'approver', person: 'oidc:B', name: 'Bea', ...added },
      { organisation: HERON, email: 'a@x.example', duty: 'approver', person: null, name: null, ...added },
      { organisation: HERON, email: 'm@x.example', duty: 'member', person: null, name: null, ...added },
      { organisation: LARK, email: 'l@x.example', duty: 'approver', person: null, name: 'Lou', ...added },
    ])
    .execute();
  await buildGrant(owner, HERON, teacher.person, 'sensitive');
  await buildGrant(owner, HERON, 'dfe-sign-in:Other', 'agree');
  await buildGrant(owner, LARK, teacher.person, 'view');
});

describe('who decides in one’s organisation, and what one holds there', () => {
  it('names the approvers of the organisation acted for, by each wall alone', async () => {
    for (const handle of [database, owner]) {
      assert.deepEqual(await readDeciders(handle, teacher), ['a@x.example', 'Bea']);
      assert.deepEqual(await readDeciders(handle, someone('T', LARK)), ['Lou']);
      assert.deepEqual(await readDeciders(handle, staff('operator')), []);
      assert.deepEqual(await readDeciders(handle, { ...teacher, organisationKey: null }), []);
    }
  });

  it('tells since when one’s own rights are held, and nobody else’s, to an approver too', async () => {
    for (const handle of [database, owner]) {
      assert.deepEqual([...(await readOwnGrants(handle, teacher)).keys()], ['sensitive']);
      assert.equal((await readOwnGrants(handle, approverOf(HERON))).size, 0);
    }
  });
});

describe('finding an organisation', () => {
  const find = async (text: string, limit = 10) =>
    (await searchOrganisations(database, staff('operator'), text, limit))?.map(({ key, closed }) => [key, closed]);

  it('is for the operator alone', async () => {
    for (const viewer of [teacher, approverOf(HERON), staff('analyst')])
      assert.equal(await searchOrganisations(owner, viewer, 'reed', 10), null);
  });

  it('takes numbers, names in our tables, and words in any order; open ones before closed ones', async () => {
    assert.deepEqual(await find('301'), [
      ['authority:301', false],
      ['trust:301', false],
    ]);
    assert.deepEqual(await find('trust:301'), [['trust:301', false]]);
    assert.deepEqual(await find(' reed  TRUST '), [['trust:301', false]]);
    assert.deepEqual(await find('reed'), [
      ['authority:301', false],
      ['school:900001', false],
      ['trust:301', false],
      ['school:900002', true],
    ]);
    assert.equal((await find('reed', 2))?.length, 2);
  });

  it('takes no character for more than itself', async () => {
    for (const text of ['', ' ', '%', '_', '\\', "' OR 1=1 --", '\u0000']) assert.deepEqual(await find(text), [], text);
  });
});
