import assert from 'node:assert/strict';
import { test } from 'node:test';
import { departmentRule } from '../disclosure/department-rule.ts';
import { COUNT_COLUMNS, columnsOf, FIRST_YEAR, KEY_COLUMNS } from './columns.ts';
import { aCountsRow, DARLINGTON } from './counts.fixture.ts';
import { METADATA_COLUMNS, metadataRows } from './metadata.ts';
import { type PublishedRow, withAllSchools } from './published-row.ts';
import { persistenceTable, reasonsTable } from './tidy-table.ts';
import { type Table, wideTable } from './wide-table.ts';

const WEEK = { kind: 'week', year: 2025, week: 37 } as const;
const counts = Object.fromEntries(COUNT_COLUMNS.map((column, index) => [column, index]));
const cellsOf = (table: Table, place = 0) =>
  Object.fromEntries(
    [...table.keyColumns, ...table.measureColumns].map((column, index) => {
      const { keys, measures } = [...table.rows].at(place)!;
      return [column, [...keys, ...measures][index]];
    }),
  );

const safe = (rows: readonly PublishedRow[]) => departmentRule(new Map([['rows', rows]])).get('rows')!;

test('a wide row has the columns of its year, an authority its region, and symbols where there is no figure', () => {
  const rows = withAllSchools([aCountsRow({ area: DARLINGTON, period: WEEK, counts, schools: 5690.4 })], false);
  const cells = cellsOf(wideTable(safe(rows), columnsOf(2025)));
  assert.equal(cells['education_phase'], 'Primary');
  assert.deepEqual(
    [cells['region_name'], cells['la_name'], cells['num_schools']],
    ['North East', 'Darlington', '5690.4'],
  );
  assert.equal(cells['reason_i_authorised_illness'], String(counts['reason_i_authorised_illness']));
  assert.equal(cells['total_enrolments'], 'x');
  assert.ok(!('attendance_date' in cells) && !('pa_perc' in cells));
  const empty = cellsOf(
    wideTable(
      safe(
        withAllSchools([aCountsRow({ period: WEEK, counts: { possible_sessions: 0, overall_attendance: 0 } })], false),
      ),
      columnsOf(2025),
    ),
  );
  assert.deepEqual([empty['attendance_perc'], empty['illness_perc'], empty['overall_absence']], ['z', 'x', 'x']);
});

test('of a hidden row nothing is left but which row it is, and its schools', () => {
  const hidden = withAllSchools([aCountsRow({ counts: null, enrolments: null, schools: 1 })], true);
  const { keyColumns, rows } = wideTable(safe(hidden), columnsOf(2023));
  assert.equal(rows[0]!.keys.length, keyColumns.length);
  assert.deepEqual([...new Set(rows[0]!.measures)], ['1', 'c']);
  const later = wideTable(safe(hidden), columnsOf(2025));
  assert.equal(later.rows[0]!.measures[later.measureColumns.indexOf('total_num_schools')], 'x');
});

test('every row has a cell for each column, and every column of every year is one that files are read with', () => {
  const known = new Set<string>([...KEY_COLUMNS, ...COUNT_COLUMNS]);
  for (let year = FIRST_YEAR; year < FIRST_YEAR + 5; year++) {
    const columns = columnsOf(year);
    assert.deepEqual(
      [columns.phase, ...columns.reasons, ...columns.rates.map(({ of }) => of)].filter((each) => !known.has(each)),
      [],
    );
    const table = wideTable(
      safe(withAllSchools([aCountsRow({ counts: null }), aCountsRow({ phase: 'Special', counts })], false)),
      columns,
    );
    for (const { keys, measures } of table.rows)
      assert.deepEqual([keys.length, measures.length], [table.keyColumns.length, table.measureColumns.length]);
  }
});

test('the tidy layout has a row for each reason, rounds half up to two decimals, and completes the matrix', () => {
  const row = aCountsRow({ period: WEEK, counts: { ...counts, possible_sessions: 800, overall_attendance: 761 } });
  const year = aCountsRow({ period: { kind: 'year', startYear: 2025 }, counts: null });
  const table = reasonsTable([safe(withAllSchools([row, year], false))], 2025, WEEK);
  assert.equal([...table.rows].length % 4, 0);
  const cells = cellsOf(table);
  assert.deepEqual(
    [
      cells['time_frame'],
      cells['reference_date'],
      cells['attendance_reason'],
      cells['session_count'],
      cells['session_percent'],
    ],
    ['Week', '2025-09-12', 'Overall attendance', '761', '95.13'],
  );
  const toDate = cellsOf(table, -1);
  assert.deepEqual(
    [toDate['time_frame'], toDate['education_phase'], toDate['session_count']],
    ['Year to date', 'All schools', 'c'],
  );
});

test('persistent absence has a file of its own', () => {
  const rows = withAllSchools([aCountsRow({ period: { kind: 'year', startYear: 2025 } })], false, () => ({
    persistent: 1,
    enrolments: 8,
  }));
  assert.deepEqual([...persistenceTable([safe(rows)], WEEK).rows][0]!.measures, ['12.50', 'x', '100']);
});

test('metadata names filters with more than one item and every indicator, and neither geography nor time', () => {
  const rows = withAllSchools([aCountsRow({ period: WEEK, counts })], false);
  const names = metadataRows(wideTable(safe(rows), columnsOf(2025))).map(([name, type]) => `${type} ${name}`);
  assert.ok(names.includes('Filter education_phase') && names.includes('Indicator attendance_perc'));
  assert.ok(!names.some((name) => / (region_|country_|time_|geographic_|new_la|old_la|la_name)/.test(name)));
  const tidy = metadataRows(reasonsTable([safe(rows)], 2025, WEEK));
  const reason = tidy.find(([name]) => name === 'attendance_reason');
  assert.equal(reason?.[METADATA_COLUMNS.indexOf('filter_grouping_column')], 'attendance_type');
  assert.ok(!tidy.some(([name]) => name === 'attendance_type' || name === 'time_frame'));
});
