import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratePercent } from '../../domain/measures/rate-percent.ts';
import { publishedFigures, roundPublished } from './published-figures.ts';

const DERBY = { regionCode: 'E12000004', regionName: 'East Midlands', laCode: '831', areaName: 'Derby' };

test('the published figures of a phase: the nation, the region, the authority, in two years', () => {
  const rows = publishedFigures('Secondary', DERBY);
  const rates = rows.map(({ year, area, figures }) => [
    year.label,
    area,
    typeof figures === 'string' ? figures : ratePercent(figures.attended, figures.possible, 2),
  ]);
  // Worked examples W1 to W3 of the rules.
  assert.deepEqual(rates.slice(0, 3), [
    ['2025/26', 'England', '91.51'],
    ['2025/26', 'East Midlands', '91.54'],
    ['2025/26', 'Derby', '91.07'],
  ]);
  assert.deepEqual(
    rates.slice(3).map(([year]) => year),
    ['2024/25', '2024/25', '2024/25'],
  );
  for (const { figures } of rows) {
    assert.ok(typeof figures !== 'string');
    assert.equal(figures.attended + figures.authorised + figures.unauthorised, figures.possible);
    assert.match(figures.persistentPercent, /^\d\d\.\d+$/);
  }
});

test('what is suppressed, and what is not in the file, has no number', () => {
  const city = { ...DERBY, laCode: '201', areaName: 'City of London' };
  assert.equal(publishedFigures('Primary', city)[2]?.figures, 'c');
  assert.equal(publishedFigures('Special', city)[2]?.figures, 'absent');
});

test('a school without an area has the nation alone', () => {
  const nowhere = { regionCode: null, regionName: null, laCode: null, areaName: null };
  assert.deepEqual(
    publishedFigures('Primary', nowhere).map(({ level }) => level),
    ['nation', 'nation'],
  );
});

test('published rates are rounded half up from their digits', () => {
  assert.deepEqual(['23.7680342651037', '18.25', '18.2499', '9.96', '0', '100'].map(roundPublished), [
    '23.8',
    '18.3',
    '18.2',
    '10.0',
    '0.0',
    '100.0',
  ]);
});
