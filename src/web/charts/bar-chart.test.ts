import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barChart } from './bar-chart.ts';

const words = { id: 'test', title: 'Illness was most', description: 'Bars.', invented: true };
const widths = (svg: string) =>
  [...svg.matchAll(/<rect class="app-chart__bar[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));

describe('barChart', () => {
  it('starts bars at zero: twice the value is twice as wide, none is no width', () => {
    const svg = barChart({
      ...words,
      bars: [4, 2, 0].map((value) => ({ label: 'I', value, text: `${value}%`, series: 1 as const })),
    });
    const [wide, half, none] = widths(svg);
    assert.equal(wide, 2 * half!);
    assert.equal(none, 0);
  });

  it('draws bars of nothing without dividing by nothing', () => {
    assert.doesNotMatch(barChart({ ...words, bars: [{ label: 'I', value: 0, text: '0', series: 1 }] }), /NaN|Infinity/);
    assert.doesNotMatch(barChart({ ...words, bars: [] }), /NaN|Infinity/);
  });

  it('escapes labels and values, and says that the data are invented', () => {
    const svg = barChart({ ...words, bars: [{ label: '<script>', value: 1, text: '"&', series: 4 }] });
    assert.match(svg, /&lt;script&gt;/);
    assert.match(svg, /&quot;&amp;/);
    assert.match(svg, />Invented data</);
  });

  it('breaks a long label between words on a phone, and loses none of it', () => {
    const label = 'O: Absent in other or unknown circumstances (unauthorised)';
    const svg = barChart({ ...words, bars: [{ label, value: 1, text: '1%', series: 1 }] });
    const texts = [...svg.matchAll(/class="app-chart__text"[^>]*>([^<]*)</g)].map(([, text]) => text!);
    assert.ok(texts.includes(label));
    const narrow = texts.slice(texts.indexOf(label) + 1);
    assert.equal(narrow.join(' '), label);
    assert.ok(narrow.every((text) => text.length <= 42));
  });
});
