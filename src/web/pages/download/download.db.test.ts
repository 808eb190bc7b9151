import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import { purposesOf } from '../../../access/purposes.ts';
import type { PageContext, PageResult } from '../../page.ts';
import { createRender } from '../../render.ts';
import { frameOf, viewerOf } from '../school-overview/viewer.fixture.ts';
import { ask, file } from './page.ts';

const URN = 900001;
const logins = await testDatabase({ after });
const render = createRender();
const viewer = viewerOf(URN);

const contextOf = (more: Partial<PageContext>): PageContext => ({
  viewer,
  database: logins.viewer,
  clock: { now: () => new Date('2026-11-23T17:00:00Z') },
  params: { urn: String(URN) },
  query: {},
  ...more,
});
function shown(result: PageResult): string {
  assert.ok('template' in result);
  return render(result.template, frameOf(viewer, ask.path), result.model);
}

describe('the download of pupils', () => {
  before(async () => {
    await buildSchool(logins.owner);
    await buildRun(logins.owner, URN);
    await buildRegister(logins.owner, URN, [
      { id: 1, forename: 'Ann', surname: 'Lee', weeks: { '2026-11-16': marksOf('II', 'II', '/\\', '/\\', '/\\') } },
      { id: 2, forename: 'Bob', surname: 'Ray', weeks: { '2026-11-16': FULL_WEEK } },
    ]);
  });

  it('asks for a purpose of the list, says what is in the file, and carries the choices on', async () => {
    const html = shown(await ask.handle(contextOf({ query: { absence: 'persistent', sort: 'missed' } })));
    assert.match(html, /1 of 2 pupils, by your filters: Absence: Persistent/);
    for (const { key } of purposesOf('pupils')) assert.match(html, new RegExp(`type="radio" value="${key}"`));
    assert.match(html, /<form method="post" action="\/schools\/900001\/pupils\/download" novalidate>/);
    assert.match(html, /name="_csrf" value="token of the session"/);
    assert.match(html, /<input type="hidden" name="absence" value="persistent">/);
    assert.match(html, /<input type="hidden" name="sort" value="missed">/);
    assert.match(html, /href="\/schools\/900001\/pupils\?absence=persistent&amp;sort=missed">Back to pupils/);
    assert.doesNotMatch(html, /checked|govuk-error-summary/);
  });

  it('gives the file of the same pupils, stamped, and says the purpose and the rows for the audit', async () => {
    const result = await file.handle(contextOf({ form: { absence: 'persistent', purpose: 'follow-up' } }));
    assert.ok('file' in result);
    const [, row, ...others] = String(result.file).trim().split('\r\n');
    assert.match(row ?? '', /^Lee,Ann,/);
    assert.match(
      row ?? '',
      /Ann Head \(head@heron\.example\),Test Heron Primary School \(invented\),2026-11-23T17:00:00/,
    );
    assert.deepEqual(others, []);
    assert.equal(result.fileName, 'pupils-900001-2026-11-20-invented-data.csv');
    assert.deepEqual(result.detail, { purpose: 'Following up absence with pupils and their families', rows: 1 });
    assert.equal(file.records, 'download');
  });

  it('gives no file without a purpose, nor for one that is not on the list: the page again, with what is wrong', async () => {
    for (const purpose of [undefined, '', 'inspection', 'trends', 'support\u0000']) {
      const form = { absence: 'persistent', ...(purpose !== undefined && { purpose }) };
      const result = await file.handle(contextOf({ form }));
      assert.ok('template' in result);
      assert.equal(result.status, 400);
      assert.equal((result.model as { title: string }).title, 'Error: Download pupils');
      const html = shown(result);
      assert.match(html, /govuk-error-summary[\s\S]*<a href="#purpose">Select what the file is for<\/a>/);
      assert.match(html, /<input[^>]* id="purpose"/);
      assert.match(html, /<input type="hidden" name="absence" value="persistent">/);
    }
  });

  it('makes no file without a pupil, and says so', async () => {
    const html = shown(await ask.handle(contextOf({ query: { absence: 'severe' } })));
    assert.match(html, /There is nothing to download/);
    assert.doesNotMatch(html, /<form method="post" action="\/schools/);
    const result = await file.handle(contextOf({ form: { absence: 'severe', purpose: 'support' } }));
    assert.ok('template' in result);
    assert.deepEqual([result.status, (result.model as { title: string }).title], [400, 'Download pupils']);
  });

  it('is of no school that the viewer does not see, whatever the predicate said', async () => {
    const other = viewerOf(900002);
    for (const page of [ask, file])
      await assert.rejects(page.handle(contextOf({ viewer: other, form: { purpose: 'support' } })), {
        statusCode: 404,
      });
  });
});
