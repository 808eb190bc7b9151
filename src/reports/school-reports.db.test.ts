import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildMarkChange, buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { groups } from './groups/report.ts';
import { reasons } from './reasons/report.ts';
import { numbersOf, tableOf } from './report-facts.fixture.ts';
import { readReport, type SchoolReport } from './school-report.ts';
import { type Query, readSelection } from './selection/selection.ts';
import { when } from './when/report.ts';

const { owner, viewer } = await testDatabase({ after });
const NOW = new Date('2026-11-23T17:00:00Z');
const [W1, W2] = ['2026-11-09', '2026-11-16'];

async function read(report: SchoolReport, query: Query = {}, { urn = 900001, sensitive = false } = {}) {
  const selection = readSelection(query, report.choices);
  const view = await readReport(report, {
    database: viewer,
    statistics: null,
    scope: { urns: [900001, 900002], sensitive },
    urn,
    selection,
    now: NOW,
  });
  return view!;
}

describe('groups, when and reasons from the register', () => {
  before(async () => {
    for (const urn of [900001, 900002]) await buildSchool(owner, { urn });
    await buildRun(owner, 900001, { kind: 'first', started_at: '2026-11-13T16:30:00Z' });
    await buildRun(owner, 900001, { started_at: '2026-11-20T16:30:00Z' });
    await buildRegister(owner, 900001, [
      { id: 1, weeks: { [W1]: FULL_WEEK, [W2]: marksOf('II', '/\\', '/\\', '/\\', '/w') } },
      {
        id: 2,
        characteristics: { ncYear: '8', freeSchoolMeals: true, lookedAfter: true },
        weeks: { [W1]: FULL_WEEK, [W2]: marksOf('L\\', 'U\\', '/\\', '/\\', 'OO') },
      },
      { id: 3, characteristics: { ncYear: 'R' }, weeks: { [W2]: marksOf('GG', 'GG', 'GG', 'GG', 'GG') } },
    ]);
    await buildMarkChange(owner, 900001, { pupil: 2, week: W2, session: 8, was: '/', seenAt: '2026-11-20T16:30:00Z' });
  });

  it('groups: by every characteristic, and looked after only with the right', async () => {
    const view = await read(groups);
    assert.deepEqual(numbersOf(tableOf(view, 'free_school_meals')), {
      yes: ['17/20', '17/19', '17/20-17/19', '0/20', '3/20', 20, 1, '1/1', '0/1'],
      no: ['17/19', '17/20', '17/19-17/20', '2/19', '0/19', 19, 1, '1/1', '0/1'],
    });
    assert.equal(tableOf(view, 'looked_after'), undefined);
    const all = await read(groups, { population: 'all', by: 'year', and: 'looked_after' }, { sensitive: true });
    assert.deepEqual(Object.keys(numbersOf(tableOf(all, 'looked_after'))), ['yes', 'no']);
    assert.deepEqual(Object.keys(numbersOf(tableOf(all, 'crossed'))), [
      'year=R&looked_after=no',
      'year=7&looked_after=no',
      'year=8&looked_after=yes',
    ]);
    const offered = (each: typeof view) => each.selection!.selects.find(({ name }) => name === 'by')!.options.length;
    assert.deepEqual([offered(view), offered(all)], [6, 8]);
  });

  it('when: by filters, and as known before a change', async () => {
    assert.deepEqual(numbersOf(tableOf(await read(when), 'weekdays'))['5'], [
      '5/7',
      '0/7',
      '2/7',
      7,
      '3/4',
      '2/3',
      '2/7',
    ]);
    const known = await read(when, { known: '2026-11-19' });
    assert.equal(numbersOf(tableOf(known, 'weekdays'))['5']?.[0], '4/4');
    const year8 = await read(when, { year: '8', period: 'week', on: W2 });
    assert.deepEqual(numbersOf(tableOf(year8, 'weeks')), { [W2]: ['7/10', '0/10', '3/10', 10] });
  });

  it('reasons: Y5 is told apart only with the right', async () => {
    const codes = (view: Awaited<ReturnType<typeof read>>) => numbersOf(tableOf(view, 'codes'));
    const [without, may] = [await read(reasons), await read(reasons, {}, { sensitive: true })];
    assert.equal(codes(without)['Y5_Y7']?.[2], 1);
    assert.equal(codes(may)['Y5']?.[2], 1);
    assert.doesNotMatch(JSON.stringify(without), /detention|"Y5"/);
    assert.deepEqual(numbersOf(tableOf(await read(reasons, { population: 'all' }), 'holidays')), { G: [10, 1] });
  });

  it('each says when there is nothing to count', async () => {
    for (const report of [groups, when, reasons]) {
      assert.match((await read(report, {}, { urn: 900002 })).empty!.text, /^There are no figures yet/);
      assert.match((await read(report, { year: '11' })).empty!.text, /with these filters/);
      assert.match((await read(report, { period: 'day', on: '2026-12-25' })).empty!.text, /25 December 2026/);
    }
  });
});
