import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { organisationsOfUkprn } from '../store/ukprns.ts';
import { findSchool, schoolsOfTrust } from './find-school.ts';
import { importSandboxSchools, type SandboxSchoolRecord } from './import-sandbox-schools.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const { owner } = await testDatabase({ after });
const SCHOOL: SandboxSchoolRecord = {
  urn: 900_001,
  name: 'Sandbox Heron Academy (invented)',
  typeCode: '34',
  phaseCode: '4',
  laCode: '831',
  establishmentNumber: '4001',
  lowAge: 11,
  highAge: 18,
  trust: { uid: '90001', name: 'Sandbox Marram Trust (invented)' },
};

test('invented schools are added once, with their trust, and changed in place', async () => {
  assert.deepEqual(await importSandboxSchools(owner, [SCHOOL], NOW), { added: 1 });
  assert.deepEqual(await importSandboxSchools(owner, [{ ...SCHOOL, name: 'Sandbox Teal Academy (invented)' }], NOW), {
    added: 0,
  });
  const school = await findSchool(owner, 900_001);
  assert.deepEqual(
    [school?.name, school?.publishedPhase, school?.mayShare, school?.invented],
    ['Sandbox Teal Academy (invented)', 'Secondary', true, true],
  );
  assert.deepEqual(
    (await schoolsOfTrust(owner, '90001', '2026-11-23')).map(({ urn }) => urn),
    [900_001],
  );
});

test("a URN that could be a real school's is refused, and none is added", async () => {
  await assert.rejects(
    importSandboxSchools(
      owner,
      [
        { ...SCHOOL, urn: 900_002 },
        { ...SCHOOL, urn: 100_000 },
      ],
      NOW,
    ),
    { code: 'sandbox-refused', message: /URN 100000/ },
  );
  assert.equal(await findSchool(owner, 900_002), null);
});

test('no schools, nothing to do', async () => {
  assert.deepEqual(await importSandboxSchools(owner, [], NOW), { added: 0 });
});

test('a closed school, a single-academy trust and UKPRNs are in the list as such', async () => {
  const trust = {
    uid: '90003',
    name: 'Sandbox Fen Trust (invented)',
    kind: 'single-academy',
    ukprn: '10980003',
  } as const;
  const open = { ...SCHOOL, urn: 900_003, ukprn: '10900003', laUkprn: '10990831', trust };
  const closed = { ...SCHOOL, urn: 900_905, trust: null, closedOn: '2025-08-31' };
  await importSandboxSchools(owner, [open, closed], NOW);
  await importSandboxSchools(owner, [open, closed], NOW);
  const listed = await owner
    .selectFrom('school')
    .select(['urn', 'ukprn', 'status_code', 'status_name', 'close_date', 'may_share'])
    .where('urn', 'in', [900_003, 900_905])
    .orderBy('urn')
    .execute();
  assert.deepEqual(listed.map(Object.values), [
    [900_003, '10900003', '1', 'Open', null, true],
    [900_905, null, '2', 'Closed', '2025-08-31', false],
  ]);
  const trusts = await owner.selectFrom('trust').select(['kind', 'ukprn']).where('trust_uid', '=', '90003').execute();
  assert.deepEqual(trusts, [{ kind: 'single-academy', ukprn: '10980003' }]);
  assert.deepEqual(
    await Promise.all(['10900003', '10980003', '10990831'].map((ukprn) => organisationsOfUkprn(owner, ukprn))),
    ['school:900003', 'trust:90003', 'authority:831'],
  );
});

test('what the operator has set for a UKPRN stays', async () => {
  await owner.updateTable('ukprn_organisation').set({ organisation: 'authority:886' }).execute();
  await importSandboxSchools(owner, [{ ...SCHOOL, laUkprn: '10990831' }], NOW);
  assert.equal(await organisationsOfUkprn(owner, '10990831'), 'authority:886');
});

test('what would be published about an invented school is in the list', async () => {
  const facts = { pupils: 240, fsmPermille: 262, senSupportPermille: 131, ehcPlanPermille: null };
  await importSandboxSchools(owner, [{ ...SCHOOL, facts: { ...facts, latitude: 52.9, longitude: -1.5 } }], NOW);
  const columns = [
    'pupils',
    'fsm_permille',
    'sen_support_permille',
    'ehc_plan_permille',
    'latitude',
    'longitude',
  ] as const;
  const listed = await owner.selectFrom('school').select(columns).where('urn', '=', SCHOOL.urn).execute();
  assert.deepEqual(listed.map(Object.values), [[240, 262, 131, null, 52.9, -1.5]]);
});
