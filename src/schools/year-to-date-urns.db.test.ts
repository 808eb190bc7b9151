import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { importSandboxSchools } from './import-sandbox-schools.ts';
import { yearToDateUrns } from './year-to-date-urns.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const YEAR = '2026-08-03';
const { owner } = await testDatabase({ after });

const school = (urn: number) => ({
  urn,
  name: `School ${urn} (invented)`,
  typeCode: '34',
  phaseCode: '4',
  laCode: '831',
  establishmentNumber: '4001',
  lowAge: 11,
  highAge: 16,
  trust: null,
});
const link = (urn: number, link_urn: number, link_type: string, link_date: string | null) => ({
  urn,
  link_urn,
  link_type,
  link_date,
});
const agree = (urn: number, state: 'receiving' | 'opted-out') =>
  owner
    .insertInto('agreement')
    .values({
      school_urn: urn,
      state,
      source: 'wonde',
      source_school_id: null,
      source_host: null,
      mis: null,
      changed_at: NOW,
      checked_at: NOW,
    })
    .execute();
const links = (...rows: ReturnType<typeof link>[]) => owner.insertInto('school_link').values(rows).execute();

before(() => importSandboxSchools(owner, [900_011, 900_012, 900_013].map(school), NOW));
beforeEach(async () => {
  await owner.deleteFrom('school_link').execute();
  await owner.deleteFrom('agreement').execute();
});

test("where both agreed, the predecessor's marks of the year are joined, and it is said", async () => {
  await links(link(900_012, 900_011, 'Predecessor', '2026-11-01'));
  await agree(900_011, 'receiving');
  await agree(900_012, 'receiving');
  assert.deepEqual(await yearToDateUrns(owner, 900_012, YEAR), {
    urns: [900_012, 900_011],
    because:
      'Includes the marks of School 900011 (invented) (URN 900011), replaced on 1 November 2026: both schools agreed to share.',
  });
});

test('where the predecessor did not agree, its marks are left out, and it is said', async () => {
  await links(link(900_012, 900_011, 'Predecessor', '2026-11-01'));
  await agree(900_011, 'opted-out');
  await agree(900_012, 'receiving');
  assert.deepEqual(await yearToDateUrns(owner, 900_012, YEAR), {
    urns: [900_012],
    because:
      'Leaves out the marks of School 900011 (invented) (URN 900011), replaced on 1 November 2026: that school does not share its data.',
  });
});

test('where the successor did not agree, nothing is joined', async () => {
  await links(link(900_012, 900_011, 'Predecessor', '2026-11-01'));
  await agree(900_011, 'receiving');
  assert.deepEqual((await yearToDateUrns(owner, 900_012, YEAR)).urns, [900_012]);
});

test("the predecessor's own year stays its own", async () => {
  await links(link(900_012, 900_011, 'Predecessor', '2026-11-01'));
  await agree(900_011, 'receiving');
  await agree(900_012, 'receiving');
  assert.deepEqual(await yearToDateUrns(owner, 900_011, YEAR), { urns: [900_011], because: null });
});

test('a conversion before the year brings nothing to it', async () => {
  await links(link(900_012, 900_011, 'Predecessor', '2026-08-02'));
  await agree(900_011, 'receiving');
  await agree(900_012, 'receiving');
  assert.deepEqual(await yearToDateUrns(owner, 900_012, YEAR), { urns: [900_012], because: null });
});

test("the link is read from the predecessor's side too, and a second conversion in the year is followed", async () => {
  await links(
    link(900_011, 900_012, 'Successor', '2026-09-01'),
    link(900_013, 900_012, 'Predecessor', '2026-11-01'),
    link(900_012, 900_013, 'Successor', '2026-11-01'),
  );
  for (const urn of [900_011, 900_012, 900_013]) await agree(urn, 'receiving');
  const { urns, because } = await yearToDateUrns(owner, 900_013, YEAR);
  assert.deepEqual(urns, [900_013, 900_012, 900_011]);
  assert.match(because ?? '', /URN 900012.*1 November 2026.*URN 900011.*1 September 2026/);
});

test('schools that merged or split in the year are not joined, and it is said', async () => {
  for (const urn of [900_011, 900_012, 900_013]) await agree(urn, 'receiving');
  await links(link(900_013, 900_011, 'Predecessor', '2026-11-01'), link(900_013, 900_012, 'Predecessor', '2026-11-01'));
  const merged = {
    urns: [900_013],
    because: 'Leaves out schools that merged or split in the year: their pupils did not move as one.',
  };
  assert.deepEqual(await yearToDateUrns(owner, 900_013, YEAR), merged);
  await owner.deleteFrom('school_link').execute();
  await links(link(900_013, 900_011, 'Predecessor', '2026-11-01'), link(900_012, 900_011, 'Predecessor', '2026-11-01'));
  assert.deepEqual(await yearToDateUrns(owner, 900_013, YEAR), merged);
});
