import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { InjectOptions } from 'fastify';
import { testDatabase } from '../../../test/database.ts';
import { startIssuer } from '../../access/issuer.fixture.ts';
import { AREAS } from '../../publish/query/tidy-file.fixture.ts';
import { releasesOf } from '../../publish/released/folder-releases.fixture.ts';
import type { Releases } from '../../publish/released/released-files.ts';
import { openTestApp } from '../app.fixture.ts';
import { openAsk, releaseOfRows } from './api.fixture.ts';
import { API_PATH } from './api-routes.ts';

const logins = await testDatabase({ after });
const issuer = await startIssuer();
const release = releaseOfRows('2026-w40', [`2026,Week 40,${AREAS[3]},Primary,Illness,c,c`]);
const app = await openTestApp({
  logins,
  issuer,
  options: { releases: releasesOf([release]), apiRequestsPerMinute: 1_000_000 },
});
after(() => Promise.all([app.close(), issuer.close()]).then(() => {}));
const ask = await openAsk(app);

const [{ id: publication }] = (await ask('/publications')).json().results;
const [{ id: dataSet }] = (await ask(`/publications/${publication}/data-sets`)).json().results;
const QUERY = `/data-sets/${dataSet}/query`;
const { paths } = (await ask('/openapi.json')).json();
const addressOf = (path: string) =>
  path.replace('{dataSetId}', dataSet).replace('{publicationId}', publication).replace('{dataSetVersion}', '1.0');

/** Asks what may be wrong: the answer is never a fault of the program, and always as described. */
async function askAnything(path: string, options?: InjectOptions): Promise<void> {
  const { statusCode } = await ask(path, options);
  assert.ok([200, 400, 404, 413, 415].includes(statusCode), `${path} answered ${statusCode}`);
}

const junk = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '',
    '-1',
    '0',
    '1e9',
    '99999999999999999999',
    'null',
    'true',
    '||',
    'LA|code|',
    'LA|id',
    '2026|W40|x',
  ),
  fc.constantFrom(
    '2026|W99',
    '20/26|AY',
    'x|Asc',
    'timePeriod|Up',
    '|',
    ',',
    ',,',
    '__proto__|a|b',
    'a'.repeat(300),
    '1.*.*',
  ),
);

test('property: anything at all in any parameter of any call is answered, or refused by its name', async () => {
  const calls = Object.entries<Record<string, { parameters: { name: string; in: string }[] }>>(paths).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, { parameters }]) => ({
        path: addressOf(path),
        method: method.toUpperCase() as 'GET' | 'POST',
        names: [
          ...parameters.flatMap((each) => (each.in === 'query' ? [each.name] : [])),
          'constructor',
          '__proto__',
          'other',
        ],
      })),
  );
  const asked = fc.constantFrom(...calls).chain((call) =>
    fc.record({
      call: fc.constant(call),
      given: fc.array(fc.tuple(fc.constantFrom(...call.names), junk), { maxLength: 4 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(asked, async ({ call, given }) => {
      const query = given.map((each) => each.map(encodeLoosely).join('=')).join('&');
      await askAnything(`${call.path}?${query}`, {
        method: call.method,
        ...(call.method === 'POST' && { payload: {} }),
      });
    }),
    { numRuns: 1500 },
  );
});

/** Lone surrogates cannot be written in an address. */
const encodeLoosely = (text: string) => encodeURIComponent(text.toWellFormed());

test('property: anything at all in place of an id or a version is answered', async () => {
  const places = Object.keys(paths).filter((path) => path.includes('{'));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), junk, async (path, text) => {
      await askAnything(path.replaceAll(/\{\w+\}/g, encodeLoosely(text) || 'x'));
    }),
    { numRuns: 300 },
  );
});

const value: fc.Arbitrary<unknown> = fc.oneof(
  junk,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
  fc.jsonValue({ maxDepth: 2 }),
);
const nearly = fc.letrec<{ criteria: unknown }>((tie) => {
  const facet = fc.oneof(
    fc.dictionary(
      fc.constantFrom('eq', 'notEq', 'in', 'notIn', 'gt', 'lte', 'other'),
      fc.oneof(value, fc.array(value, { maxLength: 2 })),
      { maxKeys: 2 },
    ),
    value,
  );
  const facets = fc.dictionary(
    fc.constantFrom('filters', 'geographicLevels', 'locations', 'timePeriods', 'other'),
    facet,
    { maxKeys: 2 },
  );
  return {
    criteria: fc.oneof(
      { maxDepth: 3 },
      value,
      facets,
      fc.dictionary(
        fc.constantFrom('and', 'or', 'not'),
        fc.oneof(fc.array(tie('criteria'), { maxLength: 3 }), tie('criteria')),
        { maxKeys: 2 },
      ),
    ),
  };
}).criteria;

test('property: anything at all in a body is answered, or refused by its name', async () => {
  const names = fc.constantFrom('indicators', 'sorts', 'debug', 'page', 'pageSize', 'other', 'toString');
  const body = fc.oneof(
    fc
      .tuple(fc.dictionary(names, fc.oneof(value, fc.array(value, { maxLength: 2 })), { maxKeys: 2 }), nearly)
      .map(([rest, criteria]) => ({ ...rest, criteria })),
    fc.jsonValue(),
  );
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const payload = JSON.stringify(sent);
      await askAnything(QUERY, { method: 'POST', payload, headers: { 'content-type': 'application/json' } });
    }),
    { numRuns: 1500 },
  );
});

const post = async (payload: string, type = 'application/json') => {
  const answer = await ask(QUERY, { method: 'POST', payload, headers: { 'content-type': type } });
  return [answer.statusCode, answer.json().errors?.[0].code];
};

test('a body that is no question, too long, too deep or of another kind is refused', async () => {
  assert.deepEqual(await post('{'), [400, 'InvalidInput']);
  assert.deepEqual(await post(''), [400, 'InvalidInput']);
  assert.deepEqual(await post('[]'), [400, 'InvalidValue']);
  assert.deepEqual(await post('{"__proto__": {}}'), [400, 'InvalidInput']);
  assert.deepEqual(await post('a=b', 'application/x-www-form-urlencoded'), [415, 'InvalidInput']);
  assert.deepEqual(await post(`{"debug": "${'a'.repeat(70_000)}"}`), [413, 'TooLong']);
  assert.deepEqual(await post(`{"criteria":${'{"not":'.repeat(8000)}1${'}'.repeat(8000)}}`), [400, 'TooManyCriteria']);
  assert.deepEqual(await post(`{"sorts":${'['.repeat(30_000)}${']'.repeat(30_000)}}`), [400, 'InvalidValue']);
  const all = Array.from({ length: 100 }, () => ({ geographicLevels: { eq: 'LA' } }));
  assert.deepEqual(await post(JSON.stringify({ criteria: { and: all } })), [400, 'TooManyCriteria']);
  assert.deepEqual(await post(JSON.stringify({ criteria: { and: all.slice(1) } })), [200, undefined]);
});

const refused = async (path: string, options?: InjectOptions) => {
  const { errors, status, type } = (await ask(path, options)).json();
  assert.deepEqual([status, type], [400, 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1']);
  return errors.map(({ path: at, code }: { path: string; code: string }) => `${at} ${code}`);
};

test('each wrong parameter is named', async () => {
  const wrong = {
    page: '0',
    pageSize: '10001',
    debug: 'maybe',
    other: '1',
    indicators: '',
    'filters.in': `a,${'b'.repeat(41)}`,
    'geographicLevels.eq': 'SCH',
    'locations.in': 'LA,SCH|urn|900001,LA|code|E09000002',
    'timePeriods.gte': '2026|CY',
    'timePeriods.lt': '2026',
  };
  const query = Object.entries(wrong)
    .map((each) => each.map(encodeURIComponent).join('='))
    .join('&');
  assert.deepEqual((await refused(`${QUERY}?${query}&sorts=a&sorts=timePeriod|Up`)).sort(), [
    'debug InvalidValue',
    'filters.in[1] MaximumLength',
    'geographicLevels.eq AllowedValue',
    'indicators[0] NotEmpty',
    'locations.in[0] LocationFormat',
    'locations.in[1].level AllowedValue',
    'locations.in[1].urn UnknownField',
    'other UnknownField',
    'page GreaterThanOrEqual',
    'pageSize LessThanOrEqual',
    'sorts[0] SortFormat',
    'sorts[1].direction AllowedValue',
    'timePeriods.gte.code InvalidValue',
    'timePeriods.lt TimePeriodFormat',
  ]);
  assert.deepEqual(await refused('/publications?search=ab'), ['search MinimumLength']);
  assert.deepEqual(await refused(`/data-sets/${dataSet}/meta?types=Filters,Schools`), ['types[1] AllowedValue']);
  assert.deepEqual(await refused(`${QUERY}?page=1&page=2`), ['page InvalidValue']);
});

test('each wrong field of a body is named', async () => {
  const payload = {
    criteria: {
      and: [
        { filters: { eq: 1 } },
        { or: [] },
        { not: { locations: { in: [{ level: 'LA' }, { level: 'MAT', code: 'a', id: 'b' }] } }, filters: {} },
        { timePeriods: { gt: { period: '2026' } } },
        [],
      ],
    },
    sorts: [{ field: 'timePeriod' }],
    pageSize: 0.5,
    schools: true,
  };
  assert.deepEqual((await refused(QUERY, { method: 'POST', payload })).sort(), [
    'criteria.and[0].filters.eq InvalidValue',
    'criteria.and[1].or NotEmpty',
    'criteria.and[2].filters UnknownField',
    'criteria.and[2].not.locations.in[0] RequiredField',
    'criteria.and[2].not.locations.in[1] InvalidValue',
    'criteria.and[2].not.locations.in[1].level AllowedValue',
    'criteria.and[3].timePeriods.gt.code RequiredField',
    'criteria.and[4] InvalidValue',
    'pageSize GreaterThanOrEqual',
    'pageSize InvalidValue',
    'schools UnknownField',
    'sorts[0].direction RequiredField',
  ]);
});

test('indicators and sorts that the data set has not are refused and named', async () => {
  const answer = await ask(`${QUERY}?indicators=none&sorts=indicator|none|Asc`);
  assert.equal(answer.statusCode, 400);
  assert.deepEqual(
    answer.json().errors.map(({ code, path, detail }: Record<string, unknown>) => [code, path, detail]),
    [
      ['IndicatorsNotFound', 'indicators', { items: ['none'] }],
      ['SortFieldsNotFound', 'sorts', { items: ['indicator|none|Asc'] }],
    ],
  );
});

test('an address that there is not, or that cannot be read, is refused', async () => {
  for (const url of ['/nowhere', '', '/data-sets', `/data-sets/${dataSet}/query/`])
    assert.equal((await app.inject(API_PATH + url)).statusCode, 404, url);
  assert.equal((await app.inject({ method: 'PUT', url: API_PATH + QUERY })).statusCode, 404);
  for (const id of ['%E0%A4%A', 'a'.repeat(500)]) {
    const answer = await app.inject(`${API_PATH}/data-sets/${id}`);
    assert.deepEqual([answer.statusCode, answer.json().errors[0].code], [404, 'NotFound']);
  }
});

test('a fault is told of without what went wrong, and the same question is answered once it is over', async () => {
  const faults: Error[] = [];
  const releases: Releases = {
    ...releasesOf([release]),
    async latest() {
      const fault = faults.pop();
      if (fault) throw fault;
      return { ...release, gzip: async () => null };
    },
  };
  const faulty = await openTestApp({ logins, issuer, options: { releases } });
  after(() => faulty.close());
  const answer = async (path: string) => {
    const { statusCode, body, headers } = await faulty.inject(API_PATH + path);
    assert.doesNotMatch(body, /secret|lost|Error:/);
    return [statusCode, JSON.parse(body).errors?.[0].code, headers['cache-control']];
  };
  faults.push(Object.assign(new Error('connect secret'), { code: 'ECONNREFUSED' }), new Error('a secret'));
  assert.deepEqual(await answer('/publications'), [500, 'Fault', 'no-store']);
  assert.deepEqual(await answer('/publications'), [503, 'Unavailable', 'no-store']);
  assert.deepEqual(await answer('/publications'), [200, undefined, 'public, no-cache']);
  assert.deepEqual(await answer(`/data-sets/${dataSet}/csv`), [500, 'Fault', 'no-store']);
});
