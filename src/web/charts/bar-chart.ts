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
  wide: { width: 720, row: 46, bar: 20, room: 170 },
  narrow: { width: 320, row: 48, bar: 18, room: 118 },
} as const;
const TOP = 22;

/** Horizontal bars from zero in the order given, each with its label above and its value behind; drawn for both widths. */
export function barChart(chart: BarChart): string {
  return drawBars(chart, 'wide') + drawBars(chart, 'narrow');
}

function drawBars(chart: BarChart, variant: ChartWidth): string {
  const size = SIZES[variant];
  const most = Math.max(...chart.bars.map(({ value }) => value), 0);
  const x = scaleLinear([0, most > 0 ? most : 1], [0, size.width - size.room]);
  const height = TOP + chart.bars.length * size.row + 4;
  return drawing(
    chart,
    { width: size.width, height, variant },
    ...chart.bars.map((bar, index) => drawBar(bar, TOP + index * size.row, x(bar.value), size.bar)),
    element('line', { class: 'app-chart__axis', x1: 1, x2: 1, y1: TOP, y2: height - 2 }),
  );
}

function drawBar(bar: Bar, top: number, width: number, height: number): string {
  return (
    element('text', { class: 'app-chart__text', x: 6, y: top + 14 }, escapeXml(bar.label)) +
    element('rect', {
      class: `app-chart__bar app-chart__bar--${bar.series}`,
      x: 1,
      y: top + 20,
      width: Math.max(width, 0),
      height,
    }) +
    element(
      'text',
      { class: 'app-chart__label', x: Math.max(width, 0) + 7, y: top + 20 + height / 2 + 5 },
      escapeXml(bar.text),
    )
  );
}
