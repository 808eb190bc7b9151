import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { writeReleaseFiles } from '../../../test/release-files.ts';
import { cellText, type DataSet } from './data-set.ts';
import { releaseOfFolder } from './folder-releases.fixture.ts';
import { keepDataSets } from './keep-data-sets.ts';
import { parseDataSet } from './parse-data-set.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-released-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const METADATA =
  'col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column\r\n';
const GEOGRAPHY = 'geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name';

/** A row as the file has it. */
function textOf(dataSet: DataSet, row: number): string[] {
  const time = dataSet.times[dataSet.timeOf[row]!]!;
  const location = dataSet.locations[dataSet.locationOf[row]!]!;
  const filters = dataSet.filters.map(({ options, of }) => options[of[row]!]!);
  return [time.period, location.code, ...filters, ...dataSet.indicators.map((indicator) => cellText(indicator, row))];
}

describe('a data set', () => {
  it('is every row of the files that the statistics command writes, cell by cell', async () => {
    const files = await writeReleaseFiles(folder, { weeks: 1 });
    const release = releaseOfFolder(files, {
      id: 'a',
      startYear: 2023,
      asOf: '2023-09-22',
      publishedAt: new Date(),
      note: null,
    });
    const read = keepDataSets();
    for (const name of ['attendance-reasons', 'persistent-absence']) {
      const dataSet = (await read(release, name))!;
      const records = parse(readFileSync(join(files, `${name}.csv`)), { columns: true }) as Record<string, string>[];
      assert.equal(dataSet.rows, records.length);
      const columns = [...dataSet.filters, ...dataSet.indicators].map(({ column }) => column);
      const code = (record: Record<string, string>) =>
        record['new_la_code'] || record['region_code'] || record['country_code'];
      assert.deepEqual(
        records.map((_record, row) => textOf(dataSet, row).join('|')),
        records.map((record) =>
          [record['time_period'], code(record), ...columns.map((column) => record[column])].join('|'),
        ),
      );
    }
    assert.equal(await read(release, 'attendance-reasons'), await read(release, 'attendance-reasons'));
    assert.equal(await read(release, 'none'), null);
  });

  it('keeps names with commas and quotes, symbols apart from figures, and rows cut between pieces', async () => {
    const header = `time_period,time_identifier,${GEOGRAPHY},phase,session_percent`;
    const row = '202526,Academic year,Local authority,E92000001,England,E12000009,South West,801,E06000023';
    const text = `${header}\r\n${row},"Bristol, City of",A,4.63\r\n${row},"Bristol, City of",B,c\r\n${row},"Bristol, City of","""B""",0.00`;
    const dataSet = await parseDataSet('t', gzipSync(text), `${METADATA}session_percent,Indicator,Share,,%,2,,\r\n`);
    assert.deepEqual(
      dataSet.locations.map(({ name }) => name),
      ['Bristol, City of'],
    );
    assert.deepEqual(
      [0, 1, 2].map((at) => textOf(dataSet, at).slice(2)),
      [
        ['A', '4.63'],
        ['B', 'c'],
        ['"B"', '0.00'],
      ],
    );
    assert.deepEqual(dataSet.times, [{ code: 'AY', period: '202526', label: 'Academic year 202526' }]);
  });

  it('refuses what is not of the tidy layout, and says where', async () => {
    const header = `time_period,time_identifier,${GEOGRAPHY},session_count`;
    const row = (more: string) => `2025,Week 40,National,E92000001,England,,,,,${more}`;
    const metadata = `${METADATA}session_count,Indicator,Sessions,,,0,,\r\n`;
    for (const [text, wrong] of [
      ['', /it is empty/],
      ['a,b\n', /no column time_period/],
      [`${header}\n${row(',1.5')}\n`, /line 2, column session_count: “1.5”/],
      [`${header}\n${row(',-1')}\n`, /“-1”/],
      [`${header}\n${row('')}\n`, /line 2 has 10 fields/],
      [`${header}\n${row(',1').replace('Week 40', 'Fortnight')}\n`, /“Fortnight” is no time/],
      [`${header}\n${row(',1').replace('National', 'School')}\n`, /“School” is no level/],
    ] as const)
      await assert.rejects(parseDataSet('t', gzipSync(text), metadata), wrong);
  });
});
