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

test('a rate breaks its line where it is not shown, marks what stands alone, and need not start at zero', () => {
  const svg = seriesChart(
    chart({
      unit: '%',
      places: [0, 7, 14, 21].map((at) => ({ at, label: String(at) })),
      series: [{ name: 'Durham', values: [93, null, 92, null], text: '92.0%' }],
    }),
  );
  const [path] = /app-chart__line--1" d="([^"]*)"/.exec(svg)!.slice(1);
  assert.equal(path!.match(/M/g)?.length, 2);
  assert.equal(svg.match(/<circle/g)?.length, 4, 'two points in each of two drawings');
  assert.match(svg, />94%</);
  assert.doesNotMatch(svg, />0%<|NaN|null/);
});

test('a long name stands below the lines on a phone, where it would run over the edge', () => {
  const svg = seriesChart(chart({ series: [{ name: 'County Durham', values: [1, 2], text: '92.9%' }] }));
  const [wide, narrow] = svg.split('app-chart__drawing--narrow');
  assert.match(wide!, />County Durham 92.9%</);
  assert.match(narrow!, />92.9%<[\s\S]*>County Durham</);
});
