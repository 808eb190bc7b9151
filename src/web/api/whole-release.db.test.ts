import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { loadSchools } from '../../cli/load/load-schools.ts';
import { DEFAULT_SETTINGS } from '../../domain/disclosure/settings.ts';
import { makeRelease } from '../../publish/make-release.ts';
import { describeDataSet } from '../../publish/released/describe-data-set.ts';
import { releasesOf } from '../../publish/released/folder-releases.fixture.ts';
import { keepDataSets } from '../../publish/released/keep-data-sets.ts';
import type { ReleasedFiles } from '../../publish/released/released-files.ts';
import { openTestApp } from '../app.fixture.ts';
import { openAsk } from './api.fixture.ts';
import { DATA_SETS } from './data-sets.ts';

const { owner, statistics, viewer, url } = await testDatabase({ after });
const issuer = await startIssuer();
const released: ReleasedFiles[] = [];
const app = await openTestApp({ logins: { viewer, statistics }, issuer, options: { releases: releasesOf(released) } });
after(() => Promise.all([app.close(), issuer.close()]).then(() => {}));
const ask = await openAsk(app);
await loadSchools(owner, url, {
  ...{ schools: 12, pupils: 130, days: 10, seed: 1, authority: '330' },
  now: new Date('2026-06-13T18:00:00Z'),
  signal: new AbortController().signal,
});

/** A release as of a Friday, made from the tallies of the schools, as it will be published. */
async function make(asOf: string, now: Date): Promise<ReleasedFiles> {
  const limits = { leastResponsePercent: 75, largestChange: 0.5 };
  const settings = { disclosure: DEFAULT_SETTINGS, limits, invented: true };
  const { files, id, startYear } = await makeRelease({ statistics, now, codeVersion: 'test', settings }, asOf);
  const shown = files.filter(({ isPublic }) => isPublic);
  const gzip = async (name: string) => shown.find((file) => file.name === name)?.content ?? null;
  return { id, startYear, asOf, publishedAt: now, note: null, files: shown, gzip };
}

test('every data set of releases made from tallies is answered cell by cell as its file is, and each release is a version', async () => {
  const earlier = await make('2026-06-05', new Date('2026-06-20T08:30:00Z'));
  const latest = await make('2026-06-12', new Date('2026-06-27T08:30:00Z'));
  released.push(latest, earlier);
  let hidden = 0;
  for (const { id, name } of DATA_SETS.filter((each) => each.name !== 'revisions')) {
    const { indicators } = (await ask(`/data-sets/${id}/meta`)).json();
    const { results, paging } = (await ask(`/data-sets/${id}/query?pageSize=10000`)).json();
    const records = parse(gunzipSync((await latest.gzip(`${name}.csv`))!), { columns: true }) as Record<
      string,
      string
    >[];
    assert.equal(paging.totalResults, records.length, name);
    const cellsOf = (value: (indicator: { id: string; column: string }) => string) => indicators.map(value).join();
    const answered = results.map(({ values }: { values: Record<string, string> }) =>
      cellsOf((each) => values[each.id]!),
    );
    const inFile = records.map((record) => cellsOf((each) => record[each.column]!));
    assert.deepEqual(answered.toSorted(), inFile.toSorted(), name);
    hidden += answered.filter((cells: string) => cells.startsWith('c')).length;
    const kept = JSON.parse(gunzipSync((await latest.gzip(`${name}.meta.json`))!).toString());
    assert.deepEqual(kept, describeDataSet((await keepDataSets()(latest, name))!), name);
  }
  assert.ok(hidden > 0);
  const { results } = (await ask(`/data-sets/${DATA_SETS[0]!.id}/versions`)).json();
  assert.deepEqual(
    results.map(({ version, release }: { version: string; release: { slug: string } }) => [version, release.slug]),
    [
      ['1.1', '2026-w24'],
      ['1.0', '2026-w23'],
    ],
  );
});
