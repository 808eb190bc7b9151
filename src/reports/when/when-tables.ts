import { absent, possible } from '../../domain/measures/counts.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import { attendanceOf, SESSION_COLUMNS, sessionCells } from '../measure-columns.ts';
import { countCell, type DataTable, gapCell, numberColumn, rateCell, wordsCell, wordsColumn } from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import { sameSelectionAt } from '../selection/selection.ts';
import { byWeek, byWeekday, type DayCounts, type Edge, otherDays, sumDays } from './count-when.ts';
import { dayName } from './findings.ts';

/** By day of the week, with mornings and afternoons. */
export function weekdaysTable(days: readonly DayCounts[]): DataTable {
  return {
    id: 'weekdays',
    caption: 'Attendance by day of the week',
    head: 'Day',
    columns: [
      ...SESSION_COLUMNS,
      numberColumn('am', 'Mornings'),
      numberColumn('pm', 'Afternoons'),
      numberColumn('absence', 'Sessions missed'),
    ],
    rows: byWeekday(days).map(([weekday, own]) => {
      const [am, pm, both] = [sumDays(own, 'AM'), sumDays(own, 'PM'), sumDays(own)];
      return {
        key: String(weekday),
        head: dayName(weekday),
        cells: [
          ...sessionCells(both),
          rateCell(am.attended, possible(am)),
          rateCell(pm.attended, possible(pm)),
          rateCell(absent(both), possible(both)),
        ],
      };
    }),
  };
}

/** Mornings and afternoons. */
export function halvesTable(days: readonly DayCounts[]): DataTable {
  const halves = [
    { half: 'AM', head: 'Morning' },
    { half: 'PM', head: 'Afternoon' },
  ] as const;
  return {
    id: 'halves',
    caption: 'Attendance in the morning and in the afternoon',
    head: 'Session',
    fixedOrder: true,
    columns: SESSION_COLUMNS,
    rows: halves.flatMap(({ half, head }) => {
      const counts = sumDays(days, half);
      return possible(counts) === 0 ? [] : [{ key: half, head, cells: sessionCells(counts) }];
    }),
  };
}

/** First and last days of half terms, each beside the whole period. */
export function edgesTable(
  edges: readonly Edge[],
  days: readonly DayCounts[],
  dayHref: (date: string) => string,
): DataTable {
  const all = attendanceOf(sumDays(days));
  return {
    id: 'edges',
    caption: 'First and last days of half terms',
    head: 'Day',
    columns: [
      wordsColumn('which', 'Which day'),
      numberColumn('attendance', 'Attendance'),
      numberColumn('gap', 'Gap to the period'),
    ],
    rows: edges.map((edge) => ({
      key: edge.date,
      head: `${dayName(weekdayOf(edge))} ${inShort(edge.date)}`,
      href: dayHref(edge.date),
      cells: [
        wordsCell(whichDay(edge)),
        rateCell(edge.both.attended, possible(edge.both)),
        gapCell(attendanceOf(edge.both), all),
      ],
    })),
  };
}

/** First and last days together, and all other days. */
export function edgesTogetherTable(edges: readonly Edge[], days: readonly DayCounts[]): DataTable {
  const row = (key: string, head: string, own: readonly DayCounts[]) => ({
    key,
    head,
    cells: sessionCells(sumDays(own)),
  });
  return {
    id: 'edges-together',
    caption: 'First and last days of half terms together, and all other days',
    head: 'Days',
    fixedOrder: true,
    columns: SESSION_COLUMNS,
    rows: [row('edges', 'First and last days', edges), row('others', 'All other days', otherDays(edges, days))],
  };
}

const weekdayOf = (day: DayCounts): number => byWeekday([day])[0]![0];

function whichDay({ isFirst, isLast, halfTerm }: Edge): string {
  const which = isFirst && isLast ? 'Only day' : isFirst ? 'First day' : 'Last day';
  return `${which}: ${halfTerm.charAt(0).toLowerCase()}${halfTerm.slice(1)}`;
}

/** Weeks in their order, holidays too. */
export function weeksTable(days: readonly DayCounts[], weekHref: (monday: string) => string): DataTable {
  return {
    id: 'weeks',
    caption: 'Attendance by week',
    head: 'Week beginning',
    fixedOrder: true,
    columns: SESSION_COLUMNS,
    rows: byWeek(days).map(([monday, own]) => ({
      key: monday,
      head: inShort(monday),
      ...(own.length > 0 && { href: weekHref(monday) }),
      cells: sessionCells(sumDays(own)),
    })),
  };
}

/** The numbers of the heat map. */
export function daysTable(days: readonly DayCounts[], dayHref: (date: string) => string): DataTable {
  return {
    id: 'days',
    caption: 'Attendance by day',
    head: 'Day',
    folded: true,
    columns: [
      wordsColumn('weekday', 'Day of the week'),
      numberColumn('attendance', 'Attendance'),
      numberColumn('absence', 'Sessions missed'),
      numberColumn('possible', 'Possible sessions'),
    ],
    rows: days.map((day) => ({
      key: day.date,
      head: inShort(day.date),
      href: dayHref(day.date),
      cells: [
        wordsCell(dayName(weekdayOf(day))),
        rateCell(day.both.attended, possible(day.both)),
        rateCell(absent(day.both), possible(day.both)),
        countCell(possible(day.both)),
      ],
    })),
  };
}

/** The page narrowed to a day or a week, with the other filters as they are. */
export const narrowedTo =
  ({ school, selection }: ReportFacts, period: 'day' | 'week', path: string) =>
  (on: string): string =>
    sameSelectionAt(`/schools/${school.urn}${path}`, selection, { period, on, from: null, to: null });
