import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildGrant, buildSchool } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import { startIssuer } from '../../../access/issuer.fixture.ts';
import { openTestApp } from '../../app.fixture.ts';
import { signInAs, tokenOf } from '../../browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
let now = new Date('2026-11-23T12:00:00Z');
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({ logins, issuer, clock: { now: () => now } });
after(() => app.close());
const HERON = { id: 'AAAAAAAA-0000-4000-8000-000000000001', name: 'Heron', category: { id: '001' }, urn: '900001' };

before(async () => {
  await buildSchool(logins.owner, { urn: 900001, name: 'Heron' });
});

const rows = () => logins.owner.selectFrom('weekly_email').selectAll().execute();
const events = async () =>
  (await logins.owner.selectFrom('audit_event').select(['what', 'school_urn']).orderBy('event_id').execute())
    .filter(({ what }) => what.startsWith('weekly-email'))
    .map(({ what, school_urn }) => `${what} ${school_urn}`);

test('whoever sees a school asks for it and stops it, and both are on the audit', async () => {
  await buildGrant(logins.owner, 'school:900001');
  const browser = await signInAs(app, issuer, PUBLIC_URL, HERON);
  const page = await browser.get('/weekly-email');
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /It would go to head@school\.example\./);
  assert.match(page.body, /sign in at least once in 35 days/);
  const asked = await browser.post('/weekly-email/ask', { _csrf: await tokenOf(browser) }, { origin: PUBLIC_URL });
  assert.equal(asked.headers.location, '/weekly-email');
  const gets = await browser.get('/weekly-email');
  assert.match(gets.body, /You get the weekly e-mail from next Monday, at head@school\.example\./);
  assert.match(gets.body, /You get it at head@school\.example, since Monday 23 November 2026\./);
  assert.deepEqual(
    (await rows()).map(({ person, organisation, provider_organisation, last_week }) => [
      person,
      organisation,
      provider_organisation,
      last_week,
    ]),
    [['dfe-sign-in:A1B2', 'school:900001', HERON.id, '2026-11-23']],
  );
  await browser.post('/weekly-email/stop', { _csrf: await tokenOf(browser) }, { origin: PUBLIC_URL });
  assert.match((await browser.get('/weekly-email')).body, /You have stopped the weekly e-mail\./);
  assert.equal((await rows()).length, 0);
  assert.deepEqual(await events(), ['weekly-email-asked 900001', 'weekly-email-ended 900001']);
});

test('signing in starts the days again', async () => {
  const browser = await signInAs(app, issuer, PUBLIC_URL, HERON);
  await browser.post('/weekly-email/ask', { _csrf: await tokenOf(browser) }, { origin: PUBLIC_URL });
  now = new Date('2026-12-01T12:00:00Z');
  await signInAs(app, issuer, PUBLIC_URL, HERON);
  assert.equal((await rows())[0]!.confirmed_at.toISOString(), '2026-12-01T12:00:00.000Z');
});

test('whoever sees no school has no such page', async () => {
  const stranger = await signInAs(app, issuer, PUBLIC_URL, HERON, { sub: 'OTHER', email: 'o@school.example' });
  assert.notEqual((await stranger.get('/weekly-email')).statusCode, 200);
});
