import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildSchool } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { startIssuer } from '../access/issuer.fixture.ts';
import { MIS_NAMES } from '../domain/mis/mis-names.ts';
import { openTestApp } from './app.fixture.ts';
import { ITEMS } from './pages/what-we-collect/collected-items.ts';
import { NOTHING_FILLED, PARTICULARS, type ParticularName, type Particulars, type PublicFacts } from './particulars.ts';

const PAGES = [
  '/share-your-data',
  '/get-access',
  '/get-access/schools',
  '/get-access/trusts',
  '/get-access/local-authorities',
  '/privacy',
  '/data-protection-impact-assessment',
  '/data-collection-principles',
  '/what-we-collect',
  '/conditions-of-use',
  '/definitions',
  '/accessibility',
  '/cookies',
];
const NAMES = Object.keys(PARTICULARS) as ParticularName[];
const FILLED = Object.fromEntries(NAMES.map((name) => [name, `<${name}>`])) as Particulars;

const logins = await testDatabase({ after });
const issuer = await startIssuer();
let [empty, filled]: FastifyInstance[] = [];

before(async () => {
  const open = (publicPages: PublicFacts) => openTestApp({ logins, issuer, options: { publicPages } });
  empty = await open(NOTHING_FILLED);
  filled = await open({ particulars: FILLED, optOutKeepDays: 47, retentionYears: 3, accessibilityStatus: 'partially' });
});
after(async () => {
  await Promise.all([empty?.close(), filled?.close(), issuer.close()]);
});

const get = async (app: FastifyInstance | undefined, url: string) => (await app!.inject(url)).body;
/** Pages on which a text stands. */
async function pagesWith(app: FastifyInstance | undefined, text: string): Promise<string[]> {
  const bodies = await Promise.all(PAGES.map((page) => get(app, page)));
  return PAGES.filter((_page, index) => bodies[index]!.includes(text));
}

test('each particular stands on the pages that the list says, as text, and nowhere else', async () => {
  for (const name of NAMES)
    assert.deepEqual(await pagesWith(filled, `&lt;${name}&gt;`), [...PARTICULARS[name].pages].sort(byPage), name);
});

test('one that is not filled in is marked there instead', async () => {
  for (const name of NAMES.filter((each) => each !== 'accessibilityIssues'))
    assert.deepEqual(
      await pagesWith(empty, `[Not filled in yet: ${PARTICULARS[name].label}]`),
      [...PARTICULARS[name].pages].sort(byPage),
      name,
    );
});

const byPage = (a: string, b: string) => PAGES.indexOf(a) - PAGES.indexOf(b);

test('nothing is marked when all is filled in', async () => {
  assert.deepEqual(await pagesWith(filled, 'Not filled in yet'), []);
});

test('the time after which a stopped school’s data is deleted is the setting, on each page that tells of it', async () => {
  assert.deepEqual(await pagesWith(filled, 'kept for 47 days'), [
    '/share-your-data',
    '/privacy',
    '/data-protection-impact-assessment',
    '/data-collection-principles',
  ]);
  assert.deepEqual(await pagesWith(filled, 'and the 3 before it'), ['/privacy', '/data-protection-impact-assessment']);
});

test('the guidance lists the items and the systems that the code knows', async () => {
  const body = await get(empty, '/share-your-data');
  for (const listed of [...ITEMS.map(({ item }) => item), ...MIS_NAMES])
    assert.ok(body.includes(`<li>${listed}</li>`), listed);
});

test('what the data is never used for stands on every page that tells of its use', async () => {
  assert.deepEqual(await pagesWith(empty, 'judging a school as causing concern'), [
    '/share-your-data',
    '/privacy',
    '/data-protection-impact-assessment',
    '/data-collection-principles',
    '/conditions-of-use',
  ]);
});

test('the accessibility statement claims nothing before an assessment', async () => {
  assert.match(await get(empty, '/accessibility'), /not yet been assessed/);
  assert.doesNotMatch(await get(empty, '/accessibility'), /is (fully|partially) compliant/);
  assert.match(await get(filled, '/accessibility'), /is partially compliant/);
});

test('the check answers from the list of schools, under a login that sees no agreement', async () => {
  await buildSchool(logins.owner, { urn: 900041, name: 'Closed <School>', closed: '2026-08-31' });
  await logins.owner
    .updateTable('school')
    .set({ status_code: '2', may_share: false, sharing_category: 'Primary' })
    .where('urn', '=', 900041)
    .execute();
  await buildSchool(logins.owner, { urn: 900042, name: 'Next School' });
  await logins.owner
    .insertInto('school_link')
    .values({ urn: 900042, link_urn: 900041, link_type: 'Predecessor', link_date: '2026-09-01' })
    .execute();

  assert.match(await get(empty, '/share-your-data?urn=900042'), /Yes, Next School may share/);
  const closed = await get(empty, '/share-your-data?urn=900041');
  assert.match(closed, /No, Closed &lt;School&gt; has closed/);
  assert.match(closed, /href="\/share-your-data\?urn=900042#check"/);
  assert.match(await get(empty, '/share-your-data?urn=199999'), /No school with URN 199999 is in our list/);
});

test('what is no URN is refused with words, and comes back as text', async () => {
  for (const [query, words] of [
    ['urn=', 'Enter a URN'],
    ['urn=%22%3E%3Cscript%3E', 'URN must be 6 digits'],
    ['urn=12&urn=900042', 'URN must be 6 digits'],
  ] as const) {
    const { statusCode, body } = await empty!.inject(`/share-your-data?${query}`);
    assert.equal(statusCode, 400, query);
    assert.match(body, /<title>Error: /);
    assert.ok(body.includes(words), query);
    assert.ok(!body.includes('"><script>'));
  }
});
