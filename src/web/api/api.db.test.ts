import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Validator } from '@seriousme/openapi-schema-validator';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { AREAS } from '../../publish/query/tidy-file.fixture.ts';
import type { FilterOptions, IndicatorMeta, OptionMeta } from '../../publish/released/describe-data-set.ts';
import { releasesOf } from '../../publish/released/folder-releases.fixture.ts';
import type { ReleasedFiles } from '../../publish/released/released-files.ts';
import { openTestApp } from '../app.fixture.ts';
import type { AppOptions } from '../app.ts';
import { openAsk, releaseOfRows } from './api.fixture.ts';
import { API_PATH } from './api-routes.ts';

const [NATION, LONDON, , BARKING, CITY, DARLINGTON] = AREAS;
const weekOf = (week: number, figures = '9,1.00') => [
  `2026,Week ${week},${NATION},All schools,Illness,${week}00,4.63`,
  `2026,Week ${week},${LONDON},Primary,Illness,${week},2.00`,
  `2026,Week ${week},${BARKING},Primary,Illness,c,c`,
  `2026,Week ${week},${BARKING},Primary,Holiday,${figures}`,
  `2026,Week ${week},${CITY},Special,Illness,0,z`,
  `2026,Week ${week},${DARLINGTON},Primary,Illness,${week}5,0.07`,
];
const W40 = releaseOfRows('2026-w40', weekOf(40));
const W41 = releaseOfRows('2026-w41', [...weekOf(40), ...weekOf(41)]);
const CORRECTED = releaseOfRows('2026-w41.2', [...weekOf(40), ...weekOf(41, '8,0.90')], { note: 'A count was wrong.' });
const NEXT_YEAR = releaseOfRows(
  '2027-w40',
  weekOf(40).map((row) => row.replace('2026', '2027')),
);

const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());

async function open(releases: ReleasedFiles[] = [W41, W40], options: Partial<AppOptions> = {}) {
  const app = await openTestApp({ logins, issuer, options: { releases: releasesOf(releases), ...options } });
  after(() => app.close());
  return openAsk(app);
}

const ask = await open();
const [{ id: publication }] = (await ask('/publications')).json().results;
const [{ id: dataSet }] = (await ask(`/publications/${publication}/data-sets`)).json().results;
const meta = (await ask(`/data-sets/${dataSet}/meta`)).json();
const optionOf = (label: string): string =>
  meta.filters.flatMap(({ options }: FilterOptions) => options).find((each: OptionMeta) => each.label === label).id;
const [COUNT, PERCENT] = meta.indicators.map(({ id }: IndicatorMeta) => id);
const filterOf = (column: string): string => meta.filters.find((each: FilterOptions) => each.column === column).id;

interface ShortResult {
  readonly timePeriod: { readonly code: string };
  readonly geographicLevel: string;
  readonly values: Readonly<Record<string, string>>;
}
/** Week, level and count of each result. */
const short = (answer: { json(): { results: ShortResult[] } }) =>
  answer
    .json()
    .results.map(({ timePeriod, geographicLevel, values }) => `${timePeriod.code} ${geographicLevel} ${values[COUNT]}`);
const get = (query: string) => ask(`/data-sets/${dataSet}/query?${query}`);
const post = (payload: object, version = '') =>
  ask(`/data-sets/${dataSet}/query${version}`, { method: 'POST', payload });

test('publications and data sets tell what there is, and in the sandbox that it is invented', async () => {
  const { results, paging } = (await ask('/publications?search=ATTENDANCE')).json();
  assert.deepEqual(paging, { page: 1, pageSize: 20, totalResults: 1, totalPages: 1 });
  assert.equal(results[0].title, 'Pupil attendance in schools');
  assert.match(results[0].summary, /^Invented data\. /);
  assert.equal((await ask('/publications?search=weather')).json().paging.totalResults, 0);
  assert.deepEqual((await ask(`/publications/${publication}`)).json(), results[0]);
  const [summary] = (await ask(`/publications/${publication}/data-sets`)).json().results;
  assert.deepEqual((await ask(`/data-sets/${dataSet.toUpperCase()}`)).json(), summary);
  assert.deepEqual(summary.latestVersion, {
    version: '1.1',
    published: '2026-10-22T08:30:00.000Z',
    totalResults: 12,
    timePeriods: { start: 'Week 40 2026', end: 'Week 41 2026' },
    geographicLevels: ['National', 'Regional', 'Local authority'],
    filters: ['Education phase', 'Attendance reason'],
    indicators: ['Sessions', 'Share of sessions'],
  });
  const real = await open([W41], { invented: false });
  assert.doesNotMatch((await real(`/data-sets/${dataSet}`)).body, /nvented/);
  assert.deepEqual((await real(`/data-sets/${dataSet}/query`)).json().warnings, []);
});

test('metadata has an id for everything that can be asked for', async () => {
  assert.deepEqual(meta.timePeriods, [
    { code: 'W41', period: '2026', label: 'Week 41 2026' },
    { code: 'W40', period: '2026', label: 'Week 40 2026' },
  ]);
  assert.deepEqual(meta.indicators[1], {
    id: PERCENT,
    column: 'session_percent',
    label: 'Share of sessions',
    unit: '%',
    decimalPlaces: 2,
  });
  const authorities = meta.locations.find(({ level }: { level: { code: string } }) => level.code === 'LA');
  assert.deepEqual(authorities.level, { code: 'LA', label: 'Local authority' });
  assert.match(authorities.options[0].id, /^[0-9A-Za-z]{5}$/);
  assert.equal(authorities.options[0].oldCode, '301');
  const some = (await ask(`/data-sets/${dataSet}/meta?types=Indicators,TimePeriods`)).json();
  assert.deepEqual([some.filters, some.locations, some.indicators], [[], [], meta.indicators]);
});

test('a question in an address gives results with their ids, values as texts, and hidden cells as c', async () => {
  const answer = await get(`locations.in=LA|code|E09000002,LA|oldCode|201&timePeriods.eq=2026|W41`);
  assert.deepEqual(short(answer), ['W41 LA c', 'W41 LA 9', 'W41 LA 0']);
  const { results, paging, warnings } = answer.json();
  assert.deepEqual(paging, { page: 1, pageSize: 1000, totalResults: 3, totalPages: 1 });
  const area = (code: string) =>
    meta.locations
      .flatMap(({ options }: { options: object[] }) => options)
      .find((each: { code: string }) => each.code === code).id;
  assert.deepEqual(results[0], {
    timePeriod: { code: 'W41', period: '2026' },
    geographicLevel: 'LA',
    locations: { NAT: area('E92000001'), REG: area('E12000007'), LA: area('E09000002') },
    filters: {
      [filterOf('education_phase')]: optionOf('Primary'),
      [filterOf('attendance_reason')]: optionOf('Illness'),
    },
    values: { [COUNT]: 'c', [PERCENT]: 'c' },
  });
  assert.deepEqual(results[2].values, { [COUNT]: '0', [PERCENT]: 'z' });
  assert.deepEqual(warnings, [{ message: 'These figures are invented.', code: 'InventedData' }]);
});

test('the newest time comes first unless sorts are asked for, and pages follow each other', async () => {
  const primary = `filters.in=${optionOf('Primary')}&geographicLevels.in=REG,LA&indicators=${COUNT}`;
  assert.deepEqual(short(await get(primary)), [
    ...['W41 REG 41', 'W41 LA c', 'W41 LA 9', 'W41 LA 415'],
    ...['W40 REG 40', 'W40 LA c', 'W40 LA 9', 'W40 LA 405'],
  ]);
  assert.deepEqual(short(await get(`${primary}&pageSize=3&page=2`)), ['W41 LA 415', 'W40 REG 40', 'W40 LA c']);
  assert.deepEqual(short(await get(`${primary}&pageSize=3&page=9`)), []);
  assert.deepEqual(short(await get(`${primary}&pageSize=3&sorts=indicator|${COUNT}|Desc,timePeriod|Asc`)), [
    ...['W41 LA 415', 'W40 LA 405', 'W41 REG 41'],
  ]);
  const byArea = await get(`${primary}&sorts=location|LA|Asc&sorts=timePeriod|Asc&pageSize=3`);
  assert.deepEqual(short(byArea), ['W40 REG 40', 'W41 REG 41', 'W40 LA c']);
});

test('a question in a body joins criteria by and, or and not', async () => {
  const inLondon = { locations: { eq: { level: 'REG', code: 'E12000007' } } };
  const authorities = { geographicLevels: { eq: 'LA' } };
  const illness = { filters: { eq: optionOf('Illness') } };
  const since41 = { timePeriods: { gte: { period: '2026', code: 'W41' } } };
  const indicators = [COUNT];
  assert.deepEqual(short(await post({ criteria: { and: [inLondon, authorities, illness, since41] }, indicators })), [
    ...['W41 LA c', 'W41 LA 0'],
  ]);
  assert.deepEqual(
    short(
      await post({ criteria: { or: [{ geographicLevels: { eq: 'NAT' } }, { not: { ...inLondon, ...illness } }] } }),
    ),
    ['W41 NAT 4100', 'W40 NAT 4000'],
  );
  const sorts = [{ field: `filter|${filterOf('attendance_reason')}`, direction: 'Asc' }];
  assert.deepEqual(short(await post({ criteria: { ...inLondon, ...authorities }, sorts, pageSize: 2 })), [
    ...['W40 LA 9', 'W41 LA 9'],
  ]);
  assert.equal((await post({ criteria: null, sorts: null })).json().paging.totalResults, 12);
});

test('a question as the Department’s client for R writes it is understood', async () => {
  const area = (level: string, code: string) => ({
    and: [{ geographicLevels: { eq: 'LA' } }, { locations: { in: [{ level, code }] } }],
  });
  const payload = {
    criteria: {
      and: [
        { timePeriods: { in: [{ period: '2026', code: 'W41' }] } },
        { or: [area('REG', 'E12000007'), area('LA', 'E06000005')] },
        {
          and: [
            { filters: { in: [optionOf('Primary')] } },
            { filters: { in: [optionOf('Illness'), optionOf('Holiday')] } },
          ],
        },
      ],
    },
    indicators: [COUNT],
    debug: false,
    page: 1,
    pageSize: 1000,
  };
  assert.deepEqual(short(await post(payload)), ['W41 LA c', 'W41 LA 9', 'W41 LA 415']);
  const inAddress = `timePeriods.in=2026%7CW41&geographicLevels.in=LA&indicators=${COUNT}%2C%20${PERCENT}&page=1&pageSize=1000`;
  assert.deepEqual(short(await get(inAddress)), ['W41 LA c', 'W41 LA 9', 'W41 LA 0', 'W41 LA 415']);
});

test('what a data set has not is told of, and debug sets labels beside ids', async () => {
  const answer = await get(
    'locations.in=LA|code|E09000099,NAT|code|E92000001&filters.notEq=none&timePeriods.lt=2026|W1&debug=true',
  );
  assert.deepEqual(
    answer.json().warnings.map(({ code, path, detail }: Record<string, unknown>) => [code, path, detail]),
    [
      ['FiltersNotFound', 'filters.notEq', { items: ['none'] }],
      ['LocationsNotFound', 'locations.in', { items: ['LA|code|E09000099'] }],
      ['TimePeriodsNotFound', 'timePeriods.lt', { items: ['2026|W1'] }],
      ['DebugEnabled', undefined, undefined],
      ['QueryNoResults', undefined, undefined],
      ['InventedData', undefined, undefined],
    ],
  );
  const missing = { locations: { eq: { level: 'LA', oldCode: '999' } } };
  const [warning] = (await post({ criteria: { not: missing } })).json().warnings;
  assert.deepEqual([warning.path, warning.detail], ['criteria.not.locations.eq', { items: [missing.locations.eq] }]);
  const [named] = (await get('debug=true&pageSize=1')).json().results;
  assert.match(JSON.stringify(named), /"NAT":"\w{5} :: England \(E92000001\)".*"\w{5} :: session_count":"4100"/);
});

test('the whole file comes as it is kept, and another version when it is named', async () => {
  const file = await ask(`/data-sets/${dataSet}/csv`);
  assert.equal(
    file.headers['content-disposition'],
    'attachment; filename="2026-w41-invented-data-attendance-reasons.csv"',
  );
  assert.deepEqual(file.rawPayload, await W41.gzip('attendance-reasons.csv'));
  const older = await ask(`/data-sets/${dataSet}/csv?dataSetVersion=1.0`);
  assert.equal(gunzipSync(older.rawPayload).toString().split('\r\n').length, 8);
  assert.equal((await get('dataSetVersion=1.0')).json().paging.totalResults, 6);
  assert.equal((await post({}, '?dataSetVersion=1')).json().paging.totalResults, 6);
  assert.equal((await ask(`/data-sets/${dataSet}/meta?dataSetVersion=1.0`)).json().timePeriods.length, 1);
});

test('versions are the releases, numbered by what changed', async () => {
  const asked = await open([NEXT_YEAR, CORRECTED, W41, W40]);
  const { results } = (await asked(`/data-sets/${dataSet}/versions`)).json();
  assert.deepEqual(
    results.map((each: Record<string, unknown>) => [each['version'], each['type'], each['notes'], each['release']]),
    [
      ['2.0', 'Major', '', { title: 'Week 40 2027', slug: '2027-w40' }],
      ['1.2', 'Minor', 'A count was wrong.', { title: 'Week 41 2026, correction 2', slug: '2026-w41.2' }],
      ['1.1', 'Minor', '', { title: 'Week 41 2026', slug: '2026-w41' }],
      ['1.0', 'Major', '', { title: 'Week 40 2026', slug: '2026-w40' }],
    ],
  );
  const versionOf = async (name: string) => (await asked(`/data-sets/${dataSet}/versions/${name}`)).json().version;
  assert.deepEqual(await Promise.all(['1.1', '1.*', '*', '1', 'v1.0'].map(versionOf)), [
    '1.1',
    '1.2',
    '2.0',
    '1.0',
    '1.0',
  ]);
  const changes = (await asked(`/data-sets/${dataSet}/versions/2.0/changes`)).json();
  const gone = (week: number) => ({ code: `W${week}`, period: '2026', label: `Week ${week} 2026` });
  assert.deepEqual(
    changes.majorChanges.timePeriods,
    [40, 41].map((week) => ({ previousState: gone(week) })),
  );
  assert.deepEqual(changes.minorChanges.timePeriods[0].currentState.period, '2027');
  const first = (await asked(`/data-sets/${dataSet}/versions/1.0/changes`)).json();
  assert.deepEqual(Object.values(first.majorChanges).flat(), []);
  const last = (await asked(`/data-sets/${dataSet}/versions?page=4&pageSize=1`)).json();
  assert.deepEqual([last.results[0].version, last.paging.totalPages], ['1.0', 4]);
});

test('a release is seen from the moment when it is published, by every call at once, and never before', async () => {
  const releases = [W40];
  const asked = await open(releases);
  const calls = ['', '/meta', '/query', '/versions', '/csv'].map((call) => `/data-sets/${dataSet}${call}`);
  const before = await Promise.all(calls.map((call) => asked(call)));
  assert.equal((await asked(`/data-sets/${dataSet}/versions/1.1`)).statusCode, 404);
  assert.equal((await asked(`/data-sets/${dataSet}/query?dataSetVersion=1.1`)).statusCode, 404);
  for (const answer of before) assert.doesNotMatch(answer.body, /Week 41|W41/);
  releases.unshift(W41);
  const now = await Promise.all(calls.map((call) => asked(call)));
  for (const [place, answer] of now.entries()) assert.notEqual(answer.headers.etag, before[place]!.headers.etag);
  assert.equal(now[2]!.json().paging.totalResults, 12);
  assert.equal((await asked(`/data-sets/${dataSet}/versions/1.1`)).statusCode, 200);
});

test('earlier releases are read as soon as the site listens, so that versions need not be waited for', async () => {
  const { promise: isRead, resolve } = Promise.withResolvers<void>();
  const first: ReleasedFiles = { ...W40, gzip: (name) => W40.gzip(name).finally(resolve) };
  const app = await openTestApp({ logins, issuer, options: { releases: releasesOf([W41, first]) } });
  after(() => app.close());
  await app.listen({ port: 0 });
  await isRead;
});

test('before the first release there is nothing, and nothing is wrong', async () => {
  const asked = await open([]);
  assert.deepEqual((await asked('/publications')).json().results, []);
  for (const path of [`/publications/${publication}`, `/data-sets/${dataSet}`, `/data-sets/${dataSet}/query`])
    assert.equal((await asked(path)).statusCode, 404, path);
});

test('whoever has an answer already is told so, and asks the same again', async () => {
  const paths = ['', '/meta', '/query?pageSize=1', '/csv', '/versions', '/versions/1.0'].map(
    (call) => `/data-sets/${dataSet}${call}`,
  );
  const tags = new Set<string>();
  for (const path of ['/publications', '/openapi.json', ...paths]) {
    const { headers } = await ask(path);
    assert.equal(headers['cache-control'], 'public, no-cache');
    assert.match(String(headers['link']), /openapi\.json>; rel="service-desc"/);
    const tag = String(headers.etag);
    assert.match(tag, /^"[\w-]{43}"$/);
    tags.add(tag);
    const again = await ask(path, { headers: { 'if-none-match': `"other", W/${tag}` } });
    assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', tag]);
    assert.equal((await ask(path, { headers: { 'if-none-match': '"other"' } })).statusCode, 200);
  }
  assert.equal(tags.size, paths.length + 2);
  const posted = await ask(`/data-sets/${dataSet}/query`, {
    method: 'POST',
    payload: {},
    headers: { 'if-none-match': '*' },
  });
  assert.equal(posted.statusCode, 200);
});

test('the description is a valid OpenAPI document, and every call is in it', async () => {
  const description = (await ask('/openapi.json')).json();
  const result = await new Validator().validate(description);
  assert.deepEqual([result.valid, result.errors], [true, undefined]);
  assert.equal(Object.keys(description.paths).length, 10);
  assert.match(description.servers[0].url, new RegExp(`${API_PATH}$`));
});

test('an address that asks too often is told to wait, and pages are not held up by it', async () => {
  const app = await openTestApp({ logins, issuer, options: { releases: releasesOf([W41]), apiRequestsPerMinute: 3 } });
  after(() => app.close());
  const asked = await openAsk(app);
  await asked('/publications');
  await asked('/publications');
  const refused = await asked('/publications');
  assert.equal(refused.statusCode, 429);
  assert.match(String(refused.headers['retry-after']), /^\d+$/);
  assert.equal(refused.json().errors[0].code, 'TooManyRequests');
  assert.equal((await app.inject('/definitions')).statusCode, 200);
});
