import { daysBetween } from '../../domain/sessions/dates.ts';
import type { WideArea, WideFile } from '../../publish/released/wide-file.ts';
import { figureOf } from '../../publish/released/wide-file.ts';
import { lineChart } from '../charts/line-chart.ts';
import { seriesChart } from '../charts/series-chart.ts';
import { firstPhase, inArea, inSchoolsOf, isShown, phaseWords } from './area-figures.ts';
import { percentWords } from './figure-words.ts';
import { changeTitle } from './headline-words.ts';
import { ATTENDANCE, rateOf } from './measures.ts';
import { makeSection, type StatSection } from './section.ts';
import { drawTable, rateCell } from './stat-table.ts';
import { mondayOf, periodWords, shortDay, weekWords } from './time-words.ts';

const GAP_NOTE = 'Where the line breaks there is no figure to show: the table says why.';
const SCALE_NOTE = 'The scale does not start at zero.';

/** Attendance by week of an area beside the areas that it lies in, as lines with their names at their ends and as a table. */
export function weeksSection(
  weekly: WideFile,
  areas: readonly [WideArea, ...WideArea[]],
  invented: boolean,
): StatSection {
  const [own] = areas;
  const phase = firstPhase(weekly, own.code, weekly.periods.at(-1)!);
  const attendanceOf = ({ code }: WideArea, period: string) =>
    figureOf(weekly, { area: code, phase, period }, ATTENDANCE.rate);
  const numberOf = (area: WideArea, period: string) => {
    const value = attendanceOf(area, period);
    return isShown(value) ? value : null;
  };
  const first = mondayOf(weekly.periods[0]!);
  const title = titleOf(own, phase, weekly.periods, attendanceOf);
  const series = areas.map((area) => {
    const values = weekly.periods.map((period) => numberOf(area, period));
    const last = values.findLast((value) => value !== null);
    return last === undefined
      ? { name: `${shortName(area)} (no figures)`, values, text: '' }
      : { name: shortName(area), values, text: percentWords(last) };
  });
  const withoutLine = areas.filter((_area, place) => series[place]!.text === '');
  const hasGaps = series.some(({ values, text }) => text !== '' && values.includes(null));
  return makeSection({
    id: 'weeks',
    heading: 'Attendance by week',
    chart: {
      title,
      subtitle: `Attendance as a share of possible sessions, ${phaseWords(phase).toLowerCase()}, weeks from ${weekWords(weekly.periods[0]!)}`,
      notes: [
        SCALE_NOTE,
        ...withoutLine.map(({ name }) => `${name} has no line, since it has no figures to show: the table says why.`),
        ...(hasGaps ? [GAP_NOTE] : []),
      ],
    },
    drawing: seriesChart({
      id: 'chart-weeks',
      title,
      description: `A line for each of ${areas.map(({ name }) => name).join(', ')}, a point for each week. The table below has the numbers.`,
      invented,
      unit: '%',
      places: weekly.periods.map((period) => ({ at: daysBetween(first, mondayOf(period)), label: shortDay(period) })),
      series,
    }),
    tables: [
      drawTable({
        id: 'by-week',
        caption: `Attendance by week, ${phaseWords(phase).toLowerCase()}`,
        heads: ['Week', ...areas.map(({ name }) => name)],
        rows: weekly.periods.map((period) => ({
          head: weekWords(period),
          href: null,
          cells: areas.map(({ code }) => rateCell(rateOf(weekly, { area: code, phase, period }, ATTENDANCE))),
        })),
        folded: true,
      }),
    ],
  });
}

/** Beside a line there is room for a word or two. */
const shortName = ({ name }: WideArea): string => {
  const [first = ''] = name.split(',');
  return first.length > 16 ? `${first.slice(0, 15).trim()}…` : first;
};

function titleOf(
  area: WideArea,
  phase: string,
  periods: readonly string[],
  attendanceOf: (area: WideArea, period: string) => ReturnType<typeof figureOf>,
): string {
  const [before, now] = [periods.at(-2), periods.at(-1)!].map((period) => (period ? attendanceOf(area, period) : null));
  if (!isShown(now ?? null)) return `Attendance by week ${inArea(area)}`;
  const was = isShown(before ?? null) ? percentWords(before!) : null;
  return changeTitle(`Attendance ${inSchoolsOf(area, phase)}`, was, percentWords(now!), periodWords(periods.at(-1)!));
}

/** School days that are drawn: the last weeks. */
const DAYS_SHOWN = 25;

/** Attendance by day of an area in the last weeks. */
export function daysSection(daily: WideFile, area: WideArea, invented: boolean): StatSection {
  const days = daily.periods.slice(-DAYS_SHOWN);
  const phase = firstPhase(daily, area.code, days.at(-1)!);
  const keyOf = (period: string) => ({ area: area.code, phase, period });
  const points = days.map((day) => {
    const value = figureOf(daily, keyOf(day), ATTENDANCE.rate);
    const text = percentWords(value);
    return { label: shortDay(day), title: `${periodWords(day)}: ${text}`, value: isShown(value) ? value : null, text };
  });
  const title = `Attendance ${inSchoolsOf(area, phase)} was ${points.at(-1)!.text} on ${periodWords(days.at(-1)!)}`;
  return makeSection({
    id: 'days',
    heading: 'Attendance by day',
    chart: {
      title,
      subtitle: `Attendance as a share of possible sessions, ${phaseWords(phase).toLowerCase()}, the last ${days.length} school days`,
      notes: [SCALE_NOTE, ...(points.some(({ value }) => value === null) ? [GAP_NOTE] : [])],
    },
    drawing: lineChart({
      id: 'chart-days',
      title,
      description: 'A line with a point for each school day. The table below has the numbers.',
      invented,
      unit: '%',
      most: 100,
      points,
    }),
    tables: [
      drawTable({
        id: 'by-day',
        caption: `Attendance by day, ${area.name}, ${phaseWords(phase).toLowerCase()}`,
        heads: ['Day', 'Attendance'],
        rows: days.map((day) => ({
          head: periodWords(day),
          href: null,
          cells: [rateCell(rateOf(daily, keyOf(day), ATTENDANCE))],
        })),
        folded: true,
      }),
    ],
  });
}
