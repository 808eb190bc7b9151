import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Tile, tileMap } from './tile-map.ts';

const tile = (change: Partial<Tile>): Tile => ({
  column: 0,
  row: 0,
  letters: 'Brad',
  text: '92.4',
  title: 'Bradford: attendance 92.4%',
  href: '/statistics/areas/E08000032',
  step: 0,
  ...change,
});
const svg = tileMap({
  id: 'map',
  title: 'A <title>',
  description: 'A map.',
  invented: true,
  steps: ['92.4%', '93.0%'],
  tiles: [
    tile({}),
    tile({ column: 1, step: 1 }),
    tile({ column: 2, step: 'hidden', text: '[c]', title: 'X: [c] hidden' }),
    tile({ column: 3, step: 'no data', text: '–', title: '<Y>: no data' }),
  ],
  others: [{ step: 'hidden', text: '[c] hidden' }],
});
const [wide, narrow] = svg.split('app-chart__drawing--narrow') as [string, string];

test('each square is a link that says its area and figure; on a phone the map is a picture', () => {
  assert.equal(wide.match(/<a href="\/statistics\/areas\/E08000032"/g)?.length, 4);
  assert.match(wide, /aria-label="Bradford: attendance 92.4%"/);
  assert.match(wide, /role="group"/);
  assert.match(narrow, /role="img"/);
  assert.doesNotMatch(narrow, /<a /);
});

test('a hidden square has stripes, one without data dashes, and neither a step of colour', () => {
  // In the map and in its legend, in both drawings.
  assert.equal(svg.match(/app-map__stripes/g)?.length, 4);
  assert.equal(svg.match(/app-map__tile--none/g)?.length, 2);
  assert.equal(svg.match(/app-chart__heat--2/g)?.length, 4);
});

test('it escapes every text, holds no inline style, and says that its data are invented', () => {
  assert.doesNotMatch(svg, /<Y>|style=|NaN|undefined/);
  assert.equal(svg.match(/>Invented data</g)?.length, 2);
  assert.match(svg, /A &lt;title&gt;/);
});
