import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type LineChart, lineChart, lineScale } from './line-chart.ts';

const point = (value: number | null) => ({
  label: '7 Sep',
  title: 'Week of 7 Sep',
  value,
  text: value === null ? 'n/a' : `${value}%`,
});
const chart = (values: (number | null)[], change: Partial<LineChart> = {}): LineChart => ({
  id: 'test',
  title: 'Attendance fell',
  description: 'A line.',
  invented: false,
  unit: '%',
  most: 100,
  points: values.map(point),
  ...change,
});

describe('lineChart', () => {
  it('breaks where there is no value, and never draws it as a point', () => {
    const svg = lineChart(chart([95, null, 94]));
    const [path] = /<path class="app-chart__line" d="([^"]*)"/.exec(svg)!.slice(1);
    assert.equal(path!.match(/M/g)?.length, 2);
    assert.equal(svg.match(/<circle/g)?.length, 4, 'two points in each of two drawings');
    assert.equal(svg.match(/app-chart__gap/g)?.length, 2);
  });

  it('has a name, a description and its last value in words, in both drawings', () => {
    const svg = lineChart(chart([95, 93.4]));
    assert.match(svg, /role="img" aria-labelledby="test-wide-title test-wide-desc"/);
    assert.match(svg, /<title id="test-narrow-title">Attendance fell<\/title>/);
    assert.equal(svg.match(/class="app-chart__label"[^>]*>93.4%</g)?.length, 2);
  });

  it('says "Invented data" in the drawing only when it is', () => {
    assert.equal(lineChart(chart([95], { invented: true })).match(/>Invented data</g)?.length, 2);
    assert.doesNotMatch(lineChart(chart([95])), /Invented/);
  });

  it('escapes every text and holds no inline style', () => {
    const svg = lineChart(
      chart([95], { title: '<script>"&\'', points: [{ ...point(95), label: '<b>', title: '<i>', text: '<u>' }] }),
    );
    assert.doesNotMatch(svg, /<script|<b>|<i>|<u>|style=/);
    assert.match(svg, /&lt;script&gt;&quot;&amp;&#39;/);
  });

  it('draws nothing but axes without a value', () => {
    const svg = lineChart(chart([null]));
    assert.doesNotMatch(svg, /<circle|NaN|Infinity/);
  });
});

describe('lineScale', () => {
  it('holds every value between its ends, with few gridlines', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 }), (values) => {
        const { from, to, ticks } = lineScale(values, 100);
        assert.ok(from >= 0 && to <= 100 && from < to);
        assert.ok(values.every((value) => value >= from && value <= to));
        assert.ok(ticks.length >= 2 && ticks.length <= 10, `${ticks}`);
      }),
    );
  });
});
