import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildSchool } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import type { Viewer } from '../../../access/viewer.ts';
import { appendEvent, auditKey } from '../../../audit/append-event.ts';
import { anEvent } from '../../../audit/event.fixture.ts';
import { createRender } from '../../render.ts';
import { frameOf, viewerOf } from '../school-overview/viewer.fixture.ts';
import { page } from './page.ts';

const key = auditKey('a secret of the tests that is long enough');
const logins = await testDatabase({ after });
const render = createRender();
const operator: Viewer = {
  ...viewerOf(900001),
  organisation: { kind: 'operator', duty: 'operator', name: 'Operator' },
  organisationKey: 'operator',
  rights: new Set(),
  duty: 'operator',
  scope: { urns: [], person: 'oidc:1', organisation: 'operator', operator: true },
  standing: { reason: 'operator' },
};

async function show(organisation: string): Promise<string> {
  const clock = { now: () => new Date('2026-11-23T17:00:00Z') };
  const query = { organisation, what: 'pupil-view' };
  const result = await page.handle({ viewer: operator, database: logins.viewer, clock, params: {}, query });
  assert.ok('template' in result);
  return render(result.template, frameOf(operator, page.path), result.model);
}

describe('the filter by organisation of the operator’s audit', () => {
  before(async () => {
    await buildSchool(logins.owner, { urn: 900001, name: 'Test Heron School' });
    await buildSchool(logins.owner, { urn: 900002, name: 'Test Robin School' });
    await logins.owner
      .insertInto('local_authority')
      .values({ la_code: '301', name: 'Test Borough' } as never)
      .execute();
    const detail = { standing: 'kind-not-eligible', before: null, self: false };
    await appendEvent(logins.viewer, key, anEvent({ name: 'Hera Head', detail }));
    const robin = { organisation: 'school:900002', schoolUrn: 900002, name: 'Roy Head' };
    await appendEvent(logins.viewer, key, anEvent(robin));
    await appendEvent(logins.viewer, key, anEvent({ organisation: 'authority:301', name: 'Lou Officer' }));
  });

  it('takes our name for it, a URN, a code of an authority and words of a name', async () => {
    for (const [typed, name] of [
      ['school:900001', 'Hera Head'],
      ['900002', 'Roy Head'],
      [' 301 ', 'Lou Officer'],
      ['robin test', 'Roy Head'],
      ['AUTHORITY:301', 'Lou Officer'],
    ] as const) {
      const html = await show(typed);
      const seen = ['Hera Head', 'Roy Head', 'Lou Officer'].filter((each) => html.includes(each));
      assert.deepEqual(seen, [name], typed);
    }
  });

  it('lists several to choose from, with what was typed still in the field', async () => {
    const html = await show('test school');
    assert.match(html, /2 organisations match “test school”: choose one/);
    assert.match(html, /href="\/operator\/audit\?what=pupil-view&amp;organisation=school%3A900002">Test Robin School</);
    assert.match(html, /<input [^>]*name="organisation"[^>]*value="test school"/);
    assert.doesNotMatch(html, /Hera Head|Roy Head/);
  });

  it('says at the field that none was found, and keeps what was typed, as text', async () => {
    for (const typed of ['nowhere', '"><script>alert(1)</script>', '%', 'x'.repeat(5000)]) {
      const html = await show(typed);
      assert.match(html, /<p class="govuk-error-message" id="organisation-error">/);
      assert.match(html, /aria-describedby="organisation-hint organisation-error"/);
      assert.match(html, /<a href="#organisation">No organisation was found/);
      assert.doesNotMatch(html, /<script>alert|Hera Head/);
    }
    assert.match(await show('nowhere'), /name="organisation"[^>]*value="nowhere"/);
  });

  it('shows details in words, without those that say nothing, and folds keys', async () => {
    const html = await show('900001');
    assert.match(html, /May see: nothing, since this kind of organisation is given no data/);
    assert.doesNotMatch(html, /kind-not-eligible|null|>false|self/);
    assert.match(html, /<details[\s\S]*dfe-sign-in:6A2C[\s\S]*req-1[\s\S]*<\/details>/);
  });
});
