import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { buildAuthority, buildSchool, buildTrust } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { organisationsOfUkprn } from '../../store/ukprns.ts';
import { changeUkprn, readUkprnTable } from './change-ukprn.ts';
import { approverOf, partsAt, staff } from './rights.fixture.ts';

const { owner, viewer: database } = await testDatabase({ after });
const parts = partsAt('2026-11-23T12:00:00Z');
const operator = staff('operator');
await buildAuthority(owner, { laCode: '301', name: 'Reedshire', schools: [] });
for (const uid of ['5001', '5002', '5003']) await buildTrust(owner, { uid, academies: [] });
await buildTrust(owner, { uid: '5004', closed: '2026-08-31', academies: [] });
for (const urn of [900001, 900002]) await buildSchool(owner, { urn });
const number = (uid: string, ukprn: string) =>
  owner.updateTable('trust').set({ ukprn }).where('trust_uid', '=', uid).execute();
await number('5001', '10000001');
await number('5002', '10000002');
await number('5003', '10000002');
await number('5004', '10000001');
await owner.updateTable('school').set({ ukprn: '10000009' }).where('urn', '=', 900001).execute();
await owner.updateTable('school').set({ ukprn: '10000009', status_code: '2' }).where('urn', '=', 900002).execute();

afterEach(async () => {
  for (const table of ['ukprn_organisation', 'audit_event', 'audit_head'] as const)
    await owner.deleteFrom(table).execute();
});

const change = async (ukprn: string, organisation: string | null, viewer = operator) =>
  (await changeUkprn(database, viewer, { ukprn, organisation }, parts)).outcome;

test('the list’s open organisation, when one alone has the UKPRN', async () => {
  assert.equal(await organisationsOfUkprn(database, '10000001'), 'trust:5001');
  assert.equal(await organisationsOfUkprn(database, '10000009'), 'school:900001');
  assert.equal(await organisationsOfUkprn(database, '10000002'), null);
  assert.equal(await organisationsOfUkprn(database, '10000003'), null);
  assert.equal(await organisationsOfUkprn(database, "1' OR '1'='1"), null);
});

test('the operator’s table comes first', async () => {
  assert.equal(await change('10000001', 'authority:301'), 'changed');
  assert.equal(await organisationsOfUkprn(database, '10000001'), 'authority:301');
  assert.equal(await change('10000001', 'authority:301'), 'unchanged');
  assert.equal(await change('10000001', 'trust:5002'), 'changed');
  assert.equal(await organisationsOfUkprn(database, '10000001'), 'trust:5002');
  assert.equal(await change('10000001', null), 'removed');
  assert.equal(await change('10000001', null), 'unchanged');
  assert.equal(await organisationsOfUkprn(database, '10000001'), 'trust:5001');
  const events = await owner.selectFrom('audit_event').select(['what', 'detail']).orderBy('event_id').execute();
  assert.deepEqual(
    events.map(({ detail }) => [JSON.parse(detail).before, JSON.parse(detail).now]),
    [
      [null, 'authority:301'],
      ['authority:301', 'trust:5002'],
      ['trust:5002', null],
    ],
  );
});

test('several at once: each is written, one after the other', async () => {
  const done = await Promise.all(
    ['authority:301', 'trust:5001', 'authority:301'].map((key) => change('10000005', key)),
  );
  assert.equal(done.includes('changed'), true);
  assert.equal((await readUkprnTable(database, operator))?.length, 1);
});

test('only the operator, only a UKPRN, only an organisation of the lists', async () => {
  for (const other of [approverOf('school:900001'), staff('analyst')]) {
    assert.equal(await change('10000001', 'authority:301', other), 'not-allowed');
    assert.equal(await readUkprnTable(database, other), null);
  }
  for (const ukprn of ['', '20000001', '1000001', '1000000a'])
    assert.equal(await change(ukprn, 'authority:301'), 'ukprn-unusable');
  for (const key of ['authority:302', 'operator', 'ofsted:1'])
    assert.equal(await change('10000001', key), 'organisation-unknown');
  assert.equal(await change(' 10000004 ', 'authority:301'), 'changed');
  assert.deepEqual(
    (await readUkprnTable(database, operator))?.map(({ ukprn, name }) => [ukprn, name]),
    [['10000004', 'Reedshire']],
  );
});
