import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildGrant, buildMarkChange, buildRegister, buildRun, buildSchool, marksOf } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { startIssuer } from '../access/issuer.fixture.ts';
import { openTestApp } from './app.fixture.ts';
import { signInAs, type TestBrowser } from './browser.fixture.ts';

const PUBLIC_URL = 'http://localhost:3999';
const PATHS = ['/attention', '/spells', '/moves', '/changes'];
const HOSTILE = '"><img src=x onerror=alert(1)>';
const logins = await testDatabase({ after });
const issuer = await startIssuer();
after(() => issuer.close());
const app = await openTestApp({ logins, issuer, clock: { now: () => new Date('2026-11-23T17:00:00Z') } });
after(() => app.close());
let browser: TestBrowser;

const AWAY = marksOf('OO', 'OO', 'OO', 'OO', 'OO');
const weeks = { '2026-11-02': marksOf('/\\', '/\\', '/\\', '/\\', '/\\'), '2026-11-09': AWAY, '2026-11-16': AWAY };

describe('the pages on whom to look at', () => {
  before(async () => {
    for (const urn of [900001, 900002]) {
      await buildSchool(logins.owner, { urn });
      await buildRun(logins.owner, urn, { kind: 'first', started_at: '2026-11-20T16:30:00Z' });
      await buildRegister(logins.owner, urn, [
        { id: 1, forename: HOSTILE, surname: '=cmd()', weeks },
        { id: 2, weeks, firstDay: '2026-11-03', lastDay: '2026-11-20' },
      ]);
      const change = { pupil: 1, week: '2026-11-16', session: 1, was: 'N', seenAt: '2026-11-23T16:30:00Z' };
      await buildMarkChange(logins.owner, urn, change);
    }
    await buildGrant(logins.owner, 'school:900001');
    browser = await signInAs(app, issuer, PUBLIC_URL, { name: 'Heron', urn: '900001', category: { id: '001' } });
  });

  it('name pupils as text, lead to them, and are not there for another school', async () => {
    for (const path of PATHS) {
      const { statusCode, body } = await browser.get(`/schools/900001${path}`);
      assert.equal(statusCode, 200, path);
      assert.doesNotMatch(body, /<img src=x| style=|undefined|\[object|NaN|Infinity/);
      assert.match(body, /href="\/schools\/900001\/pupils\/[12]"/, path);
      for (const other of [path, `${path}/download?table=pupils`])
        assert.equal((await browser.get(`/schools/900002${other}`)).statusCode, 403);
    }
  });

  it('say what could not be read, whatever stands in the address', async () => {
    for (const path of PATHS) {
      const odd =
        'year=%00&rule=..%2F&since=2026-99-99&known=x&from[]=1&to=9999-12-31&looked_after=yes&sort=rules.pupils';
      const { statusCode, body } = await browser.get(`/schools/900001${path}?${odd}`);
      assert.equal(statusCode, 200, path);
      assert.match(body, /Left out of what was chosen: /);
      assert.doesNotMatch(body, /undefined|\[object|NaN/);
    }
  });

  it('say so in another academic year, in which there was nothing', async () => {
    for (const path of PATHS) {
      const { statusCode, body } = await browser.get(`/schools/900001${path}?on=2024-11-04`);
      assert.equal(statusCode, 200, path);
      assert.match(body, /There is no possible session in the academic year 2024\/25/);
    }
  });

  it('are on the audit as looks at a list of pupils', async () => {
    const looks = await logins.owner.selectFrom('audit_event').select('what').where('what', '=', 'list-view').execute();
    assert.ok(looks.length >= 3 * PATHS.length);
  });
});
