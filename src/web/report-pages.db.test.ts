import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { buildGrant, buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { startIssuer } from '../access/issuer.fixture.ts';
import { openTestApp } from './app.fixture.ts';
import { signInAs, type TestBrowser, tokenOf } from './browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({ logins, issuer, clock: { now: () => new Date('2026-11-23T17:00:00Z') } });
after(() => app.close());
let browser: TestBrowser;

describe('the pages of a report', () => {
  before(async () => {
    for (const urn of [900001, 900002]) {
      await buildSchool(logins.owner, { urn });
      await buildRun(logins.owner, urn);
      await buildRegister(logins.owner, urn, [
        { id: 1, weeks: { '2026-11-16': FULL_WEEK } },
        { id: 2, weeks: { '2026-11-16': marksOf('II', 'II', '/\\', '/\\', '/\\') }, characteristics: { ncYear: '9' } },
      ]);
    }
    await buildGrant(logins.owner, 'school:900001');
    browser = await signInAs(app, issuer, PUBLIC_URL, { name: 'Heron', urn: '900001', category: { id: '001' } });
  });

  it('show the report with its filters, and are not there for another school', async () => {
    const { statusCode, body } = await browser.get('/schools/900001/bands?year=9&sort=bands.pupils');
    assert.equal(statusCode, 200);
    assert.match(body, /Remove filter <\/span>Year 9/);
    assert.match(body, /1 pupil of 1 is persistently absent/);
    assert.doesNotMatch(body, / style=|undefined|\[object|NaN/);
    for (const path of ['/bands', '/bands/download?table=bands'])
      assert.equal((await browser.get(`/schools/900002${path}`)).statusCode, 403);
  });

  it('say what could not be read, whatever stands in the address', async () => {
    const odd = 'year=%00&period=%F0%9F%98%80&known=x&from=2026-13-01&floor[]=3&sort=a.b.c&population=<script>';
    const { statusCode, body } = await browser.get(`/schools/900001/bands?${odd}`);
    assert.equal(statusCode, 200);
    assert.match(body, /Left out of what was chosen: year=/);
    assert.doesNotMatch(body, /population=<script>/);
  });

  it('ask what a file is for, and give it as CSV and as a spreadsheet', async () => {
    const question = await browser.get('/schools/900001/bands/download?year=9&table=bands-by-year&format=csv');
    assert.match(question.body, /Pupils by absence band and year group/);
    const _csrf = await tokenOf(browser);
    const asked = { _csrf, year: '9', table: 'bands-by-year', purpose: 'support' };
    const path = '/schools/900001/bands/download';
    const csv = await browser.post(path, { ...asked, format: 'csv' });
    const rows = parse(csv.body, { columns: true }) as Record<string, string>[];
    assert.deepEqual(
      rows.map(({ row, pupils, downloaded_for, purpose }) => [row, pupils, downloaded_for, purpose]),
      [['9', '1', 'Test Heron Primary School (invented)', 'Finding and supporting pupils who need help to attend']],
    );
    const workbook = await browser.post(path, { ...asked, format: 'xlsx' });
    assert.match(String(workbook.headers['content-disposition']), /absence-bands-bands-by-year-900001.*\.xlsx"/);
    assert.equal(workbook.rawPayload.subarray(0, 2).toString(), 'PK');
    const audit = await logins.owner.selectFrom('audit_event').selectAll().where('what', '=', 'download').execute();
    assert.equal(audit.length, 2);
  });

  it('give no file without a purpose, nor of a table that is not there', async () => {
    const _csrf = await tokenOf(browser);
    const path = '/schools/900001/bands/download';
    const refused = await browser.post(path, { _csrf, table: 'bands', format: 'csv' });
    assert.equal(refused.statusCode, 400);
    assert.match(refused.body, /Select what the file is for/);
    for (const table of ['no-such', '', '__proto__'])
      assert.equal((await browser.post(path, { _csrf, table, purpose: 'support' })).statusCode, 404);
  });
});
