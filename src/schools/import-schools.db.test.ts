import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { createFolder, type ExtractRow, inTrust, writeExtract } from './extract.fixture.ts';
import { findSchool } from './find-school.ts';
import { importSchools } from './import-schools.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const { owner } = await testDatabase({ after });
const write = createFolder({ after });

const importRows = (day: string, rows: readonly ExtractRow[], without: string[] = []) =>
  importSchools(owner, { file: write(`edubasealldata${day}.csv`, writeExtract(rows, without)) }, NOW);
const counts = ({ added, changed, unchanged, refused }: Awaited<ReturnType<typeof importSchools>>) => ({
  added,
  changed,
  unchanged,
  refused: refused.length,
});
const trustsOf = async (urn: number) =>
  (
    await sql<{
      row: string;
    }>`SELECT concat_ws(' ', trust_uid, coalesce(valid_from::text, '-'), coalesce(valid_to::text, '-')) AS row FROM school_trust WHERE urn = ${urn} ORDER BY valid_from NULLS FIRST`.execute(
      owner,
    )
  ).rows.map(({ row }) => row);
const areasOf = async (urn: number) =>
  (
    await sql<{
      row: string;
    }>`SELECT concat_ws(' ', la_code, coalesce(valid_from::text, '-'), coalesce(valid_to::text, '-')) AS row FROM school_area WHERE urn = ${urn} ORDER BY valid_from NULLS FIRST`.execute(
      owner,
    )
  ).rows.map(({ row }) => row);
const refusal = (message: RegExp) => ({ name: 'RollcallError', code: 'file-invalid', message });

test('a file twice: the second changes nothing', async () => {
  const rows = [{ URN: '101001' }, { URN: '101002', ...inTrust('2345', 'Bird Trust') }];
  assert.deepEqual(counts(await importRows('20260901', rows)), { added: 2, changed: 0, unchanged: 0, refused: 0 });
  const before = await sql`SELECT * FROM school WHERE urn IN (101001, 101002)`.execute(owner);
  assert.deepEqual(counts(await importRows('20260901', rows)), { added: 0, changed: 0, unchanged: 2, refused: 0 });
  assert.deepEqual((await sql`SELECT * FROM school WHERE urn IN (101001, 101002)`.execute(owner)).rows, before.rows);
});

test('a later file: a change is written, a school that is missing from it stays', async () => {
  await importRows('20260901', [{ URN: '102001' }, { URN: '102002' }]);
  const later = await importRows('20260902', [
    { URN: '102001', 'EstablishmentStatus (code)': '2', CloseDate: '31-08-2026' },
  ]);
  assert.deepEqual(counts(later), { added: 0, changed: 1, unchanged: 0, refused: 0 });
  const [closed, missing] = [await findSchool(owner, 102_001), await findSchool(owner, 102_002)];
  assert.deepEqual([closed?.mayShare, closed?.closeDate, missing?.mayShare], [false, '2026-08-31', true]);
});

test('a change of trust closes the old membership and opens a new one on the day of the extract', async () => {
  await importRows('20260901', [{ URN: '103001', ...inTrust('2345', 'Bird Trust') }]);
  assert.deepEqual(counts(await importRows('20260903', [{ URN: '103001', ...inTrust('2346', 'Fish Trust') }])), {
    added: 0,
    changed: 1,
    unchanged: 0,
    refused: 0,
  });
  assert.deepEqual(await trustsOf(103_001), ['2345 2001-09-01 2026-09-02', '2346 2026-09-03 -']);
  await importRows('20260904', [
    { URN: '103001', 'TypeOfEstablishment (code)': '34', 'TypeOfEstablishment (name)': 'Academy converter' },
  ]);
  assert.deepEqual(await trustsOf(103_001), ['2345 2001-09-01 2026-09-02', '2346 2026-09-03 2026-09-03']);
});

test('a file without trusts leaves memberships alone, and without pupil numbers those too', async () => {
  await importRows('20260904', [{ URN: '104001', ...inTrust('2345', 'Bird Trust') }]);
  const columns = [
    'Trusts (code)',
    'Trusts (name)',
    'TrustSchoolFlag (code)',
    'TrustSchoolFlag (name)',
    'NumberOfPupils',
    'TypeOfEstablishment (code)',
    'PhaseOfEducation (code)',
    'EstablishmentStatus (code)',
  ];
  const row = { URN: '104001', 'TypeOfEstablishment (name)': 'Academy converter' };
  assert.deepEqual(counts(await importRows('20260905', [row], columns)), {
    added: 0,
    changed: 0,
    unchanged: 1,
    refused: 0,
  });
  assert.deepEqual(await trustsOf(104_001), ['2345 2001-09-01 -']);
  assert.equal(
    (await owner.selectFrom('school').select('pupils').where('urn', '=', 104_001).executeTakeFirst())?.pupils,
    200,
  );
});

test('a change of local authority is dated likewise; an authority that began later had another before it', async () => {
  await importRows('20260905', [{ URN: '105001' }, { URN: '105002', 'LA (code)': '942', 'LA (name)': 'Cumberland' }]);
  await importRows('20260906', [{ URN: '105001', 'LA (code)': '830', 'LA (name)': 'Derbyshire' }]);
  assert.deepEqual(await areasOf(105_001), ['831 2001-09-01 2026-09-05', '830 2026-09-06 -']);
  assert.deepEqual(await areasOf(105_002), ['909 2001-09-01 2023-03-31', '942 2023-04-01 -']);
});

test('an older file adds what is not known and changes nothing', async () => {
  await importRows('20260906', [{ URN: '106001', EstablishmentName: 'New name' }]);
  const done = await importRows('20260101', [{ URN: '106001', EstablishmentName: 'Old name' }, { URN: '106002' }]);
  assert.deepEqual([counts(done), done.olderThan], [{ added: 1, changed: 0, unchanged: 1, refused: 0 }, '2026-09-06']);
  assert.equal((await findSchool(owner, 106_001))?.name, 'New name');
});

test('an older file fills in the published facts that a newer one did not have', async () => {
  const shareOf = async (urn: number) =>
    (await owner.selectFrom('school').select('fsm_permille').where('urn', '=', urn).executeTakeFirst())?.fsm_permille;
  await importRows('20260906', [{ URN: '106003' }, { URN: '106004', PercentageFSM: '' }]);
  const older = ['106003', '106004'].map((URN) => ({ URN, PercentageFSM: '25.0' }));
  await importRows('20260101', older);
  assert.deepEqual([await shareOf(106_003), await shareOf(106_004)], [181, 250]);
});

test('rows that cannot be read are left out and listed by line; the rest is imported', async () => {
  const done = await importRows('20260907', [
    { URN: '107001' },
    { URN: '900001' },
    { URN: '107001' },
    { URN: '107002', OpenDate: 'soon' },
    { URN: '107003' },
  ]);
  assert.equal(done.added, 2);
  assert.deepEqual(done.refused, [
    { line: 3, why: 'URN 900001 is of the range kept for invented schools (900000 and above)' },
    { line: 4, why: 'URN 107001 is already on line 2' },
    { line: 5, why: 'the open date "soon" is not a day' },
  ]);
  assert.equal(await findSchool(owner, 900_001), null);
});

test('a file that is cut off leaves nothing behind', async () => {
  const rows = Array.from({ length: 4500 }, (_, i) => ({ URN: String(200_000 + i) }));
  const text = writeExtract(rows);
  const cut = write('edubasealldata20260908.csv', text.slice(0, -'"Derby","DE1 1AA"\r\n'.length));
  await assert.rejects(
    importSchools(owner, { file: cut }, NOW),
    refusal(/ends in the middle of a row \(line 4501\): the download was cut off/),
  );
  const inQuotes = write('edubasealldata20260908.csv', text.slice(0, -5));
  await assert.rejects(importSchools(owner, { file: inQuotes }, NOW), refusal(/ends within a quoted cell/));
  const packed = gzipSync(text);
  const cutGzip = write('edubasealldata20260908.csv.gz', packed.subarray(0, packed.length - 400));
  await assert.rejects(importSchools(owner, { file: cutGzip }, NOW), refusal(/cut-off gzip/));
  assert.equal(await findSchool(owner, 200_000), null);
  assert.equal((await sql`SELECT FROM school_import WHERE file LIKE '%20260908%'`.execute(owner)).rows.length, 0);
});

test('what is no extract, has no school in it, or says no day is refused', async () => {
  const give = (name: string, text: string) => importSchools(owner, { file: write(name, text) }, NOW);
  await assert.rejects(give('20260909.csv', 'a,b\n1,2\n'), refusal(/columns URN, EstablishmentName, .* are missing/));
  await assert.rejects(give('20260909.csv', writeExtract([])), refusal(/has no school in it/));
  await assert.rejects(
    give('extract.csv', writeExtract([{}])),
    refusal(/does not say in its name from which day it is.*--as-at/),
  );
  const done = await importSchools(
    owner,
    { file: write('extract.csv', writeExtract([{ URN: '108001' }])), asAt: '2026-09-09' },
    NOW,
  );
  assert.deepEqual([done.added, done.asAt], [1, '2026-09-09']);
});

test('Windows-1252 and text that looks like SQL or HTML are kept as they are', async () => {
  const name = `St Mary’s <b>É</b>'); DROP TABLE school; --`;
  const bytes = Buffer.from(
    writeExtract([{ URN: '109001', EstablishmentName: name.replace('’', '\u0092') }]),
    'latin1',
  );
  await importSchools(owner, { file: write('edubasealldata20260910.csv', bytes) }, NOW);
  assert.equal((await findSchool(owner, 109_001))?.name, name);
});
