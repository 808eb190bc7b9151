import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type ChartWidth, type ChartWords, drawing, element, escapeXml } from './svg.ts';

/** One line of the chart. Its values are whole numbers, one for each place. */
export interface Series {
  /** A word or two, written at the line's end. */
  readonly name: string;
  readonly values: readonly number[];
  /** The last value in words: '1,204'. */
  readonly text: string;
}

/** Up to four lines over the same time, from zero. */
export interface SeriesChart extends ChartWords {
  /** Where each value stands along the way, rising, such as days since the first; and its short label for the axis. */
  readonly places: readonly { readonly at: number; readonly label: string }[];
  readonly series: readonly Series[];
}

const SIZES = {
  wide: { width: 720, height: 340, left: 56, right: 128, top: 26, bottom: 34, labels: 6 },
  narrow: { width: 320, height: 300, left: 46, right: 108, top: 26, bottom: 32, labels: 2 },
} as const;
type Size = (typeof SIZES)[ChartWidth];
/** Between two labels at the ends of lines, so that both can be read. */
const APART = 19;

/** Lines over time, each with its name at its end and a pattern of its own, drawn twice: for wide screens and for phones. */
export function seriesChart(chart: SeriesChart): string {
  if (chart.series.length > 4) throw new RangeError('at most four lines can be told apart');
  return drawSeries(chart, 'wide') + drawSeries(chart, 'narrow');
}

function drawSeries(chart: SeriesChart, variant: ChartWidth): string {
  const size = SIZES[variant];
  const { places, series } = chart;
  const most = Math.max(1, ...series.flatMap(({ values }) => values));
  const y = scaleLinear([0, most], [size.height - size.bottom, size.top]).nice(4);
  const last = places.at(-1)?.at ?? 0;
  const x = scaleLinear([0, Math.max(1, last)], [size.left + 6, size.width - size.right]);
  const path = line<number>(
    (_, index) => x(places[index]!.at),
    (value) => y(value),
  );
  const ticks = y.ticks(4).filter(Number.isInteger);
  return drawing(
    chart,
    { width: size.width, height: size.height, variant },
    ...ticks.map((tick) => drawTick(tick, y(tick), size)),
    ...drawPlaces(places, x, size),
    ...series.map(({ values }, index) =>
      element('path', { class: `app-chart__line app-chart__line--${index + 1}`, d: path([...values]) ?? '' }),
    ),
    ...series.map(({ values }, index) =>
      element('circle', {
        class: `app-chart__end app-chart__end--${index + 1}`,
        cx: x(last),
        cy: y(values.at(-1) ?? 0),
        r: 4,
      }),
    ),
    ...drawEnds(series, x(last) + 10, y, size),
  );
}

function drawTick(tick: number, y: number, size: Size): string {
  return (
    element('line', { class: 'app-chart__gridline', x1: size.left, x2: size.width - size.right, y1: y, y2: y }) +
    element(
      'text',
      { class: 'app-chart__text', x: size.left - 8, y: y + 5, 'text-anchor': 'end' },
      escapeXml(tick.toLocaleString('en-GB')),
    )
  );
}

/** The first and the last place have a label; between them as many as fit. */
function drawPlaces(places: SeriesChart['places'], x: (at: number) => number, size: Size): string[] {
  const room = (size.width - size.left - size.right) / size.labels;
  let free = Number.NEGATIVE_INFINITY;
  const end = x(places.at(-1)?.at ?? 0);
  return places.map(({ at, label }, index) => {
    const isLast = index === places.length - 1;
    const place = x(at);
    if (!isLast && (place < free || end - place < room)) return '';
    free = place + room;
    const anchor = places.length === 1 ? 'start' : isLast ? 'end' : index === 0 ? 'start' : 'middle';
    return element(
      'text',
      { class: 'app-chart__text', x: place, y: size.height - 8, 'text-anchor': anchor },
      escapeXml(label),
    );
  });
}

/** Names and last values beside the ends of the lines, moved apart where lines end close together. */
function drawEnds(series: readonly Series[], x: number, y: (value: number) => number, size: Size): string[] {
  const wanted = series
    .map(({ name, text, values }) => ({ text: `${name} ${text}`, y: y(values.at(-1) ?? 0) + 5 }))
    .toSorted((a, b) => b.y - a.y);
  let above = size.height - size.bottom + APART;
  return wanted.map(({ text, y: place }) => {
    above = Math.min(place, above - APART);
    return element('text', { class: 'app-chart__label', x, y: above }, escapeXml(text));
  });
}
