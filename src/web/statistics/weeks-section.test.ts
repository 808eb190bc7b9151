import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parseWideFile } from '../../publish/released/parse-wide-file.ts';
import { weeksSection } from './weeks-section.ts';

const HEADER =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,old_la_code,education_phase,num_schools,overall_attendance,possible_sessions,attendance_perc';
const NATION = 'National,E92000001,England,,,,,,Total';
const LONDON = 'Regional,E92000001,England,E12000007,London,,,,Total';
const CITY = 'Local authority,E92000001,England,E12000007,London,E09000001,City of London,201,Total';
const weekly = await parseWideFile(
  'weekly',
  gzipSync(
    [
      HEADER,
      ...[39, 40, 41].map((week) => `2026,Week ${week},${NATION},9,${week},50,${week * 2}`),
      `2026,Week 39,${LONDON},9,95,100,95`,
      `2026,Week 41,${LONDON},9,94,100,94`,
      ...[39, 40, 41].map((week) => `2026,Week ${week},${CITY},1,c,c,c`),
    ].join('\n'),
  ),
);
const [nation, london, city] = ['E92000001', 'E12000007', 'E09000001'].map((code) => weekly.areas.get(code)!);

test('a week without a figure breaks the line, which is said, and the table says why', () => {
  const { chart, drawing, tables } = weeksSection(weekly, [london!, nation!], false);
  const [own, other] = [1, 2].map((line) => new RegExp(`app-chart__line--${line}" d="([^"]*)"`).exec(drawing!)![1]!);
  assert.equal(own!.match(/M/g)?.length, 2);
  assert.equal(other!.match(/M/g)?.length, 1);
  assert.ok(chart!.notes.some((note) => note.startsWith('Where the line breaks')));
  assert.match(tables[0]!.body, /no data/);
  assert.match(tables[0]!.note!, /nothing is hidden/);
  assert.match(chart!.title, /^Attendance in London was 94\.0% in the week of 5 to 9 October 2026$/);
});

test('an area whose figures are all hidden has no line, and its name says so where lines are listed', () => {
  const { chart, drawing, tables } = weeksSection(weekly, [city!, london!, nation!], false);
  assert.match(drawing!, /app-chart__line--1" d=""/);
  assert.match(drawing!, />City of London \(no figures\)</);
  assert.ok(chart!.notes.includes('City of London has no line, since it has no figures to show: the table says why.'));
  assert.equal(chart!.title, 'Attendance by week in the City of London');
  assert.match(tables[0]!.note!, /\[c\] means hidden/);
});
