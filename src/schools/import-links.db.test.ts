import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { createFolder } from './extract.fixture.ts';
import { predecessorsOf } from './find-school.ts';
import { importLinks, isLinkFile } from './import-links.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const { owner } = await testDatabase({ after });
const write = createFolder({ after });
const HEADER = 'URN,LinkURN,LinkName,LinkType,LinkEstablishedDate';
const file = (...rows: string[]) => write('links_edubasealldata20260901.csv', [HEADER, ...rows, ''].join('\r\n'));
const counts = ({ added, changed, unchanged, refused }: Awaited<ReturnType<typeof importLinks>>) => [
  added,
  changed,
  unchanged,
  refused.length,
];

test('links are added once; another day is a change', async () => {
  const path = file(
    '150001,100001,"Old, School",Predecessor,01-09-2026',
    '150001,100001,Old School,Predecessor,01-09-2026',
    '100001,150001,New,Successor,',
  );
  assert.equal(await isLinkFile(path), true);
  assert.deepEqual(counts(await importLinks(owner, path, NOW)), [2, 0, 0, 0]);
  assert.deepEqual(counts(await importLinks(owner, path, NOW)), [0, 0, 2, 0]);
  assert.deepEqual(
    counts(await importLinks(owner, file('150001,100001,Old,Predecessor,02-09-2026'), NOW)),
    [0, 1, 0, 0],
  );
  assert.deepEqual(await predecessorsOf(owner, 150_001), [
    { urn: 100_001, linkType: 'Predecessor', since: '2026-09-02' },
  ]);
});

test('links that cannot be read are listed, among them those to invented schools', async () => {
  const done = await importLinks(
    owner,
    file(
      '150002,100002,Old,Predecessor,01-09-2026',
      '900001,100003,Old,Predecessor,01-09-2026',
      '150004,100004,Old,Predecessor,soon',
      '150005,100005',
    ),
    NOW,
  );
  assert.deepEqual(done.refused, [
    { line: 3, why: '"900001" is not the URN of a school' },
    { line: 4, why: 'the day "soon" is not a day' },
    { line: 5, why: 'it has 2 columns instead of 5' },
  ]);
  assert.deepEqual(await predecessorsOf(owner, 900_001), []);
});

test('a file of schools is no file of links', async () => {
  assert.equal(await isLinkFile(write('schools.csv', 'URN,EstablishmentName\r\n1,a\r\n')), false);
});
