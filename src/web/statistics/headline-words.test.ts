import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parseWideFile } from '../../publish/released/parse-wide-file.ts';
import { firstPhase, inArea } from './area-figures.ts';
import { changeTitle, headlineSentences } from './headline-words.ts';

const COLUMNS =
  'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,old_la_code,education_phase,num_schools,enrolments,overall_attendance,overall_absence,authorised_absence,unauthorised_absence,possible_sessions,attendance_perc,overall_absence_perc,authorised_absence_perc,unauthorised_absence_perc';
const AREA = '2026,Week 41,Local authority,E92000001,England,E12000009,South West,E06000023,"Bristol, City of",801';
const file = await parseWideFile(
  'weekly',
  gzipSync(
    [COLUMNS, `${AREA},Primary,110.8,43460,940,60,40,20,1000,94,6,4,2`, `${AREA},Special,1,c,c,c,c,c,c,c,c,c,c`].join(
      '\n',
    ),
  ),
);
const bristol = file.areas.get('E06000023')!;
const sentences = (phase: string) => headlineSentences(file, bristol, { area: 'E06000023', phase, period: '2026-W41' });

test('each headline is a sentence with the numbers that it is made from', () => {
  assert.deepEqual(sentences('Primary'), [
    'Attendance in primary schools in the City of Bristol in the week of 5 to 9 October 2026 was 94.0%: pupils attended 940 of 1,000 possible sessions.',
    'Absence was 6.0% (60 of 1,000 possible sessions): 4.0% authorised and 2.0% unauthorised.',
    'These figures are of 111 schools with 43,460 pupils on an average day.',
  ]);
});

test('hidden figures and those that are not there are told apart, and no number is told of either', () => {
  assert.deepEqual(sentences('Special'), [
    'Special schools in the City of Bristol in the week of 5 to 9 October 2026: the figures are hidden, so that nothing can be told of a school or a child.',
  ]);
  assert.deepEqual(sentences('Secondary'), [
    'Secondary schools in the City of Bristol in the week of 5 to 9 October 2026: no data. No such school shared its register in that time.',
  ]);
  assert.equal(firstPhase(file, 'E06000023', '2026-W41'), 'Primary');
});

test('areas stand in a sentence as people say them', () => {
  const said = (name: string) => inArea({ ...bristol, name });
  assert.deepEqual(
    ['England', 'North East', 'London', 'North East Lincolnshire', 'Herefordshire, County of', 'Isle of Wight'].map(
      said,
    ),
    [
      'in England',
      'in the North East',
      'in London',
      'in North East Lincolnshire',
      'in Herefordshire',
      'in the Isle of Wight',
    ],
  );
});

test('a title says what happened since the time before', () => {
  assert.equal(changeTitle('Attendance', '93.4%', '92.4%', 'May'), 'Attendance fell to 92.4% in May');
  assert.equal(changeTitle('Attendance', '9.9%', '10.0%', 'May'), 'Attendance rose to 10.0% in May');
  assert.equal(changeTitle('Attendance', '92.4%', '92.4%', 'May'), 'Attendance stayed at 92.4% in May');
  assert.equal(changeTitle('Attendance', null, '92.4%', 'May'), 'Attendance was 92.4% in May');
});
