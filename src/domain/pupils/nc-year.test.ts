import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCollected, isStatistical, NC_YEARS, readNcYear } from './nc-year.ts';

const year = (text: string) => {
  const read = readNcYear(text);
  return read && 'year' in read ? read.year : undefined;
};
const yearsOf = (...texts: string[]) => [...new Set(texts.map(year))];

test('a year is read however it is written', () => {
  assert.deepEqual(
    yearsOf(
      '7',
      '07',
      'Yr 7',
      'Yr7',
      'Y7',
      'Y07',
      'Year 7',
      'Year 07',
      'year 7 ',
      'NC Year 7',
      'Year Group 7',
      'National Curriculum Year 7',
    ),
    ['7'],
  );
  assert.deepEqual(yearsOf('Year 11A', '11A', 'Y11 B', 'Year Eleven', '11.0', '１１'), ['11']);
  assert.deepEqual(
    yearsOf('R', 'r', '0', '00', 'Reception', 'Year R', 'YR', 'Yr R', 'Y0', 'Year 0', 'FS2', 'Foundation 2', 'Rec'),
    ['R'],
  );
  assert.deepEqual(yearsOf('X', 'Not followed', 'National Curriculum not followed', 'NC not followed', 'Year X'), [
    'X',
  ]);
  assert.deepEqual(yearsOf('13', 'Upper Sixth', 'Year 13'), ['13']);
});

test('years that are not collected are read too', () => {
  assert.deepEqual(yearsOf('N1', 'Nursery 1'), ['N1']);
  assert.deepEqual(yearsOf('N2', 'Nursery 2', 'Nursery', 'F1'), ['N2']);
  assert.deepEqual(yearsOf('E1', 'Early 1', 'Early Years 1'), ['E1']);
  assert.deepEqual(yearsOf('E2', 'Pre-school', 'Preschool'), ['E2']);
  assert.deepEqual(readNcYear('Year 14'), { year: '14', collected: false });
  assert.deepEqual(readNcYear('15'), { year: '15', collected: false });
  assert.deepEqual(readNcYear('Nursery 2'), { year: 'N2', collected: false });
  assert.deepEqual(readNcYear('Yr 13'), { year: '13', collected: true });
});

test('blank is null', () => {
  assert.deepEqual([null, undefined, '', '  ', '\u00a0'].map(readNcYear), [null, null, null, null, null]);
});

test('what names no single year cannot be read, and is given back short', () => {
  const odd = [
    'Mixed',
    'Year 1/2',
    'Years 3 & 4',
    'M',
    '99',
    'Year',
    '-1',
    '7.5',
    '1-0',
    '123',
    'KS3',
    '7 8',
    'Sixth Form',
    '<b>7</b>',
    "7'; DROP TABLE pupil",
  ];
  assert.deepEqual(
    odd.map(readNcYear),
    odd.map((text) => ({ unreadable: text })),
  );
  assert.deepEqual(readNcYear('z'.repeat(100)), { unreadable: 'z'.repeat(60) });
});

test('reception, years 1 to 13 and X are collected', () => {
  assert.deepEqual(NC_YEARS, ['R', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', 'X']);
  assert.deepEqual(['N1', 'N2', 'E1', 'E2', '14', '15', '0', ''].filter(isCollected), []);
  assert.deepEqual(NC_YEARS.map(year), NC_YEARS);
});

test('years 1 to 11 count in statistics, and X by its setting', () => {
  const within = (options?: { countX: boolean }) => NC_YEARS.filter((each) => isStatistical(each, options));
  assert.deepEqual(within(), ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', 'X']);
  assert.deepEqual(within({ countX: false }), ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11']);
});
