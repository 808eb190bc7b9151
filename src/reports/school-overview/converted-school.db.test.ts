import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { readPupilReport } from '../pupil/report.ts';
import { readChoices } from '../pupils/choices.ts';
import { readPupilList } from '../pupils/report.ts';
import { viewPupils } from '../pupils/view-model.ts';
import { readSchoolOverview } from './report.ts';
import { viewSchoolOverview } from './view-model.ts';

const [BEFORE, AFTER] = [900011, 900012];
const NOW = new Date('2026-11-23T17:00:00Z');
const { owner, viewer } = await testDatabase({ after });

const agree = (state: 'receiving' | 'opted-out') =>
  owner.updateTable('agreement').set({ state }).where('school_urn', '=', BEFORE).execute();
const read = async (urn = AFTER, urns: readonly number[] = [AFTER], sensitive = false) =>
  (await readSchoolOverview(viewer, { urns, sensitive }, urn, null, NOW))!;

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
      { id: 2, upn: 'A2', weeks: { '2026-11-02': FULL_WEEK } },
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
    const facts = await read();
    assert.deepEqual(
      facts.figures?.weeks.map(({ week, attended, authorised }) => [week, attended, authorised]),
      [
        ['2026-11-02', 28, 2],
        ['2026-11-09', 10, 0],
        ['2026-11-16', 20, 0],
      ],
    );
    assert.deepEqual(facts.figures?.taught, { from: '2026-11-02', to: '2026-11-20' });
    const view = viewSchoolOverview(facts).figures!;
    assert.equal(
      view.conversion,
      'Year to date: includes the marks of School 900011 (invented) (URN 900011), replaced on 11 November 2026: both schools agreed to share. The lists of pupils have the marks of this school’s own URN only.',
    );
    assert.equal(view.periods[0]?.base, '58 of 60 possible sessions, 4 pupils');
    assert.deepEqual(view.reasons.absence.rows[0]?.cells.slice(2), ['2', '3.3%', '100.0%']);
  });

  it('puts a pupil’s sessions at both together by UPN for persistent absence', async () => {
    const { figures } = await read();
    // Four pupils: A1 (2 of 30, year 8 now), A2, and one without a UPN at each school.
    assert.deepEqual(figures?.bands.get('all'), [3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(figures?.bands.get('nc_year=8'), [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('counts a pupil once in the week of the conversion', async () => {
    await owner.updateTable('collection_run').set({ held_date: '2026-11-13' }).execute();
    const { figures } = await read();
    assert.deepEqual([figures?.fullWeek?.row.week, figures?.fullWeek?.pupils], ['2026-11-09', 1]);
    await owner.updateTable('collection_run').set({ held_date: '2026-11-23' }).execute();
  });

  it('leaves the marks out from the moment that the other school does not share, and says so', async () => {
    await agree('opted-out');
    const facts = await read();
    assert.deepEqual(
      facts.figures?.weeks.map(({ week, attended }) => [week, attended]),
      [
        ['2026-11-09', 6],
        ['2026-11-16', 20],
      ],
    );
    assert.deepEqual(facts.figures?.bands.get('all'), [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const view = viewSchoolOverview(facts).figures!;
    assert.match(view.conversion ?? '', /leaves out the marks of .*900011.*that school does not share its data\.$/);
    assert.equal((await readPupilList(viewer, { urns: [AFTER] }, AFTER, NOW))?.urns.length, 1);
  });

  it('opens nothing of the other school but the sums of the year', async () => {
    assert.equal(await read(BEFORE), null);
    assert.equal(await readPupilList(viewer, { urns: [AFTER] }, BEFORE, NOW), null);
    assert.equal(await readPupilReport(viewer, { urns: [AFTER] }, BEFORE, 3, NOW), null);
    assert.equal(await read(AFTER, []), null);
  });

  it('carries the right to sensitive items over to the marks of the other school', async () => {
    const counts = async (sensitive: boolean) =>
      (await read(AFTER, [AFTER], sensitive)).figures!.weeks.find(({ week }) => week === '2026-11-02')?.counts;
    const tally = owner.updateTable('tally_week').where('school_urn', '=', BEFORE).where('week', '=', '2026-11-02');
    await tally.set({ counts: '/14I2w1\\14' }).execute();
    assert.deepEqual([await counts(true), await counts(false)], ['/14I2w1\\14', '/14I2\\14~1']);
    await tally.set({ counts: '/14I2\\14' }).execute();
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
    const { figures } = await read(900013, [900013]);
    assert.deepEqual(figures?.taught, { from: '2026-11-11', to: '2026-11-20' });
    await owner.deleteFrom('school_link').execute();
    await owner
      .insertInto('school_link')
      .values({ urn: AFTER, link_urn: BEFORE, link_type: 'Predecessor', link_date: '2026-11-11' })
      .execute();
  });

  it('tells of which day the characteristics of the first weeks are', async () => {
    const { workedOut } = viewSchoolOverview(await read()).figures!;
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
    const facts = await read(900015, [900015]);
    assert.deepEqual(
      facts.figures?.weeks.map(({ attended }) => attended),
      [2],
    );
    assert.match(viewSchoolOverview(facts).figures!.conversion ?? '', /would count sessions twice\.$/);
  });
});
