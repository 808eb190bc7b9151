import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { findPurpose } from '../../access/purposes.ts';
import { academicYear } from '../../domain/sessions/academic-year.ts';
import { TALLY_COLUMNS, talliesFileName, writeTalliesCsv } from './csv.ts';
import { describeTalliesDownload } from './download.ts';
import type { Phase, PhaseWeek } from './query.ts';
import type { TalliesFacts } from './report.ts';
import { viewTallies } from './view-model.ts';
import { withholdFew } from './withhold.ts';

const week = (monday: string, phase: Phase | null, schools: number, attended: number): PhaseWeek => ({
  week: monday,
  phase,
  schools,
  attended,
  authorised: 40,
  unauthorised: 20,
});
const facts = (rows: readonly PhaseWeek[]): TalliesFacts => ({
  year: academicYear(2026),
  now: new Date('2026-11-24T09:00:00Z'),
  weeks: withholdFew(rows),
});
const FACTS = facts([
  week('2026-11-02', 'Primary', 3, 940),
  week('2026-11-02', 'Special', 2, 100),
  week('2026-11-16', 'Primary', 4, 1940),
  week('2026-11-16', 'Special', 3, 540),
  week('2026-11-23', 'Primary', 4, 240),
]);
const stamp = {
  name: 'Ann Lyst',
  email: 'ann@operator.example',
  organisation: 'The operator',
  at: new Date('2026-11-24T09:00:00Z'),
  purpose: findPurpose('tallies', 'trends')!,
};

describe('viewTallies', () => {
  const view = viewTallies(FACTS, true);

  it('pools all schools and each phase over the weeks that are shown', () => {
    assert.equal(view.toDate?.caption, 'Year to date, weeks of 2 to 27 November 2026');
    assert.deepEqual(
      view.toDate?.rows.map(({ head, cells }) => [head, ...cells]),
      [
        [
          'All schools shown (up to 2 a week left out: too few to show)',
          '7',
          '93.8%',
          '4.1%',
          '2.1%',
          '3,900',
          '3,660',
          '160',
          '80',
        ],
        ['Primary', '4', '94.5%', '3.6%', '1.8%', '3,300', '3,120', '120', '60'],
        ['Special', '3', '90.0%', '6.7%', '3.3%', '600', '540', '40', '20'],
      ],
    );
  });

  it('says where a group is not shown, that it is left out of the total, and which week is not over', () => {
    const special = view.weeks.find(({ caption }) => caption === 'Special schools by week');
    assert.deepEqual(special?.rows[0]?.cells.slice(0, 2), ['Fewer than 3 schools', 'Not shown']);
    assert.equal(special?.rows.length, 2);
    assert.deepEqual(view.weeks[0]?.rows[0]?.cells.slice(0, 2), ['3 (2 left out)', '94.0%']);
    assert.match(view.weeks[0]?.rows[2]?.head ?? '', /\(part week\)$/);
    assert.match(view.notes.at(-1) ?? '', /left out of all schools too/);
  });

  it('draws a gap for a week without a figure', () => {
    assert.deepEqual(
      view.chart?.data.points.map(({ value, partial }) => [value === null, partial]),
      [
        [false, false],
        [true, false],
        [false, false],
        [false, true],
      ],
    );
    assert.ok(view.chart?.data.invented);
  });

  it('does not say "all" where schools are left out, and says how many beside the number', () => {
    const tables = (...rows: PhaseWeek[]) => {
      const { toDate, weeks } = viewTallies(facts(rows), true);
      return [toDate?.rows[0]?.head, weeks[0]?.caption, ...(weeks[0]?.rows.map(({ cells }) => cells[0]) ?? [])];
    };
    const few = [week('2026-11-02', 'Primary', 3, 940), week('2026-11-02', 'Special', 2, 100)];
    assert.deepEqual(tables(...few), [
      'All schools shown (2 left out: too few to show)',
      'All schools shown by week',
      '3 (2 left out)',
    ]);
    assert.deepEqual(tables(...few, week('2026-11-16', 'Primary', 4, 1940)), [
      'All schools shown (up to 2 a week left out: too few to show)',
      'All schools shown by week',
      '3 (2 left out)',
      '4',
    ]);
    assert.deepEqual(tables(week('2026-11-16', 'Primary', 4, 1940)), ['All schools', 'All schools by week', '4']);
  });

  it('has words for no school, and for fewer than three', () => {
    assert.match(viewTallies(facts([]), true).empty ?? '', /no register has been collected/);
    const few = viewTallies(facts([week('2026-11-02', 'Primary', 2, 940)]), true);
    assert.match(few.empty ?? '', /fewer than 3 schools share/);
    assert.equal(few.chart, null);
    assert.ok(!JSON.stringify(few).includes('940'));
  });
});

describe('writeTalliesCsv', () => {
  it('has a row a week and group, c where a group is too small, and a stamp', () => {
    const file = writeTalliesCsv(FACTS, true, stamp)!;
    const rows = parse(file.csv, { columns: true }) as Record<string, string>[];
    assert.deepEqual(
      rows.map((row) => [row['week_beginning'], row['phase'], row['schools'], row['attendance_percent']]),
      [
        ['2026-11-02', 'All', '3', '94.0'],
        ['2026-11-02', 'Primary', '3', '94.0'],
        ['2026-11-02', 'Special', 'c', 'c'],
        ['2026-11-16', 'All', '7', '95.4'],
        ['2026-11-16', 'Primary', '4', '97.0'],
        ['2026-11-16', 'Special', '3', '90.0'],
        ['2026-11-23', 'All', '4', '80.0'],
        ['2026-11-23', 'Primary', '4', '80.0'],
      ],
    );
    assert.equal(file.rows, rows.length);
    assert.deepEqual(
      [rows[0]?.['downloaded_by'], rows[0]?.['purpose'], rows[0]?.['data']],
      ['Ann Lyst (ann@operator.example)', 'Seeing trends in attendance across schools', 'invented data'],
    );
    assert.equal(talliesFileName(FACTS, true), 'attendance-tallies-202627-invented-data.csv');
  });

  it('has no column for a school, a trust or an area, and no file without a week', () => {
    assert.deepEqual(
      TALLY_COLUMNS.filter((column) => /urn|name|estab|trust|la_|region/.test(column)),
      [],
    );
    assert.equal(writeTalliesCsv(facts([]), true, stamp), null);
    assert.equal(describeTalliesDownload(facts([])).what, null);
  });
});
