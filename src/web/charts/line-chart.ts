import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type ChartWidth, type ChartWords, coordinate, drawing, element, escapeXml } from './svg.ts';

export interface LinePoint {
  /** Short, for the axis: '7 Sep'. */
  readonly label: string;
  /** A whole sentence about the point, shown when it is pointed at. */
  readonly title: string;
  /** Null breaks the line: it is never drawn as zero. */
  readonly value: number | null;
  /** The value in words: '93.4%'. */
  readonly text: string;
  /** Not all of this point's period has been held: drawn hollow. */
  readonly partial?: boolean;
}

export interface LineChart extends ChartWords {
  readonly points: readonly LinePoint[];
  /** What stands behind the numbers on the axis: '%'. */
  readonly unit: string;
  /** The scale never goes beyond this. */
  readonly most: number;
}

const SIZES = {
  wide: { width: 720, height: 330, left: 52, right: 64, top: 30, bottom: 34, labels: 8 },
  narrow: { width: 320, height: 270, left: 46, right: 16, top: 44, bottom: 32, labels: 4 },
} as const;

/**
 * Where the scale of a line starts and ends: round numbers round the values. It may start above zero, which the page must say.
 * @returns ends and gridlines, in the unit of the values
 */
export function lineScale(values: readonly number[], most: number): { from: number; to: number; ticks: number[] } {
  if (values.length === 0) return { from: 0, to: most, ticks: [0, most] };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = high - low > 40 ? 20 : high - low > 15 ? 10 : high - low > 6 ? 5 : 2;
  const from = Math.max(0, Math.floor((low - step / 4) / step) * step);
  const to = Math.min(most, Math.max(from + step, Math.ceil((high + step / 4) / step) * step));
  const ticks = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
  return { from, to, ticks };
}

/** A line over time, drawn twice (for wide screens and for phones). Breaks where there is no value. */
export function lineChart(chart: LineChart): string {
  return drawLine(chart, 'wide') + drawLine(chart, 'narrow');
}

function drawLine(chart: LineChart, variant: ChartWidth): string {
  const size = SIZES[variant];
  const { from, to, ticks } = lineScale(
    chart.points.flatMap(({ value }) => (value === null ? [] : [value])),
    chart.most,
  );
  const x = scaleLinear([0, Math.max(1, chart.points.length - 1)], [size.left + 10, size.width - size.right]);
  const y = scaleLinear([from, to], [size.height - size.bottom, size.top]);
  const path = line<LinePoint>(
    (_, index) => x(index),
    (point) => y(point.value!),
  ).defined(({ value }) => value !== null);
  return drawing(
    chart,
    { width: size.width, height: size.height, variant },
    ...chart.points.map((point, index) => (point.value === null ? drawGap(x, index, size) : '')),
    ...ticks.map((tick) => drawTick(tick, chart.unit, y(tick), size)),
    ...drawDates(chart.points, x, size),
    element('path', { class: 'app-chart__line', d: path([...chart.points]) ?? '' }),
    ...chart.points.map((point, index) => (point.value === null ? '' : drawPoint(point, x(index), y(point.value)))),
    ...drawEndLabel(chart.points, x, y, variant),
  );
}

type Size = (typeof SIZES)[ChartWidth];
type Scale = (value: number) => number;

function drawTick(tick: number, unit: string, y: number, size: Size): string {
  return (
    element('line', { class: 'app-chart__gridline', x1: size.left, x2: size.width - 8, y1: y, y2: y }) +
    element(
      'text',
      { class: 'app-chart__text', x: size.left - 8, y: y + 5, 'text-anchor': 'end' },
      escapeXml(`${tick}${unit}`),
    )
  );
}

/** A light band where there was no school, half a step to both sides and never over the axis. */
function drawGap(x: Scale, index: number, size: Size): string {
  const half = (x(1) - x(0)) / 2;
  const start = Math.max(size.left, x(index) - half);
  const end = Math.min(size.width - 8, x(index) + half);
  return element('rect', {
    class: 'app-chart__gap',
    x: start,
    y: size.top,
    width: Math.max(0, end - start),
    height: size.height - size.bottom - size.top,
  });
}

function drawDates(points: readonly LinePoint[], x: Scale, size: Size): string[] {
  const every = Math.max(1, Math.ceil(points.length / size.labels));
  return points.map((point, index) => {
    if (index % every !== 0) return '';
    // The first and the last text stay inside the drawing.
    const isAtEnd = index > 0 && x(index) > size.width - 26;
    const anchor = index === 0 ? 'start' : isAtEnd ? 'end' : 'middle';
    const place = index === 0 ? Math.max(size.left, x(0) - 14) : isAtEnd ? size.width - 1 : x(index);
    return element(
      'text',
      { class: 'app-chart__text', x: place, y: size.height - 8, 'text-anchor': anchor },
      escapeXml(point.label),
    );
  });
}

function drawPoint(point: LinePoint, x: number, y: number): string {
  const look = point.partial ? 'app-chart__point app-chart__point--partial' : 'app-chart__point';
  return element('circle', { class: look, cx: x, cy: y, r: 4 }, element('title', {}, escapeXml(point.title)));
}

/** The last value, written beside its point; on a phone, where there is no room beside, away from the line that leads to it. */
function drawEndLabel(points: readonly LinePoint[], x: Scale, y: Scale, variant: ChartWidth): string[] {
  const index = points.findLastIndex(({ value }) => value !== null);
  const point = points[index];
  if (!point || point.value === null) return [];
  const fell = (points[index - 1]?.value ?? 0) > point.value;
  const [dx, dy, anchor] =
    variant === 'wide' ? [10, 5, 'start'] : [0, fell ? 22 : -12, points.length > 1 ? 'end' : 'start'];
  return [
    element(
      'text',
      {
        class: 'app-chart__label',
        x: coordinate(x(index) + dx + (variant === 'narrow' ? 6 : 0)),
        y: coordinate(y(point.value) + dy),
        'text-anchor': anchor,
      },
      escapeXml(point.text),
    ),
  ];
}
