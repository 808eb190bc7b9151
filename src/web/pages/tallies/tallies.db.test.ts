import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildSchool, FULL_WEEK } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import type { Viewer } from '../../../access/viewer.ts';
import type { PageContext } from '../../page.ts';
import { createRender } from '../../render.ts';
import { frameOf, viewerOf } from '../school-overview/viewer.fixture.ts';
import { ask, file, page } from './page.ts';

const logins = await testDatabase({ after });
const render = createRender();
const organisation = { kind: 'operator', duty: 'analyst', name: 'The operator' } as const;
const analyst: Viewer = {
  ...viewerOf(900001),
  organisation,
  organisationKey: 'operator',
  organisations: [organisation],
  rights: new Set(),
  duty: 'analyst',
  scope: { urns: [] },
  standing: { reason: 'analyst' },
};
const contextOf = (more: Partial<PageContext> = {}): PageContext => ({
  viewer: analyst,
  database: logins.viewer,
  statistics: logins.statistics,
  clock: { now: () => new Date('2026-11-23T17:00:00Z') },
  params: {},
  query: {},
  ...more,
});
async function show(context: PageContext, shown = page): Promise<string> {
  const result = await shown.handle(context);
  assert.ok('template' in result);
  return render(result.template, frameOf(analyst, shown.path), result.model);
}

describe('the tallies of all schools', () => {
  before(async () => {
    for (const urn of [900001, 900002, 900003]) {
      await buildSchool(logins.owner, { urn, name: `Canary School ${urn}` });
      await logins.owner.updateTable('school').set({ published_phase: 'Primary' }).where('urn', '=', urn).execute();
      await buildRegister(logins.owner, urn, [{ id: 1, surname: 'Canary', weeks: { '2026-11-16': FULL_WEEK } }]);
    }
  });

  it('are a chart and tables without a school in them', async () => {
    const html = await show(contextOf());
    assert.match(html, /<svg [^>]*role="img"/);
    assert.match(html, /<caption[^>]*>Primary schools by week<\/caption>/);
    assert.doesNotMatch(html, /90000\d|Canary| style=/);
    assert.deepEqual(html.match(/<th(?![^>]*scope=)[ >]/g), null);
  });

  it('are taken out for a purpose of their own list', async () => {
    assert.match(await show(contextOf(), ask), /type="radio" value="trends"/);
    const result = await file.handle(contextOf({ form: { purpose: 'trends' } }));
    assert.ok('file' in result);
    assert.doesNotMatch(String(result.file), /90000\d|Canary/);
    assert.match(String(result.file), /Ann Head \(head@heron\.example\),The operator,2026-11-23T17:00:00/);
    assert.deepEqual(result.detail, { purpose: 'Seeing trends in attendance across schools', rows: 2 });
    const refused = await file.handle(contextOf({ form: { purpose: 'support' } }));
    assert.deepEqual(['status' in refused && refused.status, 'csv' in refused], [400, false]);
  });

  it('are for nobody but the operator’s own, whatever the predicate said', async () => {
    for (const each of [page, ask, file])
      for (const viewer of [null, viewerOf(900001)])
        await assert.rejects(each.handle(contextOf({ viewer, form: { purpose: 'trends' } })), { statusCode: 404 });
  });
});
