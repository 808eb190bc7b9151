import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  buildIssue,
  buildMarkChange,
  buildRegister,
  buildRun,
  buildSchool,
  FULL_WEEK,
  marksOf,
} from '../../../../test/builders.ts';
import { testDatabase } from '../../../../test/database.ts';
import { schoolOverview } from '../../../reports/school-overview/report.ts';
import type { Page, PageContext } from '../../page.ts';
import { createRender } from '../../render.ts';
import { reportPages } from '../../report-pages.ts';
import { page as dataReceived } from '../data-received/page.ts';
import { page as pupil } from '../pupil/page.ts';
import { page as pupils } from '../pupils/page.ts';
import { frameOf, viewerOf } from './viewer.fixture.ts';

const URN = 900001;
const NOW = new Date('2026-11-23T17:00:00Z');
const HOSTILE = '<script>alert(1)</script>';
const viewer = viewerOf(URN);

const logins = await testDatabase({ after });
const [overview] = reportPages(schoolOverview, 'pages/school-overview/page.njk') as [Page];
const render = createRender();

const contextOf = (params: Record<string, string> = {}, query: Record<string, string> = {}): PageContext => ({
  viewer,
  database: logins.viewer,
  clock: { now: () => NOW },
  params: { urn: String(URN), ...params },
  query,
});
const handle = (page: Page, params: Record<string, string> = {}, query: Record<string, string> = {}) =>
  page.handle(contextOf(params, query));

async function show(
  page: Page,
  params: Record<string, string> = {},
  query: Record<string, string> = {},
): Promise<string> {
  const result = await handle(page, params, query);
  assert.ok('template' in result);
  return render(result.template, frameOf(viewer, page.path), result.model);
}

/** Every table has a caption, scoped heads and a box that scrolls. */
function assertTables(html: string): void {
  const tables = html.match(/<table[\s\S]*?<\/table>/g) ?? [];
  assert.ok(tables.length > 0);
  assert.deepEqual(
    tables.filter((table) => !/<caption[^>]*>[^<]+<\/caption>/.test(table)),
    [],
  );
  assert.deepEqual(html.match(/<th(?![^>]*scope=)[ >]/g), null);
  assert.match(html, /<div class="app-scroll" tabindex="0" role="region" aria-label="[^"]+"/);
}

describe('the pages of a school', () => {
  before(async () => {
    await buildSchool(logins.owner, { name: `Test ${HOSTILE} School (invented)`, mis: HOSTILE });
    await buildRun(logins.owner, URN);
    await buildRegister(logins.owner, URN, [
      {
        id: 1,
        forename: HOSTILE,
        surname: '"><img src=x>',
        upn: "A1' OR 1=1",
        weeks: { '2026-11-09': FULL_WEEK, '2026-11-16': marksOf('II', '..', '/\\', 'c\\', '/\\') },
      },
      { id: 2, forename: '=cmd()', surname: 'مريم', weeks: { '2026-11-09': FULL_WEEK, '2026-11-16': FULL_WEEK } },
    ]);
    await buildMarkChange(logins.owner, URN, {
      pupil: 1,
      week: '2026-11-16',
      session: 0,
      was: 'N',
      seenAt: '2026-11-18T16:30:00Z',
    });
    await buildIssue(logins.owner, URN, { code: 'code-unknown', place: 'a', detail: { code: HOSTILE }, pupilId: 1 });
  });

  it('shows the overview with charts, tables and hostile text as text', async () => {
    const html = await show(overview);
    assert.doesNotMatch(html, /<script>alert|<img src=x/);
    assert.match(html, /<h1[^>]*>Test &lt;script&gt;alert\(1\)&lt;\/script&gt; School \(invented\)<\/h1>/);
    assert.match(html, /<svg [^>]*role="img"/);
    assert.match(html, /<td class="govuk-table__cell govuk-table__cell--numeric">83\.3% <span class="app-cell__base">/);
    assert.doesNotMatch(html, / style=/);
    assertTables(html);
  });

  it('shows pupils with sorted columns, and hostile names as text', async () => {
    const html = await show(pupils, {}, { sort: 'missed', order: 'desc', name: '' });
    assert.doesNotMatch(html, /<script>alert|<img src=x/);
    assert.match(html, /<bdi>&quot;&gt;&lt;img src=x&gt;, &lt;script&gt;alert\(1\)&lt;\/script&gt;<\/bdi>/);
    assert.match(html, /<th scope="col"[^>]* aria-sort="descending">/);
    assert.equal(html.match(/aria-sort/g)?.length, 1);
    assertTables(html);
  });

  it('shows one pupil: every mark with its letter, spoken words and a key', async () => {
    const html = await show(pupil, { pupilId: '1' });
    assert.doesNotMatch(html, /<script>alert|<img src=x/);
    assert.match(
      html,
      /<span class="app-mark app-mark--authorised" title="Thursday 19 November 2026, morning: [^"]+" aria-hidden="true">C1<\/span><span class="govuk-visually-hidden">C1, /,
    );
    assert.match(html, /N: Reason not yet established/);
    assert.match(html, /A1&#39; OR 1=1/);
    assertTables(html);
  });

  it('says on a pupil’s page that sensitive items are not shown and where to ask, or shows them to who may', async () => {
    const html = await show(pupil, { pupilId: '1' });
    assert.match(html, /are not shown to you\. <a class="govuk-link" href="\/rights">Ask to see them<\/a>/);
    assert.doesNotMatch(html, /Previously looked after/);
    const may = viewerOf(URN, { sensitive: true });
    const result = await pupil.handle({ ...contextOf({ pupilId: '1' }), viewer: may });
    assert.ok('template' in result);
    const all = render(result.template, frameOf(may, '/'), result.model);
    assert.match(all, /<dt[^>]*>Looked after<\/dt>\s*<dd[^>]*>No<\/dd>/);
    assert.doesNotMatch(all, /Ask to see them/);
  });

  it('gives nothing of a school that the viewer does not see, whatever the predicate said', async () => {
    for (const page of [overview, pupils, pupil, dataReceived]) {
      const context = { ...contextOf({ pupilId: '1' }), viewer: viewerOf(900002) };
      await assert.rejects(page.handle(context), { statusCode: 404 });
      await assert.rejects(page.handle({ ...context, viewer: null }), { statusCode: 404 });
    }
  });

  it('knows no pupil by another kind of number', async () => {
    for (const pupilId of ['99', '0', '01', '1e3', '99999999999', 'x'])
      await assert.rejects(handle(pupil, { pupilId }), { statusCode: 404 });
  });

  it('shows what was received, with issues as text', async () => {
    const html = await show(dataReceived);
    assert.doesNotMatch(html, /<script>alert|<img src=x/);
    assert.match(html, /Tuesday 17 November 2026, afternoon/);
    assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assertTables(html);
  });

  it('says on each page what it has of a school that this one replaced, and of which day the characteristics are', async () => {
    const before = await buildSchool(logins.owner, { urn: 900008 });
    await buildRegister(logins.owner, before, [{ id: 1, weeks: { '2026-11-02': FULL_WEEK } }]);
    await logins.owner
      .insertInto('school_link')
      .values({ urn: URN, link_urn: before, link_type: 'Predecessor', link_date: '2026-11-09' })
      .execute();
    await buildRun(logins.owner, URN, { kind: 'first', started_at: '2026-11-09T16:30:00Z' });
    const first = /The first collection, on Monday 9 November 2026, used each pupil’s characteristics of that day/;
    const html = await show(overview);
    assert.match(html, /Year to date: includes the marks of [^<]*\(URN 900008\), replaced on 9 November 2026/);
    assert.match(html, first);
    assert.match(await show(dataReceived), first);
    for (const text of [await show(pupils), await show(pupil, { pupilId: '1' })])
      assert.match(text, /Marks taken this year under URN 900008,[^<]* the marks of URN 900001 only/);
    await logins.owner.deleteFrom('school_link').execute();
  });

  it('has a page for a school that was never collected', async () => {
    const urn = await buildSchool(logins.owner, { urn: 900009 });
    const context = { ...contextOf({ urn: String(urn) }), viewer: viewerOf(urn) };
    const result = await overview.handle(context);
    assert.ok('template' in result);
    const html = render(result.template, frameOf(viewer, '/'), result.model);
    assert.match(html, /Nothing has been collected from this school yet\./);
    assert.doesNotMatch(html, /<svg|0\.0%|NaN/);
  });
});
