import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { writeReleaseFiles } from '../../../test/release-files.ts';
import { releaseOfFolder } from './folder-releases.fixture.ts';
import { keepWideFiles } from './keep-wide-files.ts';
import { parseWideFile } from './parse-wide-file.ts';
import { figureOf } from './wide-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-wide-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const HEADER =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,old_la_code,education_phase,num_schools,attendance_perc';
const NATION = '2026,Week 41,National,E92000001,England,,,,,,Total';
const parseText = (...lines: string[]) => parseWideFile('weekly', gzipSync([HEADER, ...lines].join('\r\n')));

describe('a wide file', () => {
  it('is every figure of the files that the statistics command writes', async () => {
    const files = await writeReleaseFiles(folder, { weeks: 2 });
    const facts = { id: 'a', startYear: 2023, asOf: '2023-09-22', publishedAt: new Date(), note: null };
    const release = releaseOfFolder(files, facts);
    const read = keepWideFiles();
    const weekly = (await read(release, 'weekly'))!;
    const records = parse(readFileSync(join(files, 'weekly.csv')), { columns: true }) as Record<string, string>[];
    assert.equal(weekly.rows, records.length);
    assert.deepEqual(weekly.periods, ['2023-W37', '2023-W38']);
    for (const record of records) {
      const area = record['new_la_code'] || record['region_code'] || record['country_code']!;
      const period = `2023-W${record['time_identifier']!.slice(5)}`;
      const key = { area, phase: record['school_type']!, period };
      const found = [...weekly.columns.keys()].map((column) => String(figureOf(weekly, key, column)));
      assert.deepEqual(
        found,
        [...weekly.columns.keys()].map((column) => record[column]),
      );
    }
    assert.equal((await read(release, 'daily'))!.periods.length, 10);
    assert.ok(!(await read(release, 'daily'))!.columns.has('reason_i_authorised_illness'));
    assert.equal(await read(release, 'weekly'), weekly);
    assert.equal(await read(release, 'spring-term'), null);
  });

  it('tells a figure that is hidden from one that is not there', async () => {
    const file = await parseText(`${NATION},3,c`);
    const key = { area: 'E92000001', phase: 'Total', period: '2026-W41' };
    assert.equal(figureOf(file, key, 'num_schools'), 3);
    assert.equal(figureOf(file, key, 'attendance_perc'), 'c');
    assert.equal(figureOf(file, { ...key, phase: 'Special' }, 'attendance_perc'), null);
    assert.equal(figureOf(file, { ...key, period: '2026-W40' }, 'attendance_perc'), null);
    assert.equal(figureOf(file, key, 'pa_perc'), null);
  });

  it('refuses what is not of the wide layout, and says where', async () => {
    for (const [lines, wrong] of [
      [[`${NATION},3`], /line 2 has 12 fields/],
      [[`${NATION},3,`], /line 2, column attendance_perc: “”/],
      [[`${NATION},-3,1`], /“-3”/],
      [[`${NATION},3,1`, `${NATION.replace('National', 'School')},3,1`], /line 3 is of no area/],
      [[`${NATION.replace('Week 41', 'Fortnight')},3,1`], /line 2 is of no area, phase or time/],
    ] as const)
      await assert.rejects(parseText(...lines), wrong);
    await assert.rejects(parseWideFile('weekly', gzipSync('a,b\n')), /no column geographic_level/);
    await assert.rejects(parseWideFile('weekly', gzipSync('')), /it is empty/);
  });
});
