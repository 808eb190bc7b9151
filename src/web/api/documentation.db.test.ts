import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { testDatabase } from '../../../test/database.ts';
import { writeReleaseFiles } from '../../../test/release-files.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { releaseOfFolder, releasesOf } from '../../publish/released/folder-releases.fixture.ts';
import { keepDataSets } from '../../publish/released/keep-data-sets.ts';
import { NO_RELEASES } from '../../publish/released/released-files.ts';
import { openTestApp } from '../app.fixture.ts';
import { openAsk } from './api.fixture.ts';
import { callsOf } from './calls.ts';
import { openPublished } from './published.ts';

const FILE = join(import.meta.dirname, '../../../docs/api.md');
const folder = mkdtempSync(join(tmpdir(), 'rollcall-api-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const facts = { startYear: 2023, asOf: '2023-09-15', publishedAt: new Date('2023-09-28T08:30:00Z'), note: null };
const releaseOf = async (disclosure: string) =>
  releaseOfFolder(await writeReleaseFiles(folder, { weeks: 1, disclosure }), { id: '2023-w37', ...facts });

const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
async function open(disclosure: string) {
  const releases = releasesOf([await releaseOf(disclosure)]);
  const app = await openTestApp({ logins, issuer, options: { releases, invented: false } });
  after(() => app.close());
  return app;
}
const app = await open('department');
await app.listen({ port: 0 });
const origin = `http://localhost:${(app.server.address() as { port: number }).port}`;

/** Runs an example as a shell would. Those of the documentation have an address, headers and a body, each in single quotes. */
async function run(command: string): Promise<Response> {
  const option = (name: string) => new RegExp(`${name} '([^']+)'`).exec(command)?.[1];
  const [, path] = /'http:\/\/localhost:3000([^']+)'/.exec(command) ?? assert.fail(`no address in ${command}`);
  const [name, value] = option('-H')?.split(': ') ?? [];
  const body = option('-d');
  return fetch(origin + path, {
    ...(body !== undefined && { method: 'POST', body }),
    ...(name !== undefined && { headers: { [name]: value! } }),
  });
}

test('every example of api.md answers what stands below it', async () => {
  const parts = readFileSync(FILE, 'utf8').split(/(```(?:sh|json)\n.*?```)/s);
  let [examples, answered] = [0, null as string | null];
  for (const [place, part] of parts.entries()) {
    if (part.startsWith('```sh')) {
      examples++;
      const answer = await run(part);
      const text = await answer.text();
      answered = answer.headers.get('content-type')?.startsWith('application/json') ? text : null;
      if (answered === null) assert.match(text, /^time_period,/);
    } else if (part.startsWith('```json')) {
      parts[place] = `\`\`\`json\n${JSON.stringify(JSON.parse(answered!), null, 2)}\n\`\`\``;
    }
  }
  assert.ok(examples >= 9);
  compareFile(parts.join(''));
});

test('api.md lists every call', () => {
  const rows = callsOf(openPublished(NO_RELEASES, keepDataSets()), false).map(
    ({ method, path, summary }) => `| \`${method} ${path}\` | ${summary} |`,
  );
  const table = ['| Call | What it gives |', '| --- | --- |', ...rows].join('\n');
  compareFile(
    readFileSync(FILE, 'utf8').replace(
      /<!-- from code -->.*<!-- to code -->/s,
      `<!-- from code -->\n${table}\n<!-- to code -->`,
    ),
  );
});

function compareFile(wanted: string): void {
  if (process.env['ROLLCALL_UPDATE_DOCS'] === '1') writeFileSync(FILE, wanted);
  else
    assert.equal(
      readFileSync(FILE, 'utf8'),
      wanted,
      'docs/api.md does not say what the API answers. Make it anew: ROLLCALL_UPDATE_DOCS=1 npm test -- --only api/documentation',
    );
}

test('page by page, the API gives every cell of the file, and what is hidden there is hidden here', async () => {
  const strict = await open('strict');
  const ask = await openAsk(strict);
  const [{ id: publication }] = (await ask('/publications')).json().results;
  const dataSets = (await ask(`/publications/${publication}/data-sets`)).json().results;
  const { id } = dataSets.find(({ title }: { title: string }) => title === 'Persistent absence');
  const { indicators } = (await ask(`/data-sets/${id}/meta`)).json();
  const file = (await strict.inject(`/api/statistics/v1/data-sets/${id}/csv`)).rawPayload;
  const records = parse(gunzipSync(file), { columns: true }) as Record<string, string>[];
  const cells: string[] = [];
  for (let page = 1; cells.length < records.length; page++) {
    const { results } = (await ask(`/data-sets/${id}/query?pageSize=100&page=${page}`)).json();
    assert.ok(results.length > 0);
    for (const { values } of results) cells.push(indicators.map((each: { id: string }) => values[each.id]).join());
  }
  const columns: string[] = indicators.map(({ column }: { column: string }) => column);
  assert.deepEqual(
    cells,
    records.map((record) => columns.map((column) => record[column]).join()),
  );
  assert.ok(cells.filter((cell) => cell.startsWith('c,')).length > 10);
});
