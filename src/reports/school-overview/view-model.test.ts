import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { type FactsPupil, factsOf, numbersOf, tableOf } from '../report-facts.fixture.ts';
import { type OverviewBody, type OverviewMore, schoolOverview } from './report.ts';

const MORE: OverviewMore = { held: { date: '2026-11-23', half: 'PM' }, lastYear: [] };
const view = (pupils: readonly FactsPupil[], query: Record<string, string> = {}, more: Partial<OverviewMore> = {}) =>
  schoolOverview.view(factsOf(pupils, { query }), { ...MORE, ...more }) as OverviewBody;

const OCTOBER = { '2026-10-12': FULL_WEEK };
const many = (count: number, weeks: FactsPupil['weeks'], is: FactsPupil['is'] = {}): FactsPupil[] =>
  Array.from({ length: count }, () => ({ is: is ?? {}, weeks }));
/** Twenty pupils of year 7, one of year 12; one missed two days of the last full week, one nearly everything. */
const SCHOOL: readonly FactsPupil[] = [
  ...many(18, { ...OCTOBER, '2026-11-16': FULL_WEEK, '2026-11-23': marksOf('/.') }),
  { weeks: { ...OCTOBER, '2026-11-16': marksOf('II', 'II', '/\\', '/\\', '/\\'), '2026-11-23': marksOf('/.') } },
  {
    weeks: {
      '2026-10-12': FULL_WEEK,
      '2026-11-16': marksOf('OO', 'OO', 'OO', 'OO', 'OO'),
      '2026-11-23': marksOf('O.'),
    },
  },
  ...many(1, OCTOBER, { ncYear: '12' }),
];
const body = view(SCHOOL);

describe('the school overview', () => {
  it('gives each period its rates and their base', () => {
    const [year, full, day] = body.overview.periods;
    assert.deepEqual(
      [year?.heading, year?.period, year?.attendance, year?.base],
      ['Year to date', '12 October to 23 November 2026', '96.4%', '405 of 420 possible sessions, 20 pupils'],
    );
    assert.deepEqual(
      full?.rows.map(({ rate, sessions }) => [rate, sessions]),
      [
        ['7.0%', '14 sessions'],
        ['2.0%', '4 sessions'],
        ['5.0%', '10 sessions'],
      ],
    );
    assert.deepEqual([day?.period, day?.note], ['Monday 23 November 2026', 'Morning only so far.']);
  });

  it('sets the last full week beside the one before it, and the year beside the same weeks of last year', () => {
    assert.deepEqual(
      body.overview.periods.map(({ change }) => change),
      [null, '7.0 points less than in the full week before (100.0%).', null],
    );
    const week = (monday: string, attended: number) => ({
      week: monday,
      attended,
      authorised: 100 - attended,
      unauthorised: 0,
    });
    const before = view(
      SCHOOL,
      {},
      { lastYear: [week('2025-10-13', 90), week('2025-11-17', 92), week('2025-11-24', 0)] },
    );
    assert.equal(
      before.overview.periods[0]?.change,
      'To the end of the last full week: 5.5 points more than in the same weeks of last year (91.0%).',
    );
  });

  it('has the numbers of its tiles as tables', () => {
    assert.deepEqual(numbersOf(tableOf(body, 'headlines')), {
      period: ['405/420', '15/420', '4/420', '11/420', 20],
      week: ['186/200', '14/200', '4/200', '10/200', 20],
      day: ['19/20', '1/20', '0/20', '1/20', 20],
    });
    assert.deepEqual(numbersOf(tableOf(body, 'persistence')), { persistent: ['2/20'], severe: ['1/20'] });
  });

  it('says when the latest day has the marks of a few pupils only, or a later day has only begun', () => {
    const few = view(
      [...many(10, { '2026-11-16': FULL_WEEK }), ...many(9, { '2026-11-16': FULL_WEEK, '2026-11-23': marksOf('/\\') })],
      {},
    );
    assert.equal(few.overview.periods[2]?.period, 'Friday 20 November 2026');
    assert.equal(few.overview.periods[2]?.note, 'Monday 23 November 2026 has marks of 9 pupils so far.');
    const most = view(
      [...many(2, { '2026-11-16': FULL_WEEK }), ...many(10, { '2026-11-16': FULL_WEEK, '2026-11-23': marksOf('/\\') })],
      {},
    );
    assert.equal(most.overview.periods[2]?.note, 'Marks of 10 pupils only: 12 had marks in the last full week.');
  });

  it('leads to the pupils who are persistently and severely absent', () => {
    const [persistent, severe] = body.overview.absence;
    assert.deepEqual(
      [persistent?.rate, persistent?.link?.href],
      ['10.0%', '/schools/900001/pupils?year=statistical&absence=persistent'],
    );
    assert.match(persistent!.base, /^2 of 20 pupils missed 10% or more of their own possible sessions, year to date$/);
    assert.deepEqual(severe?.link?.text, 'Show the 1 pupil with severe absence');
    assert.equal(view(many(3, OCTOBER)).overview.absence[0]?.link, null);
  });

  it('has a row for every week between the first and the last, and gaps for those without a possible session', () => {
    const section = body.sections.find(({ id }) => id === 'weeks');
    const table = tableOf(body, 'weeks');
    assert.equal(table.rows.length, 7);
    assert.deepEqual(numbersOf(table)['2026-10-26'], ['0/0', 0, 0, 0, 0]);
    assert.equal(table.rows.at(-1)?.head, '23\u00a0Nov\u00a02026 (part week)');
    assert.equal(section?.chart?.title, 'Attendance fell from 100.0% to 93.0% in the last full week');
    const chart = section?.chart;
    assert.deepEqual(chart?.kind === 'line' && chart.points.map(({ value, partial }) => [value === null, partial]), [
      [false, false],
      [true, false],
      [true, false],
      [true, false],
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  it('leaves year groups outside the population out, unless all are asked for', () => {
    const heads = (each: OverviewBody) => tableOf(each, 'year-groups').rows.map(({ head }) => head);
    assert.deepEqual(heads(body), ['Year 7']);
    assert.deepEqual(body.overview.population, {
      text: 'Show all year groups',
      href: '/schools/900001?population=all',
    });
    const all = view(SCHOOL, { population: 'all' });
    assert.deepEqual(heads(all), ['Year 7', 'Year 12']);
    assert.deepEqual(all.overview.population, { text: 'Show years 1 to 11 only', href: '/schools/900001' });
    assert.equal(view(many(1, OCTOBER, { ncYear: '12' })).overview.population, null);
  });

  it('orders reasons by sessions, with shares of possible sessions and of absence', () => {
    assert.deepEqual(numbersOf(tableOf(body, 'absence-codes')), {
      O: ['Absent in other or unknown circumstances', 'Unauthorised absence', 11, '11/420', '11/15'],
      I: ['Illness', 'Authorised absence', 4, '4/420', '4/15'],
    });
    const section = body.sections.find(({ id }) => id === 'reasons');
    assert.equal(section?.chart?.title, 'Absent in other or unknown circumstances (O) was 73.3% of all absence');
    assert.deepEqual(view(many(1, OCTOBER)).sections.find(({ id }) => id === 'reasons')?.text, [
      'No session was missed.',
    ]);
  });

  it('says what is worth a look, with links', () => {
    const links = body.sections.find(({ id }) => id === 'worth-a-look')?.links ?? [];
    assert.equal(links[0]?.href, '/schools/900001/attention');
    const two = view([...many(10, OCTOBER), ...many(10, { '2026-10-12': marksOf('I\\', '/\\') }, { ncYear: '8' })], {});
    assert.deepEqual(
      two.sections.find(({ id }) => id === 'worth-a-look')?.links?.find(({ text }) => /least/.test(text)),
      { text: 'Pupils in year 8 attended least: 75.0%', href: '/schools/900001/groups?year=8' },
    );
  });

  it('tells a register without any mark from no register at all', () => {
    assert.match(view([]).empty!.text, /found no marks/);
    assert.equal(body.empty, null);
  });

  it('has one pupil, marks at a weekend, and a year without a full week', () => {
    const odd = view([{ weeks: { '2026-11-16': marksOf('..', '..', '..', '..', '..', 'I.') } }], {}, { held: null });
    assert.deepEqual(Object.keys(numbersOf(tableOf(odd, 'headlines'))), ['period', 'day']);
    assert.deepEqual(numbersOf(tableOf(odd, 'persistence')), { persistent: ['1/1'], severe: ['1/1'] });
    assert.equal(odd.sections.find(({ id }) => id === 'weeks')?.chart?.title, 'No full week has been collected yet');
  });
});
