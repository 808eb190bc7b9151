import assert from 'node:assert/strict';
import { test } from 'node:test';
import { departmentRule } from '../disclosure/department-rule.ts';
import { HIDDEN } from './cell.ts';
import { characteristicsTable } from './characteristics-table.ts';
import { DARLINGTON, ENGLAND_AREA, NORTH_EAST } from './counts.fixture.ts';
import { METADATA_COLUMNS, metadataRows } from './metadata.ts';
import { allDigits, persistentCell, severeCell } from './published-row.ts';
import type { InputRow, ReleaseInputs } from './release-inputs.ts';
import { statisticsOfInputs } from './statistics-of-inputs.ts';
import { persistenceTable } from './tidy-table.ts';

const WEEK = { kind: 'week', year: 2025, week: 41 } as const;
const TERM = { kind: 'term', startYear: 2025, term: 'Autumn term' } as const;
const YEAR = { kind: 'year', startYear: 2025 } as const;

/** Two schools of Darlington, open on five days. */
const aRow = (row: Partial<InputRow> = {}): InputRow => ({
  area: 'E06000005',
  phase: 'Primary',
  period: WEEK,
  group: 'all',
  schools: 2,
  days: 5,
  schoolDays: 9,
  enrolmentDays: 1001,
  counts: new Map([
    ['possible_sessions', 2000],
    ['overall_attendance', 1900],
  ]),
  largest: [1500, 500],
  bands: null,
  largestEnrolments: null,
  ...row,
});
const PUPILS = { bands: [50, 30, 8, 1, 1, 1, 1, 1, 1, 1, 5], largestEnrolments: [60, 40] } as const;
const inputsOf = (...rows: InputRow[]): ReleaseInputs => ({
  startYear: 2025,
  asOf: '2025-10-10',
  areas: [ENGLAND_AREA, NORTH_EAST, DARLINGTON],
  sharing: [{ area: 'E06000005', phase: 'Primary', mayShare: 30, share: 2 }],
  rows,
});

test('means are of days, and contributors with their largest two come with each row', () => {
  const { series } = statisticsOfInputs(inputsOf(aRow(), aRow({ phase: 'Special', schools: 1, largest: [700, 0] })));
  const [primary, special, total] = series.get('weekly')!;
  assert.deepEqual([primary!.schools, primary!.enrolments, primary!.census.schools], [1.8, 200.2, 30]);
  assert.deepEqual(primary!.contributors, { schools: 2, largest: [1500, 500] });
  assert.deepEqual(special!.contributors, { schools: 1, largest: [700, 0] });
  assert.deepEqual(total!.contributors, { schools: 3, largest: [1500, 700] });
  assert.deepEqual([total!.phase, total!.counts!.get('possible_sessions')], ['Total', 4000]);
});

test('persistent and severe absence of terms and years come from bands: from 10 % and from 50 %', () => {
  const { series } = statisticsOfInputs(
    inputsOf(
      aRow({ period: TERM, ...PUPILS }),
      aRow({ period: TERM, phase: 'Special', bands: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], largestEnrolments: [2, 0] }),
      aRow({ period: YEAR, ...PUPILS }),
    ),
  );
  const [primary, , total] = series.get('Autumn term')!;
  assert.deepEqual(primary!.pupils, { enrolments: 100, persistent: 20, severe: 5, largest: [60, 40] });
  assert.deepEqual([persistentCell(primary!, allDigits), severeCell(primary!, allDigits)], ['20', '5']);
  assert.deepEqual(total!.pupils, { enrolments: 102, persistent: 21, severe: 6, largest: [60, 40] });
  assert.equal(persistentCell(total!, allDigits), ((21 / 102) * 100).toPrecision(15));
  const safe = departmentRule(series);
  const table = persistenceTable([safe.get('Autumn term')!, safe.get('year to date')!], WEEK);
  assert.deepEqual(table.measureColumns.slice(-4), [
    'severe_absence_percent',
    'persistent_absence_count',
    'severe_absence_count',
    'enrolment_count',
  ]);
  const [first] = table.rows;
  assert.deepEqual(first!.keys.slice(0, 3), ['2025', 'Week 41', 'Autumn term']);
  assert.deepEqual(first!.measures, ['20.00', '30', '2', '5.00', '20', '5', '100']);
});

test('a strike leaves the daily series of its regions, and stays in weeks', () => {
  const strike = { period: { kind: 'day', date: '2023-02-28' } } as const;
  const rows = [
    aRow(strike),
    aRow({ ...strike, area: 'E92000001' }),
    aRow({ period: { ...WEEK, year: 2023, week: 9 } }),
  ];
  const { series } = statisticsOfInputs({ ...inputsOf(...rows), startYear: 2022 });
  assert.deepEqual([series.has('daily'), series.get('weekly')!.length], [false, 1]);
});

test('all-schools rates to 2024/25 are weighted by the census that is given, and not made without one', () => {
  const rows = [aRow({ area: 'E92000001' }), aRow({ area: 'E92000001', phase: 'Secondary' })];
  const inputs = { ...inputsOf(...rows), startYear: 2024 };
  const totalOf = (made: ReturnType<typeof statisticsOfInputs>) => made.series.get('weekly')!.at(-1)!;
  assert.equal(totalOf(statisticsOfInputs(inputs)).weighted![0]!.census.enrolments, null);
  const made = statisticsOfInputs(inputs, (_area, phase) => ({
    schools: 9,
    enrolments: phase === 'Primary' ? 10 : 20,
  }));
  assert.deepEqual(totalOf(made).census, { schools: 18, enrolments: 30 });
});

test('breakdowns have weeks, terms and the year of each group beside those of all pupils, and no pupils in a week', () => {
  const meals = { group: 'free_school_meals=yes' } as const;
  const { series } = statisticsOfInputs(
    inputsOf(
      aRow({ period: { kind: 'day', date: '2025-10-06' } }),
      aRow(),
      aRow(meals),
      aRow({ period: YEAR, ...PUPILS, ...meals }),
    ),
  );
  const byCharacteristic = series.get('by characteristic')!;
  assert.deepEqual(
    byCharacteristic.map(({ group, phase, period }) => `${group} ${phase} ${period.kind}`),
    [
      'all Primary week',
      'all Total week',
      ...['week', 'year'].flatMap((kind) => ['Primary', 'Total'].map((phase) => `${meals.group} ${phase} ${kind}`)),
    ],
  );
  const hidden = { ...byCharacteristic[0]!, counts: null };
  const safe = departmentRule(new Map([['by characteristic', [...byCharacteristic, hidden]]]));
  const table = characteristicsTable(safe.get('by characteristic')!, WEEK, new Map());
  const rows = [...table.rows];
  assert.deepEqual(rows[0]!.keys.slice(-2), ['Total', 'Total']);
  assert.deepEqual(rows[2]!.keys.slice(-2), ['Free school meals', 'Free school meals']);
  assert.deepEqual(rows[2]!.measures.slice(-5), ['z', 'z', 'z', 'z', 'z']);
  assert.deepEqual(rows[4]!.measures.slice(-5), ['100', '20', '5', '20.00', '5.00']);
  assert.deepEqual([...new Set(rows.at(-1)!.measures)], [HIDDEN]);
  const breakdown = metadataRows(table).find(([name]) => name === 'breakdown');
  assert.deepEqual(
    [breakdown?.[1], breakdown?.[METADATA_COLUMNS.indexOf('filter_grouping_column')]],
    ['Filter', 'breakdown_topic'],
  );
});
