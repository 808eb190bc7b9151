import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { testDatabase } from '../../test/database.ts';
import { writeReleaseFiles } from '../../test/release-files.ts';
import { startIssuer } from '../access/issuer.fixture.ts';
import { DEFAULT_SETTINGS } from '../domain/disclosure/settings.ts';
import type { ReleaseRules } from '../domain/release/rules.ts';
import { digestOf, packFile } from '../publish/pack-file.ts';
import { publishRelease } from '../publish/publish-release.ts';
import { releaseOfFolder, releasesOf } from '../publish/released/folder-releases.fixture.ts';
import type { ReleasedFiles } from '../publish/released/released-files.ts';
import { storedReleases } from '../publish/released/stored-releases.ts';
import { addSignature, writeRelease } from '../store/releases.ts';
import { openTestApp } from './app.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-statistics-pages-'));
const logins = await testDatabase({ after });
const issuer = await startIssuer();
const published: ReleasedFiles[] = [];
let app: FastifyInstance;
let files: string;

before(async () => {
  files = await writeReleaseFiles(folder, { weeks: 2 });
  app = await openTestApp({
    logins,
    issuer,
    clock: { now: () => new Date('2023-10-06T12:00:00Z') },
    options: { releases: releasesOf(published), disclosure: { ...DEFAULT_SETTINGS, leastPupils: 37 } },
  });
});
after(async () => {
  await app?.close();
  await issuer.close();
  rmSync(folder, { recursive: true, force: true });
});

const release = (id: string, note: string | null = null) =>
  releaseOfFolder(files, {
    id,
    startYear: 2023,
    asOf: '2023-09-22',
    publishedAt: new Date('2023-10-05T08:30:00Z'),
    note,
  });
const PAGES = ['/statistics', '/statistics/areas', '/statistics/areas/E12000001', '/statistics/data'];

test('pages change at the moment at which a release is published, and caches are told', async () => {
  const before = await Promise.all(PAGES.map((url) => app.inject(url)));
  for (const answer of before) {
    assert.match(answer.body, /No statistics have been published yet/);
    assert.equal(answer.headers['cache-control'], 'public, no-cache');
  }
  published.unshift(release('2023-w38'));
  for (const [place, url] of PAGES.entries()) {
    const tag = before[place]!.headers.etag!;
    const answer = await app.inject({ url, headers: { 'if-none-match': tag } });
    assert.equal(answer.statusCode, 200, url);
    assert.notEqual(answer.headers.etag, tag);
    assert.match(answer.body, /Published at 9.30am on Thursday 5 October 2023/);
    const again = await app.inject({ url, headers: { 'if-none-match': String(answer.headers.etag) } });
    assert.deepEqual([again.statusCode, again.body], [304, '']);
  }
});

test('figures on the pages are those of the files', async () => {
  const { body } = await app.inject('/statistics');
  // The all-schools rates of the Department's own week 37 of 2023, in the week after with more illness.
  const [header, ...rows] = readFileSync(join(files, 'weekly.csv'), 'utf8').split('\r\n');
  const columns = header!.split(',');
  const row = rows
    .map((each) => each.split(','))
    .find((each) => each.includes('Week 38') && each.includes('National') && each.includes('Total'))!;
  const rate = Number(row[columns.indexOf('attendance_perc')]).toFixed(1);
  assert.ok(body.includes(`Attendance in England in the week of 18 to 22 September 2023 was ${rate}%`), rate);
});

test('areas, releases and files that are not there are not found', async () => {
  for (const url of [
    '/statistics/areas/E06999999',
    '/statistics/areas/%3Cscript%3E',
    '/statistics/releases/2023-w40',
    '/statistics/releases/2023-w38/files/inputs.json',
    '/statistics/releases/2023-w38/files/..%2Fweekly.csv',
    '/statistics/releases/2023-w40/files/weekly.csv',
  ])
    assert.equal((await app.inject(url)).statusCode, 404, url);
});

test('a file is served whole under its digest, compressed or not, and may be kept for ever', async () => {
  const url = '/statistics/releases/2023-w38/files/weekly.csv';
  const bytes = readFileSync(join(files, 'weekly.csv'));
  const digest = createHash('sha256').update(bytes).digest('hex');
  const plain = await app.inject(url);
  assert.deepEqual(plain.rawPayload, bytes);
  assert.equal(plain.headers.etag, `"${digest}"`);
  assert.equal(plain.headers['content-type'], 'text/csv; charset=utf-8');
  assert.equal(plain.headers['content-disposition'], 'attachment; filename="2023-w38-invented-data-weekly.csv"');
  assert.equal(plain.headers['cache-control'], 'public, max-age=31536000, immutable');
  const gzip = await app.inject({ url, headers: { 'accept-encoding': 'br, gzip' } });
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.notEqual(gzip.headers.etag, plain.headers.etag);
  const kept = await app.inject({ url, headers: { 'if-none-match': `W/"${digest}"` } });
  assert.deepEqual([kept.statusCode, kept.body], [304, '']);
  assert.ok((await app.inject('/statistics/data')).body.includes(digest));
});

test('an earlier release stays readable, and says which is newer; a correction says what was wrong', async () => {
  published.unshift(release('2023-w38.2', 'A <school> counted twice.'));
  const earlier = (await app.inject('/statistics/releases/2023-w38')).body;
  assert.match(earlier, /There is a newer release: .*2023-w38\.2/);
  const correction = (await app.inject('/statistics/releases/2023-w38.2')).body;
  assert.match(correction, /This release is a correction: A &lt;school&gt; counted twice\./);
  assert.doesNotMatch(correction, /newer release/);
  const list = (await app.inject('/statistics/releases')).body;
  assert.ok(list.indexOf('2023-w38.2') < list.indexOf('/statistics/releases/2023-w38"'));
});

test('the methodology tells the thresholds and the dates in force', async () => {
  const { body } = await app.inject('/statistics/methodology');
  assert.match(body, /at least so many pupils in its denominator[\s\S]{0,200}37/);
  assert.match(body, /Monday 11 September 2023/);
  assert.match(body, /with figures to a Friday, on the Thursday 13 days later at 9\.30am/);
  assert.match(body, /10 days after its last day or later/);
  const guidance = (await app.inject('/statistics/data-guidance')).body;
  for (const column of ['reason_t_authorised_grt_absence', 'school_type', 'auth_grt_perc', 'attendance-reasons.csv'])
    assert.ok(guidance.includes(column), column);
});

test('a release of the database is on no page and its files are not there before it is published, and all of it from then on', async () => {
  const stored = await openTestApp({ logins, issuer, options: { releases: storedReleases(logins.viewer) } });
  after(() => stored.close());
  const { id, digest } = await writeStoredRelease();
  const file = `/statistics/releases/${id}/files/weekly.csv`;
  assert.match((await stored.inject('/statistics')).body, /No statistics have been published yet/);
  for (const url of [file, `/statistics/releases/${id}`]) assert.equal((await stored.inject(url)).statusCode, 404, url);

  const signedAt = new Date('2023-10-04T12:00:00Z');
  for (const name of ['A', 'B'])
    await addSignature(logins.owner, id, { personKey: `person:${name}`, name, signedAt, digest });
  await publishRelease(logins.owner, id, new Date('2023-10-05T08:30:00Z'));
  assert.match((await stored.inject('/statistics')).body, /week of 18 to 22 September 2023 was \d/);
  assert.deepEqual((await stored.inject(file)).rawPayload, readFileSync(join(files, 'weekly.csv')));
  assert.match((await stored.inject('/statistics/data')).body, /weekly\.csv[\s\S]*MB/);
  // What it is made from is kept with it, and is nobody's to read here.
  assert.equal((await stored.inject(`/statistics/releases/${id}/files/inputs.csv`)).statusCode, 404);
});

/** Keeps the files of the folder as a release that is made and not published. */
async function writeStoredRelease(): Promise<{ id: string; digest: string }> {
  const id = '2023-w38';
  const names = readdirSync(files).filter((name) => !name.startsWith('attendance-reasons'));
  const packed = await Promise.all(names.map((name) => packFile(name, true, [readFileSync(join(files, name))])));
  const inputs = await packFile('inputs.csv', false, ['secret']);
  const digest = digestOf([...packed, inputs]);
  const made = {
    id,
    startYear: 2023,
    asOf: '2023-09-22',
    dueAt: new Date('2023-10-05T08:30:00Z'),
    madeAt: new Date('2023-10-02T08:00:00Z'),
    digest,
    inputsDigest: inputs.digest,
    codeVersion: 'test',
    rules: { former: null } as ReleaseRules,
    checks: [],
    note: '',
  };
  await logins.owner.transaction().execute((transaction) => writeRelease(transaction, made, [...packed, inputs]));
  return { id, digest };
}
