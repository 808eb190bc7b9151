import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { buildRegister, buildRun, FULL_WEEK } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { buildAreas, buildCompared } from '../reports/compare/compared-schools.fixture.ts';
import { compare } from '../reports/compare/report.ts';
import type { PageContext } from './page.ts';
import { frameOf, viewerOf } from './pages/school-overview/viewer.fixture.ts';
import { createRender } from './render.ts';
import { reportPages } from './report-pages.ts';

const logins = await testDatabase({ after });
const render = createRender();
const [page, , file] = reportPages(compare);
const OWN = 900_001;
const contextOf = (more: Partial<PageContext> = {}): PageContext => ({
  viewer: viewerOf(OWN),
  database: logins.viewer,
  statistics: logins.statistics,
  clock: { now: () => new Date('2026-11-23T17:00:00Z') },
  params: { urn: String(OWN) },
  query: {},
  ...more,
});

describe('the page Compare', () => {
  before(async () => {
    await buildAreas(logins.owner);
    const others = Array.from({ length: 6 }, (_, index) => ({ urn: OWN + 1 + index }));
    await buildCompared(logins.owner, [{ urn: OWN }, ...others]);
    await buildRun(logins.owner, OWN);
    await logins.owner.deleteFrom('tally_week').where('school_urn', '=', OWN).execute();
    await buildRegister(logins.owner, OWN, [{ id: 1, weeks: { '2026-11-16': FULL_WEEK } }]);
  });

  const show = async (more: Partial<PageContext> = {}) => {
    const result = await page!.handle(contextOf(more));
    assert.ok('template' in result);
    return render(result.template, frameOf(viewerOf(OWN), page!.path), result.model);
  };

  it('has a chart, tables and the reasons, without JavaScript or inline style', async () => {
    const html = await show();
    assert.match(html, /Attendance here is 100\.0%, 7\.0 percentage points above similar schools \(93\.0%\)\./);
    assert.match(html, /<svg [^>]*role="img"/);
    assert.match(html, /of about 6,000/);
    assert.match(html, /Published by the Department, 2025\/26 year to date \(England, Primary\): 94\.7%/);
    assert.match(html, /These are real figures of real schools/);
    assert.doesNotMatch(html, / style=|undefined|\[object|NaN/);
    assert.deepEqual(html.match(/<th(?![^>]*scope=)[ >]/g), null);
  });

  it('asks for as many schools as the setting says', async () => {
    const installation = { leastSchools: 7 } as NonNullable<PageContext['installation']>;
    assert.match(await show({ installation }), /fewer than 7 schools of this group share/);
  });

  it('gives rounded figures in the file too, and no count of other schools', async () => {
    const form = { table: 'comparison', format: 'csv', purpose: 'support' };
    const result = await file!.handle(contextOf({ form }));
    assert.ok('file' in result);
    const rows = parse(String(result.file), { columns: true }) as Record<string, string>[];
    const nation = rows.find(({ row }) => row === 'nation')!;
    assert.deepEqual(
      ['percent', 'numerator', 'denominator', 'note'].map((part) => nation[`attendance_${part}`]),
      ['93.0', 'z', '6000', 'rounded'],
    );
    const own = rows.find(({ row }) => row === 'own')!;
    assert.deepEqual([own['attendance_numerator'], own['attendance_denominator']], ['10', '10']);
  });

  it('says that tallies are not at hand where there is no login for them', async () => {
    const { statistics: _, ...without } = contextOf();
    const result = await page!.handle(without);
    assert.match(JSON.stringify(result), /Tallies of other schools are not at hand/);
  });
});
