import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { readPupilReport } from '../pupil/report.ts';
import { readChoices } from '../pupils/choices.ts';
import { readPupilList } from '../pupils/report.ts';
import { viewPupils } from '../pupils/view-model.ts';
import { numbersOf, tableOf } from '../report-facts.fixture.ts';
import type { ReportView } from '../report-view.ts';
import { readReport } from '../school-report.ts';
import { readSelection } from '../selection/selection.ts';
import { type OverviewBody, schoolOverview } from './report.ts';

const [BEFORE, AFTER] = [900011, 900012];
const NOW = new Date('2026-11-23T17:00:00Z');
const { owner, viewer } = await testDatabase({ after });

const agree = (state: 'receiving' | 'opted-out') =>
  owner.updateTable('agreement').set({ state }).where('school_urn', '=', BEFORE).execute();
const read = async (urn = AFTER, urns: readonly number[] = [AFTER], sensitive = false, query = {}) =>
  (await readReport(schoolOverview, {
    database: viewer,
    statistics: null,
    scope: { urns, sensitive },
    urn,
    selection: readSelection(query),
    now: NOW,
  })) as ReportView & OverviewBody;
const weeks = (view: ReportView) =>
  Object.entries(numbersOf(tableOf(view, 'weeks'))).map(([week, [, attended, authorised]]) => [
    week,
    attended,
    authorised,
  ]);

describe('a school that replaced another on Wednesday 11 November 2026', () => {
  before(async () => {
    for (const urn of [BEFORE, AFTER]) await buildSchool(owner, { urn, name: `School ${urn} (invented)` });
    await owner
      .insertInto('school_link')
      .values({ urn: AFTER, link_urn: BEFORE, link_type: 'Predecessor', link_date: '2026-11-11' })
      .execute();
    await buildRun(owner, AFTER, { kind: 'first', started_at: '2026-11-11T16:30:00Z' });
    await buildRun(owner, AFTER);
    await buildRegister(owner, BEFORE, [
      // Missed 2 of 14 here: persistent here alone, and not over both schools.
      {
        id: 1,
        upn: 'A1',
        weeks: { '2026-11-02': marksOf('II', '/\\', '/\\', '/\\', '/\\'), '2026-11-09': marksOf('/\\', '/\\') },
      },
      { id: 2, upn: 'A2', weeks: { '2026-11-02': `${FULL_WEEK.slice(0, 10)}wy..` } },
      { id: 3, weeks: { '2026-11-02': FULL_WEEK, '2025-11-03': FULL_WEEK } },
    ]);
    await buildRegister(owner, AFTER, [
      { id: 1, upn: null, weeks: { '2026-11-16': FULL_WEEK } },
      {
        id: 7,
        upn: 'A1',
        characteristics: { ncYear: '8' },
        weeks: { '2026-11-09': marksOf('..', '..', '/\\', '/\\', '/\\'), '2026-11-16': FULL_WEEK },
      },
    ]);
  });
  beforeEach(() => agree('receiving'));

  it('adds the marks of both where both agreed, and says so', async () => {
    const view = await read();
    assert.deepEqual(weeks(view), [
      ['2026-11-02', 28, 2],
      ['2026-11-09', 10, 0],
      ['2026-11-16', 20, 0],
    ]);
    const [year] = view.overview.periods;
    assert.equal(year?.period, '2 to 20 November 2026');
    assert.equal(
      view.overview.conversion,
      'Year to date: includes the marks of School 900011 (invented) (URN 900011), replaced on 11 November 2026: both schools agreed to share. The lists of pupils have the marks of this school’s own URN only.',
    );
    assert.equal(year?.base, '58 of 60 possible sessions, 4 pupils');
    assert.deepEqual(numbersOf(tableOf(view, 'absence-codes'))['I']?.slice(2), [2, '2/60', '2/2']);
  });

  it('puts a pupil’s sessions at both together by UPN for persistent absence', async () => {
    // Four pupils: A1 (2 of 30, year 8 now), A2, and one without a UPN at each school; A1 alone would be persistent at the first.
    const view = await read();
    assert.deepEqual(numbersOf(tableOf(view, 'persistence')), { persistent: ['0/4'], severe: ['0/4'] });
    assert.deepEqual(numbersOf(tableOf(view, 'year-groups'))['8']?.slice(4), [1, '0/1', '0/1']);
    assert.equal(
      tableOf(view, 'year-groups').total?.cells[4]?.kind === 'count' && view.overview.absence[0]?.link,
      null,
    );
  });

  it('narrows both halves of the year by the same filters', async () => {
    const view = await read(AFTER, [AFTER], false, { year: '8' });
    assert.deepEqual(weeks(view), [
      // A week has one profile: here that of the school at which it ended.
      ['2026-11-09', 10, 0],
      ['2026-11-16', 10, 0],
    ]);
  });

  it('counts a pupil once in the week of the conversion', async () => {
    await owner.updateTable('collection_run').set({ held_date: '2026-11-13' }).execute();
    const week = tableOf(await read(), 'headlines').rows.find(({ key }) => key === 'week');
    assert.deepEqual(
      [week?.head, week?.cells[4]],
      ['Last full week, 9 to 13 November 2026', { kind: 'count', value: 1 }],
    );
    await owner.updateTable('collection_run').set({ held_date: '2026-11-23' }).execute();
  });

  it('leaves the marks out from the moment that the other school does not share, and says so', async () => {
    await agree('opted-out');
    const view = await read();
    assert.deepEqual(weeks(view), [
      ['2026-11-09', 6, 0],
      ['2026-11-16', 20, 0],
    ]);
    assert.deepEqual(tableOf(view, 'year-groups').total?.cells[4], { kind: 'count', value: 2 });
    assert.match(
      view.overview.conversion ?? '',
      /leaves out the marks of .*900011.*that school does not share its data\.$/,
    );
    assert.equal((await readPupilList(viewer, { urns: [AFTER] }, AFTER, NOW))?.urns.length, 1);
  });

  it('opens nothing of the other school but the sums of the year', async () => {
    assert.equal(await read(BEFORE), null);
    assert.equal(await readPupilList(viewer, { urns: [AFTER] }, BEFORE, NOW), null);
    assert.equal(await readPupilReport(viewer, { urns: [AFTER] }, BEFORE, 3, NOW), null);
    assert.equal(await read(AFTER, []), null);
  });

  it('carries the right to sensitive items over to the marks of the other school', async () => {
    const others = async (sensitive: boolean) =>
      numbersOf(tableOf(await read(AFTER, [AFTER], sensitive), 'other-codes'));
    assert.deepEqual(Object.keys(await others(true)).sort(), ['Y5', 'Y7']);
    assert.deepEqual((await others(false))['Y5_Y7']?.[2], 2);
  });

  it('says on the pages of pupils that they have this URN alone', async () => {
    const list = await readPupilList(viewer, { urns: [AFTER] }, AFTER, NOW);
    assert.deepEqual(list?.pupils.map(({ id, attended }) => [id, attended]).sort(), [
      [1, 10],
      [7, 16],
    ]);
    assert.match(viewPupils(list!, readChoices({})).ownUrnOnly ?? '', /under URN 900011.*marks of URN 900012 only/);
    assert.deepEqual((await readPupilReport(viewer, { urns: [AFTER] }, AFTER, 7, NOW))?.urns, [AFTER, BEFORE]);
  });

  it('shows the year before the first mark under the new URN', async () => {
    await owner.deleteFrom('school_link').execute();
    await buildSchool(owner, { urn: 900013 });
    await owner
      .insertInto('school_link')
      .values({ urn: 900013, link_urn: AFTER, link_type: 'Predecessor', link_date: '2026-11-23' })
      .execute();
    const view = await read(900013, [900013]);
    assert.equal(view.overview.periods[0]?.period, '11 to 20 November 2026');
    await owner.deleteFrom('school_link').execute();
    await owner
      .insertInto('school_link')
      .values({ urn: AFTER, link_urn: BEFORE, link_type: 'Predecessor', link_date: '2026-11-11' })
      .execute();
  });

  it('tells of which day the characteristics of the first weeks are', async () => {
    const { workedOut } = await read();
    assert.match(workedOut.at(-1)!, /^The first collection, on Wednesday 11 November 2026, used each pupil’s charact/);
  });

  it('adds nothing when both have marks of the same days', async () => {
    for (const urn of [900014, 900015]) {
      await buildSchool(owner, { urn });
      await buildRegister(owner, urn, [{ id: 1, upn: 'A1', weeks: { '2026-11-16': marksOf('/\\') } }]);
    }
    await owner
      .insertInto('school_link')
      .values({ urn: 900015, link_urn: 900014, link_type: 'Predecessor', link_date: '2026-11-16' })
      .execute();
    const view = await read(900015, [900015]);
    assert.deepEqual(weeks(view), [['2026-11-16', 2, 0]]);
    assert.match(view.overview.conversion ?? '', /would count sessions twice\.$/);
  });
});
