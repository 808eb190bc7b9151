import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { lineScale } from './line-chart.ts';
import { type ChartWidth, type ChartWords, drawing, element, escapeXml } from './svg.ts';

/** One line of the chart, with a value for each place. */
export interface Series {
  /** A word or two, written at the line's end. */
  readonly name: string;
  /** Null breaks the line: it is never drawn as zero. */
  readonly values: readonly (number | null)[];
  /** The last value in words: '1,204'. */
  readonly text: string;
}

/** Up to four lines over the same time, from zero unless told. */
export interface SeriesChart extends ChartWords {
  /** Of rates: what stands behind the numbers on the axis. The scale then fits the values, which the page must say, and ends at 100 at most. */
  readonly unit?: '%';
  /** Where each value stands along the way, rising, such as days since the first; and its short label for the axis. */
  readonly places: readonly { readonly at: number; readonly label: string }[];
  readonly series: readonly Series[];
}

const SIZES = {
  wide: { width: 720, height: 340, left: 56, right: 128, top: 26, bottom: 34, labels: 6 },
  narrow: { width: 320, height: 300, left: 46, right: 108, top: 26, bottom: 32, labels: 2 },
} as const;
type Size = Readonly<Record<keyof (typeof SIZES)['wide'], number>>;
/** About how wide a letter of a label is, and how many of them stand beside a line on a phone; longer names stand in a list below the lines. */
const LETTER = 8.5;
const NARROW_LETTERS = 13;
const LIST_LINE = 22;
/** Between two labels at the ends of lines, so that both can be read. */
const APART = 19;

/** Lines over time, each with its name at its end and a pattern of its own, drawn twice: for wide screens and for phones. */
export function seriesChart(chart: SeriesChart): string {
  if (chart.series.length > 4) throw new RangeError('at most four lines can be told apart');
  return drawSeries(chart, 'wide') + drawSeries(chart, 'narrow');
}

function drawSeries(chart: SeriesChart, variant: ChartWidth): string {
  const { places, series, unit = '' } = chart;
  const longest = Math.max(...series.map(({ name, text }) => name.length + text.length + 1));
  const isListed = variant === 'narrow' && longest > NARROW_LETTERS;
  const size = sizeOf(variant, longest, isListed);
  const { y, ticks } = scaleOf(chart, size);
  const last = places.at(-1)?.at ?? 0;
  const x = scaleLinear([0, Math.max(1, last)], [size.left + 6, size.width - size.right]);
  const path = line<number | null>(
    (_, index) => x(places[index]!.at),
    (value) => y(value!),
  ).defined((value) => value !== null);
  return drawing(
    chart,
    { width: size.width, height: size.height + (isListed ? series.length * LIST_LINE : 0), variant },
    ...ticks.map((tick) => drawTick(`${tick.toLocaleString('en-GB')}${unit}`, y(tick), size)),
    ...drawPlaces(places, x, size),
    ...series.map(({ values }, index) =>
      element('path', { class: `app-chart__line app-chart__line--${index + 1}`, d: path([...values]) ?? '' }),
    ),
    ...series.flatMap(({ values }, index) =>
      alonePlaces(values).map((place) =>
        element('circle', {
          class: `app-chart__end app-chart__end--${index + 1}`,
          cx: x(places[place]!.at),
          cy: y(values[place]!),
          r: 4,
        }),
      ),
    ),
    ...drawEnds(isListed ? series.map((each) => ({ ...each, name: '' })) : series, x(last) + 10, y, size),
    ...(isListed ? drawList(series, size.height + 14) : []),
  );
}

/** On wide screens there is more room beside the lines where names are long. */
function sizeOf(variant: ChartWidth, longest: number, isListed: boolean): Size {
  const size = SIZES[variant];
  if (isListed) return { ...size, right: 62 };
  return variant === 'wide' ? { ...size, right: Math.max(size.right, longest * LETTER + 14) } : size;
}

/** The names of lines below them, each with a piece of its line. */
const drawList = (series: SeriesChart['series'], top: number): string[] =>
  series.map(({ name }, index) => {
    const y = top + index * LIST_LINE;
    return (
      element('path', { class: `app-chart__line app-chart__line--${index + 1}`, d: `M4 ${y}H40` }) +
      element('text', { class: 'app-chart__text', x: 48, y: y + 5 }, escapeXml(name))
    );
  });

/** Where a line has a mark of its own: at its last value, and at one that has none beside it, which no line would show. */
function alonePlaces(values: Series['values']): number[] {
  const last = values.findLastIndex((value) => value !== null);
  return [...values.keys()].filter(
    (place) =>
      values[place] !== null &&
      (place === last || ((values[place - 1] ?? null) === null && (values[place + 1] ?? null) === null)),
  );
}

function scaleOf({ series, unit }: SeriesChart, size: Size) {
  const values = series.flatMap((each) => each.values.filter((value) => value !== null));
  const range = [size.height - size.bottom, size.top];
  if (unit === '%') {
    const { from, to, ticks } = lineScale(values, 100);
    return { y: scaleLinear([from, to], range), ticks };
  }
  const y = scaleLinear([0, Math.max(1, ...values)], range).nice(4);
  return { y, ticks: y.ticks(4).filter(Number.isInteger) };
}

function drawTick(tick: string, y: number, size: Size): string {
  return (
    element('line', { class: 'app-chart__gridline', x1: size.left, x2: size.width - size.right, y1: y, y2: y }) +
    element('text', { class: 'app-chart__text', x: size.left - 8, y: y + 5, 'text-anchor': 'end' }, escapeXml(tick))
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
    .filter(({ values }) => values.some((value) => value !== null))
    .map(({ name, text, values }) => ({
      text: `${name} ${text}`.trimStart(),
      y: y(values.findLast((value) => value !== null) ?? 0) + 5,
    }))
    .toSorted((a, b) => b.y - a.y);
  let above = size.height - size.bottom + APART;
  return wanted.map(({ text, y: place }) => {
    above = Math.min(place, above - APART);
    return element('text', { class: 'app-chart__label', x, y: above }, escapeXml(text));
  });
}
