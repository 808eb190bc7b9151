import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../../test/database.ts';
import { anyone, signedIn } from '../../access/viewer.ts';
import type { Report } from '../../reports/reports.ts';
import type { Page } from '../../web/page.ts';
import { PAGES } from '../../web/pages.ts';
import { randomFrom } from '../reconcile/random.ts';
import { buildWorld } from './build-world.ts';
import { findChanged, keepTables } from './kept-tables.ts';
import { openInstance } from './probe-instance.ts';
import { drawPage, isProbed, probeChange, probePages, type Verdict } from './probe-pages.ts';
import { findScopes, probeReport } from './probe-reports.ts';
import { makeWorld, visibleTo } from './world.ts';

const logins = await testDatabase({ after });
const { owner } = logins;
const world = makeWorld();
await buildWorld(owner, world);
const kept = await keepTables(owner);
const leaksIn = (verdicts: readonly Verdict[]) =>
  verdicts.flatMap((verdict) => (verdict && 'leak' in verdict ? [verdict.leak] : []));

/** Plants pages and asks for them alone, as people at random, as often as is said; every change is looked for. */
async function probePlanted(planted: readonly Page[], times = 30, people = world.people): Promise<string[]> {
  const instance = await openInstance(world, logins, 'both', [...PAGES, ...planted]);
  try {
    const paths = planted.map(({ path }) => path);
    const routes = instance.app.guardedRoutes.filter((route) => isProbed(route) && paths.includes(route.url));
    const random = randomFrom(1);
    const verdicts: Verdict[] = [];
    for (let asked = 0; asked < times; asked++) {
      const probe = drawPage({ ...world, people }, routes, random);
      verdicts.push(await probeChange(world, instance, 'both', probe, owner, kept));
    }
    return leaksIn(verdicts);
  } finally {
    await instance.close();
  }
}

/** Sessions of a school, read as the owner: neither wall is asked. */
async function sessionsOf(urn: number): Promise<{ attended: number; possible: number }> {
  const { rows } = await sql<{ attended: number; possible: number }>`
    SELECT sum(attended)::integer AS attended, sum(attended + authorised + unauthorised)::integer AS possible
    FROM tally_week WHERE school_urn = ${urn} AND pupil_group = 'all'`.execute(owner);
  return rows[0]!;
}

test('the probe finds a page that shows another school’s totals, without any name', async () => {
  const page: Page = {
    name: 'Planted',
    path: '/planted/:urn',
    may: anyone,
    handle: async ({ params }) => {
      const { attended, possible } = await sessionsOf(Number(params['urn']));
      const text = `${attended.toLocaleString('en-GB')} of ${possible.toLocaleString('en-GB')} possible sessions`;
      return { template: 'pages/error/page.njk', model: { title: 'x', heading: 'x', paragraphs: [text] } };
    },
  };
  const leaks = await probePlanted([page]);
  assert.ok(leaks.length > 10);
  assert.match(leaks[0]!, /GET \/planted\/\d+.*told figures of school 900\d+/);
});

test('the probe finds a file with one total of another school', async () => {
  const page: Page = {
    name: 'Planted',
    path: '/schools/:urn/planted.csv',
    may: anyone,
    records: 'download',
    handle: async ({ params }) => {
      const { possible } = await sessionsOf(Number(params['urn']));
      return { file: `school,possible_sessions\r\n1,${possible}\r\n`, fileName: 'planted.csv', detail: {} };
    },
  };
  assert.match((await probePlanted([page]))[0]!, /planted\.csv.*told figures of school 900\d+/);
});

const SEES_WITHOUT_SENSITIVE = world.people.filter((who) => visibleTo(world, who).length > 0 && !who.sensitive);
const file = (csv: string): Page => ({
  name: 'Planted',
  path: '/planted.csv',
  may: signedIn,
  handle: async () => ({ file: csv, fileName: 'planted.csv', detail: {} }),
});
for (const csv of [
  'code,sessions\r\nY5,2\r\n',
  'pupil,code\r\n1,"Y5"\r\n',
  'pupil,looked_after\r\n1,no\r\n',
  'pupil,Previously looked after\r\n1,yes\r\n',
  'pupil,week,marks\r\n1,2026-11-09,/\\ww/\\II/\\....\r\n',
])
  test(`the probe finds a sensitive item in the file ${JSON.stringify(csv)}`, async () => {
    const leaks = await probePlanted([file(csv)], 5, SEES_WITHOUT_SENSITIVE);
    assert.equal(leaks.length, 5);
    assert.match(leaks[0]!, /told a sensitive item/);
    assert.deepEqual(
      await probePlanted(
        [file(csv)],
        5,
        world.people.filter(({ sensitive, role }) => sensitive && role),
      ),
      [],
    );
  });

test('the probe finds a report that returns another school’s figures', async () => {
  const { scopes } = await findScopes(world, owner);
  const careless: Report = {
    name: 'careless',
    read: async (_database, scope, urn) => (scope.urns.includes(urn) ? sessionsOf(900_101) : null),
  };
  const random = randomFrom(1);
  const verdicts: Verdict[] = [];
  for (let asked = 0; asked < 300; asked++) verdicts.push(await probeReport(world, owner, scopes, random, [careless]));
  assert.match(leaksIn(verdicts)[0]!, /told figures of 900101/);
});

/** A form that anyone may send and that does something to the whole database, as the owner. */
const form = (statement: string): Page => ({
  name: 'Planted',
  method: 'POST',
  path: '/planted/:urn',
  may: signedIn,
  handle: async ({ params }) => {
    await sql.raw(statement.replaceAll(':urn', params['urn']!)).execute(owner);
    return { redirect: '/' };
  },
});
const PLANTED: readonly (readonly [string, string, RegExp])[] = [
  [
    'agrees for another school',
    `UPDATE agreement SET state = 'agreed', mis = 'other' WHERE school_urn = :urn`,
    /changed agreement: /,
  ],
  [
    'changes a register',
    `UPDATE register_week SET marks = '..............' WHERE school_urn = :urn`,
    /changed register_week: /,
  ],
  ['removes a school’s pupils', 'DELETE FROM pupil_identity WHERE school_urn = :urn', /changed pupil_identity: /],
  [
    'ends sessions of others',
    `DELETE FROM web_session WHERE organisation = 'school:' || :urn`,
    /changed web_session: /,
  ],
  ['takes mail out of the queue', `DELETE FROM mail WHERE organisation = 'school:' || :urn`, /changed mail: /],
  [
    'puts a school into an area',
    `INSERT INTO school_area (urn, la_code) VALUES (:urn, '999')`,
    /changed school_area: /,
  ],
];
for (const [what, statement, found] of PLANTED)
  test(`the probe finds a form that ${what}, and puts it back`, async () => {
    const leaks = await probePlanted([form(statement)], 10);
    assert.ok(leaks.length >= 5);
    assert.match(leaks[0]!, found);
    assert.deepEqual(await findChanged(owner, kept), []);
  });

test('the probe finds a page that changes something by being looked at, among others that are asked at the same time', async () => {
  const page: Page = { ...form(`UPDATE issue SET times = times + 1 WHERE school_urn = :urn`), method: 'GET' };
  const instance = await openInstance(world, logins, 'both', [...PAGES, page]);
  try {
    const routes = instance.app.guardedRoutes.filter(({ url, method }) => url === page.path && method === 'GET');
    const random = randomFrom(3);
    const probes = Array.from({ length: 8 }, () => drawPage(world, routes, random));
    const leaks = leaksIn(await probePages(world, instance, 'both', probes, owner, kept));
    assert.match(leaks[0]!, /changed issue: /);
    assert.deepEqual(await findChanged(owner, kept), []);
  } finally {
    await instance.close();
  }
});

test('a table of which the probe was not told who may change it stops it', async () => {
  await sql`CREATE TABLE later (school_urn integer)`.execute(owner);
  await assert.rejects(keepTables(owner), /does not know later: say in table-truths\.ts who may change it/);
  await sql`DROP TABLE later`.execute(owner);
});
