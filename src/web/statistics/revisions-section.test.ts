import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parseDataSet } from '../../publish/released/parse-data-set.ts';
import { revisionsSection } from './revisions-section.ts';

const HEADER =
  'time_period,time_identifier,time_frame,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name,reference_date,education_phase,headline_rate,former_percent,revised_percent';
const METADATA =
  'col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,filter_grouping_column,filter_default\nformer_percent,Indicator,Former,,%,2,,,\nrevised_percent,Indicator,Revised,,%,2,,,';
const ROW = '2027,Week 3,Week,National,E92000001,England,,,,,,2027-01-22';
const read = (...lines: string[]) => parseDataSet('revisions', gzipSync([HEADER, ...lines].join('\n')), METADATA);

test('only rates of all schools of the nation that changed are listed, of those that there are', async () => {
  const set = await read(
    `${ROW},All schools,Attendance,93.41,93.40`,
    `${ROW},All schools,Overall absence,6.60,6.60`,
    `${ROW},All schools,Authorised absence,c,c`,
    `${ROW},Primary,Attendance,94.00,93.90`,
    `${ROW.replace('National', 'Regional').replace('England,,', 'England,E12000007,London')},All schools,Attendance,92.00,91.90`,
  );
  const { text, tables } = revisionsSection(set)!;
  assert.match(text[1]!, /^Of the 3 headline rates of England’s weeks .*, 1 has changed\./);
  assert.equal(tables[0]!.body.match(/<tr/g)?.length, 1);
  assert.match(tables[0]!.body, /18 to 22 January 2027.*Attendance.*93\.41%.*93\.40%/);
});

test('where nothing changed it says so, without a table; a first release has no such section', async () => {
  const { text, tables } = revisionsSection(await read(`${ROW},All schools,Attendance,93.41,93.41`))!;
  assert.match(text[1]!, /none has changed/);
  assert.deepEqual(tables, []);
  assert.equal(revisionsSection(null), null);
});
