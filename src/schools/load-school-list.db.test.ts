import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { findSchool, predecessorsOf, schoolsOfArea, schoolsOfTrust, searchSchools } from './find-school.ts';
import { loadSchoolList } from './load-school-list.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const { owner, viewer } = await testDatabase({ after });
const both = await Promise.all([loadSchoolList(owner, NOW), loadSchoolList(owner, NOW)]);

const count = async (text: string) =>
  (await sql.raw<{ count: number }>(`SELECT count(*) FROM ${text}`).execute(owner)).rows[0]?.count;

test('two starters at once: one loads all schools, the other finds nothing to do; nor does the next start', async () => {
  const done = both.filter((each) => each !== null);
  assert.deepEqual(
    done.map(({ added, refused }) => [added, refused.length]),
    [[22_065, 0]],
  );
  assert.equal(await loadSchoolList(owner, NOW), null);
  assert.equal(await count('school_import'), 1);
});

test('schools that may share, authorities, regions', async () => {
  assert.equal(await count('school WHERE may_share'), 21_988);
  assert.equal(await count('local_authority WHERE valid_to IS NULL'), 153);
  assert.equal(await count('local_authority WHERE valid_to IS NOT NULL'), 7);
  assert.equal(await count('region'), 9);
  assert.equal(await count('school s LEFT JOIN local_authority a USING (la_code) WHERE a.region_code IS NULL'), 0);
});

test('every school is in exactly one area today; no dated rows of a school overlap', async () => {
  assert.equal(
    await count('(SELECT urn FROM school_area WHERE valid_to IS NULL GROUP BY urn HAVING count(*) = 1) a'),
    22_065,
  );
  for (const table of ['school_area', 'school_trust']) {
    assert.equal(await count(`${table} WHERE valid_to < valid_from`), 0);
    assert.equal(
      await count(
        `(SELECT valid_to, lead(valid_from) OVER (PARTITION BY urn ORDER BY valid_from NULLS FIRST) AS next FROM ${table}) r WHERE next IS NOT NULL AND (valid_to IS NULL OR valid_to >= next)`,
      ),
      0,
    );
  }
});

test('schools of Cumberland were in Cumbria until the end of March 2023', async () => {
  const now = (await schoolsOfArea(owner, '942', '2023-04-01')).map(({ urn }) => urn);
  const before = new Set((await schoolsOfArea(owner, '909', '2023-03-31')).map(({ urn }) => urn));
  assert.ok(now.length > 100);
  assert.deepEqual(await schoolsOfArea(owner, '909', '2023-04-01'), []);
  assert.deepEqual(await schoolsOfArea(owner, '942', '2023-03-31'), []);
  assert.ok(now.filter((urn) => before.has(urn)).length > 0.95 * now.length);
});

test('memberships: 9,455 academies are in a known trust, each dated by the extract it was seen in', async () => {
  assert.equal(await count('school_trust WHERE valid_to IS NULL'), 9455);
  const { rows } = await sql<{
    as_at: string;
    count: number;
  }>`SELECT as_at, count(*) FROM school_trust WHERE valid_to IS NULL GROUP BY 1 ORDER BY 1`.execute(owner);
  assert.deepEqual(rows, [
    { as_at: '2022-08', count: 7256 },
    { as_at: '2026-04', count: 239 },
    { as_at: '2026-06', count: 428 },
    { as_at: '2026-07', count: 1532 },
  ]);
  assert.equal((await schoolsOfTrust(owner, '5143', '2026-11-23')).length > 40, true);
  assert.ok((await count('school_trust t JOIN trust USING (trust_uid) WHERE t.valid_to IS NOT NULL'))! > 480);
});

test("a school with the names of its area and region, under the viewer's login", async () => {
  const school = await findSchool(viewer, 100_000);
  assert.deepEqual(
    [school?.name, school?.areaName, school?.regionName, school?.sharingCategory],
    ['The Aldgate School', 'City of London', 'London', 'Primary'],
  );
  assert.equal(await findSchool(viewer, 999_999), null);
});

test('search by URN, by DfE number, by words in any order; signs of patterns mean themselves', async () => {
  const names = async (text: string) => (await searchSchools(viewer, text)).map(({ name }) => name);
  assert.deepEqual(await names('100000'), ['The Aldgate School']);
  assert.deepEqual(await names('201/3614'), ['The Aldgate School']);
  assert.deepEqual(await names('2013614'), ['The Aldgate School']);
  assert.equal((await names(' aldgate  THE '))[0], 'The Aldgate School');
  assert.deepEqual(await names('%%%'), []);
  assert.deepEqual(await names(''), []);
  assert.equal((await names('school')).length, 20);
});

test("predecessors come from GIAS's links, with their kind and day", async () => {
  assert.deepEqual(await predecessorsOf(owner, 100_023), [
    { urn: 100_024, linkType: 'Predecessor', since: '2015-09-15' },
  ]);
  assert.equal((await predecessorsOf(owner, 100_006))[0]?.linkType, 'Predecessor - merged');
});

test('published facts come with the list', async () => {
  const columns = [
    'pupils',
    'fsm_permille',
    'sen_support_permille',
    'ehc_plan_permille',
    'latitude',
    'longitude',
  ] as const;
  const school = await owner.selectFrom('school').select(columns).where('urn', '=', 100_000).executeTakeFirst();
  assert.deepEqual(Object.values(school!), [271, 181, 218, 30, 51.513_46, -0.075_92]);
});
