import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import type { OverviewFacts, OverviewFigures } from './report.ts';
import { viewSchoolOverview } from './view-model.ts';

const week = (monday: string, attended: number, authorised: number, unauthorised: number) => ({
  week: monday,
  attended,
  authorised,
  unauthorised,
  counts: `/${attended}I${authorised}O${unauthorised}`,
});
const run = {
  kind: 'complete',
  outcome: 'succeeded',
  complete: true,
  startedAt: new Date('2026-11-23T16:35:00Z'),
  finishedAt: null,
  heldDate: '2026-11-23',
  heldHalf: 'PM',
  error: null,
} as const;

const FIGURES: OverviewFigures = {
  year: academicYear(2026),
  population: 'statistical',
  hasStatistical: true,
  weeks: [
    week('2026-10-12', 941, 40, 19),
    week('2026-10-26', 0, 0, 0),
    week('2026-11-16', 934, 41, 25),
    week('2026-11-23', 190, 8, 2),
  ],
  bands: new Map([
    ['statistical', [70, 12, 9, 3, 2, 1, 1, 0, 0, 0, 2]],
    ['nc_year=7', [70, 12, 9, 3, 2, 1, 1, 0, 0, 0, 2]],
  ]),
  yearGroups: [
    { group: 'nc_year=7', attended: 2065, authorised: 89, unauthorised: 46 },
    { group: 'nc_year=12', attended: 10, authorised: 0, unauthorised: 0 },
  ],
  fullWeek: { row: week('2026-11-16', 934, 41, 25), pupils: 100 },
  day: {
    halves: [{ day: '2026-11-23', half: 'AM', attended: 190, authorised: 8, unauthorised: 2 }],
    pupils: 99,
    begun: null,
  },
  taught: { from: '2026-10-12', to: '2026-11-23' },
  conversion: { joined: false, because: null },
};
const FACTS: OverviewFacts = {
  school: { urn: 900001, name: 'Test School (invented)', invented: true, agreement: 'receiving', mis: 'Arbor' },
  freshness: { last: run, lastSucceeded: run },
  now: new Date('2026-11-23T17:00:00Z'),
  firstCollected: null,
  figures: FIGURES,
};
const view = viewSchoolOverview(FACTS);

describe('viewSchoolOverview', () => {
  it('gives each period its rates and their base', () => {
    const [year, full, day] = view.figures!.periods;
    assert.deepEqual(
      [year?.period, year?.attendance, year?.base],
      ['12 October to 23 November 2026', '93.9%', '2,065 of 2,200 possible sessions, 100 pupils'],
    );
    assert.deepEqual(
      full?.rows.map(({ rate, sessions }) => [rate, sessions]),
      [
        ['6.6%', '66 sessions'],
        ['4.1%', '41 sessions'],
        ['2.5%', '25 sessions'],
      ],
    );
    assert.deepEqual([day?.period, day?.note], ['Monday 23 November 2026', 'Morning only so far.']);
    assert.equal(view.figures!.asKnown, 'as known at 4.35pm on Monday 23 November 2026');
  });

  it('says when the latest day has the marks of a few pupils only', () => {
    const few = viewSchoolOverview({ ...FACTS, figures: { ...FIGURES, day: { ...FIGURES.day!, pupils: 9 } } });
    assert.equal(
      few.figures!.periods[2]?.note,
      'Morning only so far. Marks of 9 pupils only: 100 had marks in the last full week.',
    );
  });

  it('says when a later day has only begun', () => {
    const begun = viewSchoolOverview({
      ...FACTS,
      figures: { ...FIGURES, day: { ...FIGURES.day!, begun: { day: '2026-11-24', pupils: 1 } } },
    });
    assert.equal(
      begun.figures!.periods[2]?.note,
      'Morning only so far. Tuesday 24 November 2026 has marks of 1 pupil so far.',
    );
  });

  it('counts persistent absence from the third band on, and severe absence in the last', () => {
    const [persistent, severe] = view.figures!.absence;
    assert.deepEqual(
      [persistent?.rate, persistent?.link?.href],
      ['18.0%', '/schools/900001/pupils?absence=persistent&year=statistical'],
    );
    assert.match(persistent!.base, /^18 of 100 pupils missed 10% or more/);
    assert.deepEqual([severe?.rate, severe?.link?.text], ['2.0%', 'Show the 2 pupils with severe absence']);
  });

  it('has a row for every week between the first and the last, and gaps for those without a possible session', () => {
    const { table, chart, title } = view.figures!.weeks;
    assert.equal(table.rows.length, 7);
    assert.deepEqual(table.rows[2], { head: '26\u00a0Oct\u00a02026', cells: ['No sessions', '0', '0', '0', '0'] });
    assert.deepEqual(table.rows.at(-1), {
      head: '23\u00a0Nov\u00a02026 (part week)',
      cells: ['95.0%', '190', '8', '2', '200'],
    });
    assert.deepEqual(
      chart.points.map(({ value }) => value === null),
      [false, true, true, true, true, false, false],
    );
    assert.equal(title, 'Attendance fell from 94.1% to 93.4% in the last full week');
  });

  it('leaves year groups outside the population out, unless all are asked for', () => {
    assert.deepEqual(
      view.figures!.yearGroups.rows.map(({ head }) => head),
      ['Year 7'],
    );
    const all = viewSchoolOverview({ ...FACTS, figures: { ...FIGURES, population: 'all' } });
    assert.deepEqual(
      all.figures!.yearGroups.rows.map(({ head }) => head),
      ['Year 7', 'Year 12'],
    );
    assert.equal(all.figures!.population.choice?.href, '/schools/900001');
  });

  it('orders reasons by sessions, with shares of possible sessions and of absence', () => {
    const { absence, title, chart } = view.figures!.reasons;
    assert.deepEqual(
      absence.rows.map(({ head, cells }) => [head, ...cells.slice(2)]),
      [
        ['I', '89', '4.0%', '65.9%'],
        ['O', '46', '2.1%', '34.1%'],
      ],
    );
    assert.deepEqual(absence.total?.cells.slice(2), ['135', '6.1%', '100.0%']);
    assert.equal(title, 'Illness (I) was 65.9% of all absence');
    assert.ok(chart?.invented);
  });

  it('tells what happens next while there is nothing to show', () => {
    const before = viewSchoolOverview({ ...FACTS, figures: null, freshness: { last: null, lastSucceeded: null } });
    assert.equal(before.figures, null);
    assert.match(before.empty!.next, /whole academic year so far/);
    const silent = viewSchoolOverview({ ...FACTS, figures: null });
    assert.match(silent.empty!.text, /found no marks/);
  });
});
