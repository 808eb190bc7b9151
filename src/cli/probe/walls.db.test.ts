import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../../test/database.ts';
import { findViewer } from '../../access/find-viewer.ts';
import type { Person } from '../../access/person.ts';
import { anyone } from '../../access/viewer.ts';
import { type Config, readConfig, SETTINGS } from '../../config.ts';
import { RollcallError } from '../../errors.ts';
import { createLog } from '../../log.ts';
import type { Report } from '../../reports/reports.ts';
import { withScope } from '../../store/database.ts';
import type { Page } from '../../web/page.ts';
import { PAGES } from '../../web/pages.ts';
import { openInstallation } from '../installation.ts';
import { openAccess } from '../open-access.ts';
import { randomFrom } from '../reconcile/random.ts';
import { probeAccess } from './probe-access.ts';
import { openInstance } from './probe-instance.ts';
import { drawPage, isProbed, probePage, type Verdict } from './probe-pages.ts';
import { findScopes, probeReport, probeTable, tablesAboutSchools } from './probe-reports.ts';
import { makeWorld, NOW } from './world.ts';

const logins = await testDatabase({ after });
const { owner, viewer } = logins;
const world = makeWorld();
const clock = { now: () => NOW };
const source = (file: string) => readFileSync(join(import.meta.dirname, '../../..', file), 'utf8');
const leaksIn = (verdicts: readonly Verdict[]) => verdicts.filter((verdict) => verdict !== null && 'leak' in verdict);
const refusedIn = (verdicts: readonly Verdict[]) =>
  verdicts.filter((verdict) => verdict !== null && 'refused' in verdict);

// The first test builds the world that the others ask about.
test('a small run of the probe finds no leak and nobody wrongly refused, with both walls and without either', async () => {
  const signal = new AbortController().signal;
  const { findings, walls, ...counted } = await probeAccess({
    databases: [logins],
    n: 400,
    seed: 1,
    signal,
    progress: () => {},
  });
  assert.deepEqual(findings, []);
  assert.deepEqual(
    walls.map(({ walls, probes }) => [walls, probes]),
    [
      ['both', 400],
      ['first-off', 400],
      ['second-off', 400],
    ],
  );
  assert.deepEqual([counted.probes, counted.leaks, counted.wrongly_refused], [1200, 0, 0]);
  assert.ok(counted.routes > 30);
});

/** Open to anyone, and with a scope that it makes from the address: neither wall is asked about whoever looks. */
const planted: Page = {
  name: 'Planted',
  path: '/schools/:urn/planted',
  may: anyone,
  handle: async ({ database, params }) => {
    const urn = Number(params['urn']);
    const pupils = await withScope(database, [urn], (transaction) =>
      transaction.selectFrom('pupil_identity').select('surname').where('school_urn', '=', urn).execute(),
    );
    return { file: pupils.map(({ surname }) => surname).join('\r\n'), fileName: 'planted.csv', detail: {} };
  },
};

test('the probe finds a route that is open to anyone and shows another school’s pupils, without being told of it', async () => {
  const instance = await openInstance(world, logins, 'both', [...PAGES, planted]);
  try {
    const routes = instance.app.guardedRoutes.filter(isProbed);
    const random = randomFrom(1);
    const verdicts: Verdict[] = [];
    for (let asked = 0; asked < 20; ) {
      const drawn = drawPage(world, routes, random);
      if (drawn.route.url !== planted.path) continue;
      asked++;
      verdicts.push(await probePage(world, instance, 'both', drawn));
    }
    const leaks = leaksIn(verdicts);
    assert.ok(leaks.length > 5);
    assert.match(JSON.stringify(leaks[0]), /GET \/schools\/\d+\/planted.*told of a pupil or the register of school/);
  } finally {
    await instance.close();
  }
});

/** Gives the pupils of whatever school it is asked about. */
const careless: Report = {
  name: 'careless',
  read: (database, scope, urn) =>
    withScope(database, scope, (transaction) =>
      transaction.selectFrom('pupil_identity').selectAll().where('school_urn', '=', urn).execute(),
    ),
};

test('the probe finds a report that ignores its scope, under the owner’s login, to which no policy applies', async () => {
  const { scopes } = await findScopes(world, owner);
  const ask = (random: ReturnType<typeof randomFrom>) => probeReport(world, owner, scopes, random, [careless]);
  const verdicts: Verdict[] = [];
  for (const random = randomFrom(1); verdicts.length < 20; ) verdicts.push(await ask(random));
  assert.ok(leaksIn(verdicts).length > 5);
  // Under the viewer's login the second wall holds: it gives an empty list, of nobody.
  const { rows } = await sql<{ name: string }>`SELECT current_user AS name`.execute(viewer);
  assert.equal(rows[0]?.name, 'rollcall_viewer');
  const empty = await careless.read(viewer, { urns: [900101] }, 900102, { pupil: 1 }, NOW);
  assert.deepEqual(empty, []);
});

/** Asks all reports and all tables under everybody's scope. */
async function askSecondWall(): Promise<Verdict[]> {
  const { scopes, wrong } = await findScopes(world, viewer);
  const tables = await tablesAboutSchools(owner);
  const random = randomFrom(2);
  const verdicts: Verdict[] = [...wrong];
  for (let times = 0; times < 400; times++) {
    verdicts.push(await probeReport(world, viewer, scopes, random));
    verdicts.push(await probeTable(world, viewer, scopes, tables, random));
  }
  return verdicts;
}

test('the probe finds a row policy that was dropped, one that lets everything through, and a table without any', async () => {
  const [policy] = (
    await sql<{
      text: string;
    }>`SELECT qual AS text FROM pg_policies WHERE tablename = 'pupil' AND policyname = 'scope'`.execute(owner)
  ).rows;
  const run = (text: string) => sql.raw(text).execute(owner);
  assert.deepEqual(
    (await askSecondWall()).filter((verdict) => verdict !== null),
    [],
  );
  await run('DROP POLICY scope ON pupil');
  assert.ok(refusedIn(await askSecondWall()).length > 0, 'without its policy a table gives nothing to anyone');
  await run('CREATE POLICY scope ON pupil TO rollcall_collector, rollcall_viewer USING (true)');
  assert.match(JSON.stringify(leaksIn(await askSecondWall())), /read pupil of 900\d+/);
  await run('DROP POLICY scope ON pupil');
  await run(`CREATE POLICY scope ON pupil TO rollcall_collector, rollcall_viewer USING (${policy!.text})`);
  await run('ALTER TABLE issue DISABLE ROW LEVEL SECURITY');
  assert.match(JSON.stringify(leaksIn(await askSecondWall())), /read issue of 900\d+/);
  await run('ALTER TABLE issue ENABLE ROW LEVEL SECURITY');
  assert.deepEqual(
    (await askSecondWall()).filter((verdict) => verdict !== null),
    [],
  );
});

/** The arguments of each call of `createApp` in a text, split at the commas that are not inside anything. */
function argumentsOfCreateApp(text: string): string[][] {
  return [...text.matchAll(/(?<!function )\bcreateApp\(/g)].map(({ index, 0: { length } }) => {
    const found: string[] = [''];
    for (let at = index + length, depth = 0; depth >= 0 && at < text.length; at++) {
      const character = text[at]!;
      if ('([{'.includes(character)) depth++;
      if (')]}'.includes(character)) depth--;
      if (depth === 0 && character === ',') found.push('');
      else if (depth >= 0) found[found.length - 1] += character;
    }
    return found.map((each) => each.trim()).filter((each) => each !== '');
  });
}

test('only the probe and tests hand the application another way to ask predicates, or other pages', () => {
  assert.deepEqual(argumentsOfCreateApp('createApp({ a: [1, 2], b: f(1, 2) }, ask)'), [
    ['{ a: [1, 2], b: f(1, 2) }', 'ask'],
  ]);
  const files = globSync('{src,bench,test}/**/*.ts', { cwd: join(import.meta.dirname, '../../..') });
  const calls = files
    .filter((file) => !/\.(test|fixture)\.ts$/.test(file) && !file.startsWith('src/cli/probe/'))
    .flatMap((file) => argumentsOfCreateApp(source(file)).map((given) => ({ file, given })));
  assert.deepEqual(
    calls.map(({ file, given }) => [file, given.length]).sort(),
    [
      ['bench/reports/open-bench-app.ts', 1],
      ['src/cli/start.ts', 1],
    ],
  );
  for (const { given } of calls) {
    assert.match(given[0]!, /^\{[\s\S]*\}$/);
    assert.doesNotMatch(given[0]!, /\bask\b|AskPredicate|\.\.\.|\bpagesThere\b/);
  }
  const named = files.filter((file) => /\baskPredicate\b|\bAskPredicate\b/.test(source(file)));
  assert.deepEqual(
    named.filter((file) => !/\.(test|fixture)\.ts$/.test(file)),
    named.filter((file) => /^src\/(web\/(app|door)|cli\/probe\/[a-z-]+)\.ts$/.test(file)),
  );
  assert.doesNotMatch(
    /export interface AppOptions \{[\s\S]*?\n\}/.exec(source('src/web/app.ts'))![0],
    /\bask\b|Predicate/,
  );
});

const GUID = '00000000-0000-4000-a000-000000000001';
const person = (of: Pick<Person, 'door' | 'organisations'> & Partial<Person>): Person => ({
  subject: 'STRANGER',
  name: 'A stranger',
  email: 'stranger@probe.example',
  emailVerified: true,
  roles: [],
  ...of,
});
/** People without any right, who claim schools that share. */
const strangers = (value: string): Person[] => [
  person({ door: 'dfe-sign-in', organisations: [{ kind: 'school', urn: 900101, name: 'A school' }] }),
  person({ door: 'dfe-sign-in', organisations: [{ kind: 'local-authority', laCode: '371', name: 'An authority' }] }),
  person({ door: 'idams', organisations: [{ kind: 'multi-academy-trust', uid: '7001', name: 'A trust' }] }),
  person({ door: 'idams', organisations: [{ kind: 'other', name: value.slice(0, 100) }], roles: ['ATT', 'true', '1'] }),
  person({ door: 'oidc', organisations: [{ kind: 'school', urn: 900101, name: 'A school' }] }),
  person({ door: 'oidc', organisations: [{ kind: 'operator', duty: 'operator', name: 'Rollcall' }] }),
];

const NASTY = [
  ...[
    'off',
    'false',
    '0',
    'none',
    'no',
    'null',
    'on',
    'true',
    '1',
    'all',
    '*',
    '%',
    'any',
    'anyone',
    'ask',
    '{"ask":true}',
  ],
  ...[
    '__proto__',
    'constructor',
    '900101',
    'school:900101',
    'operator',
    'postgres',
    'rollcall_owner',
    '',
    ' ',
    ',',
    '=',
    GUID,
  ],
  ...[
    "' OR '1'='1",
    '../../../etc/passwd',
    '/dev/null',
    'http://localhost:1',
    'https://127.0.0.1:1',
    'x'.repeat(10_000),
  ],
  ...[
    'schools=none,trusts=none,authorities=none',
    'schools=oidc,trusts=oidc,authorities=oidc',
    'schools=idams,trusts=oidc,authorities=dfe-sign-in',
  ],
  ...[
    'dfe-sign-in=local,idams=local',
    'dfe-sign-in=api,idams=claims',
    'dfe-sign-in=claims,idams=api',
    'dfe-sign-in=none,idams=none',
  ],
  ...['postgres://postgres@localhost/x?options=-c%20row_security%3Doff', 'test', 'production', 'development'],
];
const BASE = {
  ROLLCALL_SANDBOX: 'off',
  DATABASE_URL: logins.url,
  ROLLCALL_WONDE_TOKEN: 'a token',
  ROLLCALL_DFE_SIGN_IN_ISSUER: 'http://127.0.0.1:1',
  ROLLCALL_DFE_SIGN_IN_CLIENT_ID: 'rollcall',
  ROLLCALL_DFE_SIGN_IN_CLIENT_SECRET: 'a secret',
  ROLLCALL_OIDC_ISSUER: 'http://127.0.0.1:1',
};

function read(environment: Record<string, string>): Config | null {
  try {
    return readConfig(environment);
  } catch (error) {
    if (error instanceof RollcallError) return null;
    throw error;
  }
}

test('no value of any setting lets somebody without a right see a school', async () => {
  const asked = new Set<string>();
  let taken = 0;
  for (const name of Object.keys(SETTINGS))
    for (const value of NASTY) {
      const config = read({ ...BASE, [name]: value });
      if (!config) continue;
      taken++;
      const parts = { config, clock, database: viewer, publicUrl: 'http://localhost:3000', sandbox: null };
      const access = await Promise.resolve()
        .then(() => openAccess(parts).access)
        .catch((error: unknown) => {
          assert.equal((error as RollcallError).code, 'setting-invalid', `${name}=${value}`);
          return null;
        });
      // Two settings that come to the same are asked once.
      const { doors, entitlements } = access?.viewers ?? {};
      const came = JSON.stringify([doors, entitlements]);
      if (!access || asked.has(came)) continue;
      asked.add(came);
      for (const stranger of strangers(value)) {
        const found = await findViewer(access.viewers, { person: stranger, chosen: null, checked: null });
        const { scope, rights, approver, duty } = found.viewer;
        const seen = {
          urns: scope.urns,
          more: [scope.sensitive, scope.approver, scope.operator, approver, duty],
          rights: [...rights],
        };
        assert.deepEqual(
          seen,
          { urns: [], more: [undefined, undefined, undefined, false, null], rights: [] },
          `${name}=${value.slice(0, 60)} for ${stranger.door}`,
        );
      }
    }
  assert.ok(taken > 500 && asked.size >= 5, `${taken} values were taken, ${asked.size} came to something of their own`);
});

test('the viewer’s login as the owner, a superuser or the owner of the tables is refused at start', async () => {
  const [collector, tables] = [
    `walls_collector_${randomBytes(4).toString('hex')}`,
    `walls_owner_${randomBytes(4).toString('hex')}`,
  ];
  const run = (text: string) => sql.raw(text).execute(owner);
  const as = (user: string) => {
    const url = new URL(logins.url);
    Object.assign(url, { username: user, password: 'chosen' });
    return url.href;
  };
  const start = (viewerUrl: string) =>
    openInstallation({
      config: readConfig({
        ...BASE,
        ROLLCALL_SECRET: randomBytes(32).toString('hex'),
        ROLLCALL_COLLECTOR_DATABASE_URL: as(collector),
        ROLLCALL_STATISTICS_DATABASE_URL: as(collector),
        ROLLCALL_VIEWER_DATABASE_URL: viewerUrl,
      }),
      clock,
      log: createLog('silent'),
    });
  await run(`CREATE ROLE ${collector} LOGIN PASSWORD 'chosen' IN ROLE rollcall_collector`);
  await run(`CREATE ROLE ${tables} LOGIN PASSWORD 'chosen' IN ROLE rollcall_viewer`);
  const { rows } = await sql<{ name: string }>`SELECT current_user AS name`.execute(owner);
  try {
    await run(`GRANT CREATE ON SCHEMA public TO ${tables}`);
    await run(`ALTER TABLE register_week OWNER TO ${tables}`);
    const refusal = /^ROLLCALL_VIEWER_DATABASE_URL: row-level security does not hold for /;
    await assert.rejects(start(logins.url), { code: 'setting-invalid', message: refusal });
    await assert.rejects(start(as(tables)), {
      code: 'setting-invalid',
      message: /^ROLLCALL_VIEWER_DATABASE_URL: .* owns the tables/,
    });
  } finally {
    await run(`ALTER TABLE register_week OWNER TO ${rows[0]!.name}`);
    for (const role of [collector, tables]) {
      await run(`DROP OWNED BY ${role}`);
      await run(`DROP ROLE ${role}`);
    }
  }
});
