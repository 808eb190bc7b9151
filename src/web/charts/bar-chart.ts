import { scaleLinear } from 'd3-scale';
import { type ChartWidth, type ChartWords, drawing, element, escapeXml } from './svg.ts';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value in words, written behind the bar: '2.1% (312 sessions)'. */
  readonly text: string;
  /** Which of the categorical colours (1 to 6), with `seriesName` saying the same in words. */
  readonly series: 1 | 2 | 3 | 4 | 5 | 6;
}

export interface BarChart extends ChartWords {
  readonly bars: readonly Bar[];
}

const SIZES = {
  wide: { width: 720, row: 46, bar: 20, room: 170, letters: 100 },
  narrow: { width: 320, row: 48, bar: 18, room: 118, letters: 42 },
} as const;
const TOP = 22;
const LINE = 17;

/** Horizontal bars from zero in the order given, each with its label above and its value behind; drawn for both widths. */
export function barChart(chart: BarChart): string {
  return drawBars(chart, 'wide') + drawBars(chart, 'narrow');
}

function drawBars(chart: BarChart, variant: ChartWidth): string {
  const size = SIZES[variant];
  const most = Math.max(...chart.bars.map(({ value }) => value), 0);
  const x = scaleLinear([0, most > 0 ? most : 1], [0, size.width - size.room]);
  let top = TOP;
  const bars = chart.bars.map((bar) => {
    const lines = wrap(bar.label, size.letters);
    const drawn = drawBar(bar, lines, top, x(bar.value), size.bar);
    top += size.row + (lines.length - 1) * LINE;
    return drawn;
  });
  const axis = element('line', { class: 'app-chart__axis', x1: 1, x2: 1, y1: TOP, y2: top + 2 });
  return drawing(chart, { width: size.width, height: top + 4, variant }, ...bars, axis);
}

/** Breaks a label between words into lines of at most so many letters: SVG text does not wrap by itself. */
function wrap(label: string, most: number): string[] {
  const lines = [''];
  for (const word of label.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

function drawBar(bar: Bar, lines: readonly string[], top: number, width: number, height: number): string {
  const y = top + 20 + (lines.length - 1) * LINE;
  const end = Math.max(width, 0);
  return (
    lines
      .map((line, at) => element('text', { class: 'app-chart__text', x: 6, y: top + 14 + at * LINE }, escapeXml(line)))
      .join('') +
    element('rect', { class: `app-chart__bar app-chart__bar--${bar.series}`, x: 1, y, width: end, height }) +
    element('text', { class: 'app-chart__label', x: end + 7, y: y + height / 2 + 5 }, escapeXml(bar.text))
  );
}
