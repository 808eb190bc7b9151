import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { numbersOf, tableOf } from '../report-facts.fixture.ts';
import type { ReportView } from '../report-view.ts';
import { readReport } from '../school-report.ts';
import { type Query, readSelection } from '../selection/selection.ts';
import { type OverviewBody, schoolOverview } from './report.ts';

const NOW = new Date('2026-11-23T17:00:00Z');

const logins = await testDatabase({ after });

const read = async (query: Query = {}, urn = 900001, urns = [urn]) =>
  (await readReport(schoolOverview, {
    database: logins.viewer,
    statistics: null,
    scope: { urns },
    urn,
    selection: readSelection(query),
    now: NOW,
  })) as ReportView & OverviewBody;

describe('the overview from the register', () => {
  before(async () => {
    const urn = await buildSchool(logins.owner);
    await buildRun(logins.owner, urn);
    await buildRegister(logins.owner, urn, [
      {
        id: 1,
        weeks: {
          '2026-11-09': FULL_WEEK,
          '2026-11-16': marksOf('II', 'II', '/\\', '/\\', '/\\'),
          '2026-11-23': marksOf('/\\'),
        },
      },
      { id: 2, weeks: { '2026-11-09': FULL_WEEK, '2026-11-16': FULL_WEEK, '2026-11-23': marksOf('O.') } },
      { id: 3, characteristics: { ncYear: 'R' }, weeks: { '2026-11-16': FULL_WEEK } },
    ]);
    const other = await buildSchool(logins.owner, { urn: 900002 });
    await buildRegister(logins.owner, other, [
      { id: 1, weeks: { '2026-11-16': marksOf('OO', 'OO', 'OO', 'OO', 'OO') } },
    ]);
  });

  it('counts years 1 to 11 unless all year groups are asked for', async () => {
    assert.deepEqual(numbersOf(tableOf(await read(), 'weeks')), {
      '2026-11-09': ['20/20', 20, 0, 0, 20],
      '2026-11-16': ['16/20', 16, 4, 0, 20],
      '2026-11-23': ['2/3', 2, 0, 1, 3],
    });
    assert.equal(numbersOf(tableOf(await read({ population: 'all' }), 'weeks'))['2026-11-16']?.[1], 26);
  });

  it('takes the last week held to its end, and the latest day with its pupils', async () => {
    const view = await read();
    const numbers = numbersOf(tableOf(view, 'headlines'));
    assert.deepEqual([numbers['week']?.[0], numbers['week']?.[4]], ['16/20', 2]);
    assert.deepEqual(numbers['day'], ['2/3', '1/3', '0/3', '1/3', 2]);
    assert.equal(view.overview.periods[1]?.period, '16 to 20 November 2026');
    assert.equal(view.overview.periods[0]?.period, '9 to 23 November 2026');
  });

  it('passes over a last day that has the marks of less than half the pupils', async () => {
    const urn = await buildSchool(logins.owner, { urn: 900003 });
    await buildRun(logins.owner, urn);
    const usual = { '2026-11-16': FULL_WEEK };
    await buildRegister(logins.owner, urn, [
      { id: 1, weeks: { ...usual, '2026-11-23': marksOf('V.') } },
      { id: 2, weeks: usual },
      { id: 3, weeks: usual },
    ]);
    const [, , day] = (await read({}, urn)).overview.periods;
    assert.deepEqual(
      [day?.period, day?.note],
      ['Friday 20 November 2026', 'Monday 23 November 2026 has marks of 1 pupil so far.'],
    );
  });

  it('counts pupils by their own absence, and the same weeks of the year before', async () => {
    // Pupil 1 missed 4 of 22 (18%), pupil 2 missed 1 of 21 (under 5%), the pupil of reception none of 10.
    assert.deepEqual(numbersOf(tableOf(await read(), 'persistence'))['persistent'], ['1/2']);
    assert.deepEqual(numbersOf(tableOf(await read({ population: 'all' }), 'persistence'))['persistent'], ['1/3']);
    const urn = await buildSchool(logins.owner, { urn: 900004 });
    await buildRun(logins.owner, urn);
    const last = { '2025-11-17': marksOf('I\\', '/\\'), '2025-12-01': marksOf('OO') };
    await buildRegister(logins.owner, urn, [{ id: 1, weeks: { ...last, '2026-11-16': FULL_WEEK } }]);
    assert.equal(
      (await read({}, urn)).overview.periods[0]?.change,
      'To the end of the last full week: 25.0 points more than in the same weeks of last year (75.0%).',
    );
  });

  it('shows any period, group and past day, and says which could not be read', async () => {
    assert.deepEqual(Object.keys(numbersOf(tableOf(await read({ period: 'day', on: '2026-11-16' }), 'weeks'))), [
      '2026-11-16',
    ]);
    const none = await read({ gender: 'M' });
    assert.match(none.empty!.text, /with these filters/);
    const odd = await read({ year: '99' });
    assert.match(odd.selection!.ignored!, /year=99/);
    assert.match((await read({ known: '2026-10-01' })).empty!.text, /^Nothing was known of this school/);
  });

  it('sees nothing of a school outside the scope', async () => {
    assert.equal(await read({}, 900001, [900002]), null);
  });
});
