import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
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
