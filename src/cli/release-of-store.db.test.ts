import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { DEFAULT_SETTINGS } from '../domain/disclosure/settings.ts';
import { makeDueRelease } from '../jobs/follow-releases.ts';
import { INPUTS_FILE, type MakingParts, makeRelease } from '../publish/make-release.ts';
import { readOperatorRelease, signRelease } from '../publish/operate-releases.ts';
import { unpackFile } from '../publish/pack-file.ts';
import { publishDue, publishRelease } from '../publish/publish-release.ts';
import { storedReleases } from '../publish/released/stored-releases.ts';
import { verifyRelease } from '../publish/verify-release.ts';
import { deleteHeldData } from '../store/held-data.ts';
import { listReleaseFiles, readRelease, readReleaseFile } from '../store/releases.ts';
import { loadSchools } from './load/load-schools.ts';

const { owner, statistics, viewer, url } = await testDatabase({ after });
await loadSchools(owner, url, {
  schools: 30,
  pupils: 6000,
  days: 10,
  seed: 1,
  authority: '330',
  now: new Date('2026-06-13T18:00:00Z'),
  signal: new AbortController().signal,
});
// Fifteen of each phase: of few schools, as the load makes some, nothing may be told, nor of those behind which they are hidden.
await sql`UPDATE school SET published_phase = CASE WHEN urn % 2 = 0 THEN 'Primary' ELSE 'Secondary' END WHERE urn > 950000`.execute(
  owner,
);

const settings = {
  disclosure: DEFAULT_SETTINGS,
  limits: { leastResponsePercent: 75, largestChange: 0.5 },
  invented: true,
};
const FIRST = '2026-06-05';
const SECOND = '2026-06-12';
const parts = (time: string, more: Partial<MakingParts> = {}): MakingParts => ({
  statistics,
  now: new Date(time),
  codeVersion: 'test',
  settings,
  ...more,
});
const scopeOf = (person: string) => ({ urns: [], operator: true, person });
const refused = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

async function sign(id: string, person: string, digest?: string): Promise<void> {
  const shown = (await readOperatorRelease(viewer, scopeOf(person), id))!.release.digest;
  const signing = { id, digest: digest ?? shown, personKey: person, name: `Name of ${person}` };
  await signRelease(viewer, scopeOf(person), signing, new Date('2026-06-16T10:00:00Z'));
}
const problemsOf = async (id: string) =>
  (await readRelease(owner, id))!.checks.flatMap(({ name, problems }) => problems.map((each) => ({ name, ...each })));

test('a release is not made before its marks have settled, nor of a day that is no Friday', async () => {
  await assert.rejects(makeRelease(parts('2026-06-14T12:00:00Z'), FIRST), refused('release-too-early'));
  await assert.rejects(makeRelease(parts('2026-07-14T12:00:00Z'), '2026-06-04'), refused('command-invalid'));
  await assert.rejects(makeRelease(parts('2026-12-14T12:00:00Z'), '2026-10-09'), refused('release-empty'));
  assert.equal((await sql`SELECT FROM release`.execute(owner)).rows.length, 0);
});

test('the sandbox’s tallies go through a whole release: made, checked, signed by two, published when due', async () => {
  const made = { id: '2026-w23' };
  const time = parts('2026-06-15T08:00:00Z');
  assert.equal(await makeDueRelease(time), made.id);
  assert.equal(await makeDueRelease(time), null);
  assert.deepEqual(await problemsOf(made.id), []);
  assert.equal((await readRelease(owner, made.id))!.state, 'made');
  const names = (await listReleaseFiles(owner, made.id)).map(({ name }) => name);
  assert.ok(names.includes('weekly.csv') && names.includes('attendance-by-characteristic.meta.csv'), names.join());
  assert.ok(names.includes(INPUTS_FILE) && !names.includes('revisions.csv'));

  await assert.rejects(publishRelease(owner, made.id, new Date('2026-06-18T08:30:00Z')), refused('release-unsigned'));
  await sign(made.id, 'oidc:one');
  await assert.rejects(sign(made.id, 'oidc:one'), refused('release-signed-already'));
  await assert.rejects(publishRelease(owner, made.id, new Date('2026-06-18T08:30:00Z')), refused('release-unsigned'));
  await sign(made.id, 'oidc:two');
  await assert.rejects(publishRelease(owner, made.id, new Date('2026-06-18T08:29:59Z')), refused('release-embargoed'));
  assert.deepEqual(await publishDue(owner, new Date('2026-06-18T08:29:59Z')), []);

  const releases = storedReleases(viewer);
  assert.deepEqual([await releases.latest(), await releases.find(made.id), await releases.list()], [null, null, []]);
  assert.equal(await readReleaseFile(viewer, made.id, 'weekly.csv'), null);

  assert.deepEqual(await publishDue(owner, new Date('2026-06-18T08:30:00Z')), [made.id]);
  assert.deepEqual(await publishDue(owner, new Date('2026-06-18T08:31:00Z')), []);
  await assert.rejects(publishRelease(owner, made.id, new Date('2026-06-19T08:30:00Z')), refused('release-published'));
  const latest = (await releases.latest())!;
  assert.deepEqual([latest.id, latest.note, latest.asOf], [made.id, null, FIRST]);
  assert.ok(latest.files.some(({ name }) => name === 'weekly.csv'));
  assert.ok(!latest.files.some(({ name }) => name === INPUTS_FILE));
  assert.equal(await latest.gzip(INPUTS_FILE), null);
  assert.equal(await readReleaseFile(viewer, made.id, INPUTS_FILE), null);
  const weekly = (await readReleaseFile(owner, made.id, 'weekly.csv'))!;
  assert.match(unpackFile(weekly).toString(), /National,.*,Total,\d/);
  assert.deepEqual(await latest.gzip('weekly.csv'), weekly.content);
});

test('the next one has its revisions since the one before', async () => {
  await makeRelease(parts('2026-06-29T08:00:00Z'), SECOND);
  assert.deepEqual(await problemsOf('2026-w24'), []);
  const release = (await readRelease(owner, '2026-w24'))!;
  assert.deepEqual([release.rules.former, release.asOf], ['2026-w23', SECOND]);
  const { headlines, signatures } = (await readOperatorRelease(viewer, scopeOf('oidc:one'), '2026-w24'))!;
  assert.deepEqual([signatures, headlines.revisions], [[], []]);
  assert.ok(headlines.compared > 20);
  assert.equal(headlines.rows[0]!.phase, 'Total');
  assert.match(headlines.rows[0]!.rates.get('attendance_perc')!, /^\d/);
});

test('a sign-off is of the files as they were shown, and is gone when they are made anew, which failed checks may end', async () => {
  await assert.rejects(sign('2026-w24', 'oidc:one', 'other'), refused('release-overtaken'));
  await sign('2026-w24', 'oidc:one');
  const strict = { ...settings, limits: { ...settings.limits, leastResponsePercent: 101 } };
  const made = await makeRelease(parts('2026-06-29T09:00:00Z', { settings: strict }), SECOND);
  assert.equal(made.passed, false);
  const [problem] = await problemsOf('2026-w24');
  assert.deepEqual([problem?.name, problem?.file, problem?.column], ['response', 'weekly.csv', 'num_schools']);
  assert.ok(problem?.line && problem.line > 1);
  const { release, signatures } = (await readOperatorRelease(viewer, scopeOf('oidc:one'), '2026-w24'))!;
  assert.deepEqual([release.state, signatures], ['failed', []]);
  await assert.rejects(sign('2026-w24', 'oidc:one'), refused('release-checks-failed'));
  const later = new Date('2026-07-20T12:00:00Z');
  await assert.rejects(publishRelease(owner, '2026-w24', later), refused('release-checks-failed'));
});

test('a release that fails while it is written leaves the one before as it was', async () => {
  const before = (await readRelease(owner, '2026-w24'))!.digest;
  await sql`CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'full'; END $$`.execute(
    owner,
  );
  await sql`CREATE TRIGGER fail_once BEFORE INSERT ON release_file FOR EACH ROW WHEN (NEW.name = 'weekly.csv') EXECUTE FUNCTION fail_once()`.execute(
    owner,
  );
  await assert.rejects(makeRelease(parts('2026-06-29T09:00:00Z'), SECOND), /full/);
  await sql`DROP TRIGGER fail_once ON release_file`.execute(owner);
  const kept = (await readRelease(owner, '2026-w24'))!;
  assert.deepEqual([kept.digest, kept.state], [before, 'failed']);
  assert.ok((await listReleaseFiles(owner, '2026-w24')).length > 10);
});

test('a release that is made anew can pass, and waits for its time when two have signed it', async () => {
  assert.equal((await makeRelease(parts('2026-06-29T09:00:00Z'), SECOND)).passed, true);
  for (const person of ['oidc:one', 'oidc:two']) await sign('2026-w24', person);
  assert.equal((await readRelease(owner, '2026-w24'))!.state, 'signed');
});

test('a published release is corrected by another one, with a note, and stays readable', async () => {
  await assert.rejects(makeRelease(parts('2026-06-22T09:00:00Z'), FIRST), refused('command-invalid'));
  const made = await makeRelease(parts('2026-06-22T09:00:00Z'), FIRST, 'Two schools were counted twice.');
  assert.deepEqual([made.id, made.rules.former], ['2026-w23.2', '2026-w23']);
  assert.equal(made.dueAt.toISOString(), '2026-06-23T08:30:00.000Z');
  await sign(made.id, 'oidc:one');
  await sign(made.id, 'oidc:two');
  await publishRelease(owner, made.id, new Date('2026-06-23T08:30:00Z'));
  const releases = storedReleases(viewer);
  assert.deepEqual(
    [(await releases.latest())!.id, (await releases.latest())!.note],
    ['2026-w23.2', 'Two schools were counted twice.'],
  );
  assert.deepEqual(
    (await releases.list()).map(({ id }) => id),
    ['2026-w23.2', '2026-w23'],
  );
  assert.ok(await (await releases.find('2026-w23'))!.gzip('daily.csv'));
});

test('a release that was not compared with the newest one is not published, nor is an older one corrected', async () => {
  const time = parts('2026-06-29T09:30:00Z');
  assert.equal((await readRelease(owner, '2026-w24'))!.rules.former, '2026-w23');
  const due = new Date('2026-06-30T09:30:00Z');
  await assert.rejects(publishRelease(owner, '2026-w24', due), refused('release-not-newest'));
  await assert.rejects(publishDue(owner, due), refused('release-not-newest'));
  const made = await makeRelease(time, SECOND);
  assert.deepEqual([made.passed, made.rules.former], [true, '2026-w23.2']);
  for (const person of ['oidc:one', 'oidc:two']) await sign('2026-w24', person);
  assert.deepEqual(await publishDue(owner, due), ['2026-w24']);
  await assert.rejects(makeRelease(time, FIRST, 'Too late.'), refused('release-not-newest'));
});

test('a release is made again to the byte, also after its schools have opted out and are deleted', async () => {
  await sql`UPDATE agreement SET state = 'opted-out' WHERE school_urn > 950000`.execute(owner);
  for (const { urn } of (await sql<{ urn: number }>`SELECT urn FROM school WHERE urn > 950000`.execute(owner)).rows)
    await deleteHeldData(owner, urn);
  assert.equal((await sql`SELECT FROM tally_published`.execute(owner)).rows.length, 0);
  const now = { ...settings, disclosure: { ...settings.disclosure, leastPupils: 12 } };
  for (const id of ['2026-w23.2', '2026-w24']) {
    const found = await verifyRelease(owner, id, now);
    assert.deepEqual(
      found.files.filter((each) => each.found !== 'equal'),
      [],
    );
    assert.ok(found.files.some(({ name }) => name === 'revisions.csv'));
    assert.deepEqual([found.digestHolds, found.ruleChanges], [true, ['disclosure.leastPupils was 10 and is 12']]);
  }
});

test('a file that is not as it was signed is named', async () => {
  const inputs = (await readReleaseFile(owner, '2026-w23', INPUTS_FILE))!;
  assert.throws(() => unpackFile({ ...inputs, digest: '00' }), /inputs\.csv is not kept as it was made/);
});
