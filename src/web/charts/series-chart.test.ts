import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type SeriesChart, seriesChart } from './series-chart.ts';

const chart = (change: Partial<SeriesChart> = {}): SeriesChart => ({
  id: 'x',
  title: 'A <title>',
  description: 'A description.',
  invented: true,
  places: [
    { at: 0, label: '1 Sep' },
    { at: 30, label: '1 Oct' },
  ],
  series: [
    { name: 'Asked', values: [0, 40], text: '40' },
    { name: 'Agreed', values: [0, 39], text: '39' },
  ],
  ...change,
});

test('each line has its own look, its name at its end, and none stands over another', () => {
  const svg = seriesChart(chart());
  assert.equal(svg.match(/<svg /g)?.length, 2);
  assert.match(svg, /app-chart__line--1[\s\S]*app-chart__line--2/);
  assert.match(svg, /A &lt;title&gt;/);
  assert.match(svg, /Invented data/);
  assert.doesNotMatch(svg, /style=|NaN|undefined/);
  const ys = [...svg.matchAll(/app-chart__label" x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => Number(y));
  assert.equal(ys.length, 4);
  assert.ok(Math.abs(ys[0]! - ys[1]!) >= 19);
});

test('one day, and nothing but zeros, can be drawn', () => {
  const one = chart({ places: [{ at: 0, label: '1 Sep' }], series: [{ name: 'Asked', values: [0], text: '0' }] });
  assert.doesNotMatch(seriesChart(one), /NaN|Infinity/);
});

test('more than four lines cannot be told apart', () => {
  const series = Array.from({ length: 5 }, () => ({ name: 'x', values: [1, 2], text: '2' }));
  assert.throws(() => seriesChart(chart({ series })), RangeError);
});
