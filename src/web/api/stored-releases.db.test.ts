import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import type { ReleaseRules } from '../../domain/release/rules.ts';
import { digestOf, packFile } from '../../publish/pack-file.ts';
import { publishRelease } from '../../publish/publish-release.ts';
import { AREAS, METADATA, TIDY_COLUMNS } from '../../publish/query/tidy-file.fixture.ts';
import { storedReleases } from '../../publish/released/stored-releases.ts';
import { addSignature, writeRelease } from '../../store/releases.ts';
import { openTestApp } from '../app.fixture.ts';
import { openAsk } from './api.fixture.ts';
import { DATA_SETS } from './data-sets.ts';

const logins = await testDatabase({ after });
const issuer = await startIssuer();
const app = await openTestApp({ logins, issuer, options: { releases: storedReleases(logins.viewer) } });
after(() => Promise.all([app.close(), issuer.close()]).then(() => {}));
const ask = await openAsk(app);
const dueAt = new Date('2026-10-22T08:30:00Z');

/** A release of so many weeks as it is kept when it was made and signed by two people. */
async function signRelease(id: string, asOf: string, weeks: readonly number[], former: string | null): Promise<void> {
  const rows = weeks.map((week) => `2026,Week ${week},${AREAS[0]},All schools,Illness,c,c\r\n`);
  const files = [
    await packFile('attendance-reasons.csv', true, [`${TIDY_COLUMNS}\r\n`, ...rows]),
    await packFile('attendance-reasons.meta.csv', true, [METADATA]),
    await packFile('persistent-absence.csv', false, [`${TIDY_COLUMNS}\r\n`, ...rows]),
    await packFile('persistent-absence.meta.csv', false, [METADATA]),
  ];
  const digest = digestOf(files);
  const made = { id, startYear: 2026, asOf, dueAt, madeAt: dueAt, digest, inputsDigest: digest, codeVersion: '1' };
  await logins.statistics
    .transaction()
    .execute((transaction) =>
      writeRelease(transaction, { ...made, rules: { former } as ReleaseRules, checks: [], note: '' }, files),
    );
  for (const personKey of ['a', 'b'])
    await addSignature(logins.owner, id, { personKey, name: personKey, signedAt: dueAt, digest });
}

const dataSet = DATA_SETS[0]!.id;
const total = async (query = '') => {
  const answer = await ask(`/data-sets/${dataSet}/query${query}`);
  return answer.statusCode === 200 ? answer.json().paging.totalResults : answer.statusCode;
};

test('a release of the database is there once it is published, and so are its public files alone', async () => {
  await signRelease('2026-w40', '2026-10-02', [40], null);
  assert.equal(await total(), 404);
  assert.deepEqual((await ask('/publications')).json().results, []);
  await publishRelease(logins.owner, '2026-w40', dueAt);
  assert.equal(await total(), 1);
  const [{ id, lastPublished }] = (await ask('/publications')).json().results;
  assert.equal(lastPublished, dueAt.toISOString());
  const { results } = (await ask(`/publications/${id}/data-sets`)).json();
  assert.deepEqual(
    results.map((each: { id: string }) => each.id),
    [dataSet],
  );
});

test('the next one takes its place when it is published, and the one before stays a version', async () => {
  await signRelease('2026-w42', '2026-10-16', [40, 41, 42], '2026-w40');
  assert.equal(await total(), 1);
  await publishRelease(logins.owner, '2026-w42', dueAt);
  assert.equal(await total(), 3);
  assert.equal(await total('?dataSetVersion=1.0'), 1);
  const { results } = (await ask(`/data-sets/${dataSet}/versions`)).json();
  assert.deepEqual(
    results.map(({ version, release }: { version: string; release: { slug: string } }) => [version, release.slug]),
    [
      ['1.1', '2026-w42'],
      ['1.0', '2026-w40'],
    ],
  );
});
