import { addDays, dayOfWeek, daysBetween, mondayOf } from '../../domain/sessions/dates.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import { type ChartWidth, type ChartWords, drawing, element, escapeXml } from './svg.ts';

/** A day of the heat map. */
export interface HeatDay {
  readonly date: string;
  /** Which step of colour, from 0; null on a day without a possible session. */
  readonly step: number | null;
  /** A whole sentence, shown when it is pointed at. */
  readonly title: string;
}

export interface HeatChart extends ChartWords {
  /** What each step means, in words, from the lightest. At most five. */
  readonly steps: readonly string[];
  /** Rising; weekends only where there were sessions. */
  readonly days: readonly HeatDay[];
}

const SIZES = {
  wide: { left: 44, top: 40, gap: 2, most: 16, width: 720, legend: 4 },
  narrow: { left: 40, top: 40, gap: 1, most: 16, width: 320, legend: 2 },
} as const;
const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** On a phone a year does not fit into one row of weeks. */
const NARROW_WEEKS = 20;

/** A cell a day: weeks across, weekdays down; on a phone in rows of twenty weeks. */
export function heatChart(chart: HeatChart): string {
  return drawHeat(chart, 'wide') + drawHeat(chart, 'narrow');
}

function drawHeat(chart: HeatChart, variant: ChartWidth): string {
  const size = SIZES[variant];
  const first = mondayOf(chart.days[0]?.date ?? '2026-01-05');
  const last = chart.days.at(-1)?.date ?? first;
  const weeks = Math.floor(daysBetween(first, last) / 7) + 1;
  const across = variant === 'narrow' ? Math.min(weeks, NARROW_WEEKS) : weeks;
  const rows = Math.max(5, ...chart.days.map(({ date }) => dayOfWeek(date)));
  const cell = Math.min(size.most, Math.floor((size.width - size.left - 4) / across) - size.gap);
  const step = cell + size.gap;
  const block = rows * step + 26;
  const place = (date: string) => {
    const week = Math.floor(daysBetween(first, date) / 7);
    const top = size.top + Math.floor(week / across) * block;
    return { x: size.left + (week % across) * step, y: top + (dayOfWeek(date) - 1) * step };
  };
  const blocks = Math.ceil(weeks / across);
  const bottom = size.top + blocks * block;
  const lines = Math.ceil(chart.steps.length / size.legend);
  return drawing(
    chart,
    { width: size.width, height: bottom + lines * 22, variant },
    ...Array.from({ length: blocks }, (_, index) => drawNames(size.top + index * block, rows, step, cell)),
    ...drawMonths(first, weeks, place, size.width),
    ...chart.days.map(({ date, step: colour, title }) => {
      const { x, y } = place(date);
      const look =
        colour === null ? 'app-chart__heat app-chart__heat--none' : `app-chart__heat app-chart__heat--${colour + 1}`;
      return element('rect', { class: look, x, y, width: cell, height: cell }, element('title', {}, escapeXml(title)));
    }),
    ...chart.steps.map((text, index) => {
      const wide = (size.width - 8) / size.legend;
      const [x, y] = [4 + (index % size.legend) * wide, bottom + Math.floor(index / size.legend) * 22];
      return (
        element('rect', { class: `app-chart__heat app-chart__heat--${index + 1}`, x, y, width: 14, height: 14 }) +
        element('text', { class: 'app-chart__text', x: x + 20, y: y + 12 }, escapeXml(text))
      );
    }),
  );
}

const drawNames = (top: number, rows: number, step: number, cell: number): string =>
  DAY_NAMES.slice(0, rows)
    .map((name, index) =>
      element(
        'text',
        { class: 'app-chart__text app-chart__text--small', x: 0, y: top + index * step + cell - 2 },
        name,
      ),
    )
    .join('');

/** The month, over the first week that begins in it, where there is room. */
function drawMonths(
  first: string,
  weeks: number,
  place: (date: string) => { x: number; y: number },
  width: number,
): string[] {
  let before = '';
  let free = { x: 0, y: -1 };
  return Array.from({ length: weeks }, (_, index) => {
    const monday = addDays(first, index * 7);
    const month = inShort(monday).split(' ')[1]!;
    if (month === before) return '';
    before = month;
    const { x, y } = place(monday);
    if ((y === free.y && x < free.x) || x > width - 24) return '';
    free = { x: x + 30, y };
    return element('text', { class: 'app-chart__text app-chart__text--small', x, y: y - 6 }, month);
  });
}
