import { possible } from '../../domain/measures/counts.ts';
import { inShort } from '../../domain/sessions/in-words.ts';
import { countText, numberText, percentText, percentToDraw } from '../figures.ts';
import { countCell, type DataTable, type LineView, numberColumn, rateCell } from '../report-view.ts';
import type { ReportFacts } from '../school-report.ts';
import { sameSelectionAt } from '../selection/selection.ts';
import type { OverviewFigures, WeekCounts } from './count-overview.ts';

/** Attendance by week, from the first with a possible session to the last; those between without one are gaps. */
export function drawWeeks({ period }: ReportFacts, figures: OverviewFigures): LineView {
  const { weeks, total } = figures;
  return {
    kind: 'line',
    id: 'attendance-by-week',
    title: finding(figures),
    subtitle: `Attendance as a percentage of possible sessions, by week. ${period.words}. Base: ${countText(possible(total), 'possible session')}.`,
    description: `A line of the attendance rate in each of ${countText(weeks.length, 'week')}. The table has the same numbers.`,
    notes: notesOf(figures),
    unit: '%',
    most: 100,
    points: weeks.map((week) => pointOf(week, isPart(figures, week))),
  };
}

/** Weeks after the last one that was held to its end, none of which is over. */
const isPart = ({ fullWeek }: OverviewFigures, { monday }: WeekCounts): boolean =>
  fullWeek === null || monday > fullWeek.monday;

/** The message of the chart: how the last full week compares with the full week before it, as the rounded figures show it. */
function finding(figures: OverviewFigures): string {
  const full = figures.weeks.filter((week) => !isPart(figures, week) && possible(week.counts) > 0);
  const [before, last] = [full.at(-2), full.at(-1)];
  if (!last) return 'No full week has been collected yet';
  const now = rateOf(last);
  if (!before) return `Attendance was ${now} in the first full week`;
  const was = rateOf(before);
  if (was === now) return `Attendance stayed at ${now} in the last full week`;
  return `Attendance ${Number.parseFloat(now) > Number.parseFloat(was) ? 'rose' : 'fell'} from ${was} to ${now} in the last full week`;
}

const rateOf = ({ counts }: WeekCounts): string => percentText(counts.attended, possible(counts));

function pointOf(week: WeekCounts, partial: boolean): LineView['points'][number] {
  const base = possible(week.counts);
  const day = inShort(week.monday).slice(0, -5);
  return {
    label: day,
    title:
      base === 0
        ? `Week of ${day}: no possible sessions`
        : `Week of ${day}: ${rateOf(week)} of ${numberText(base)} possible sessions`,
    value: percentToDraw(week.counts.attended, base),
    text: rateOf(week),
    partial,
  };
}

function notesOf(figures: OverviewFigures): string[] {
  const { weeks } = figures;
  return [
    'The scale does not start at zero.',
    ...(weeks.some(({ counts }) => possible(counts) === 0)
      ? ['Grey: weeks with no possible sessions, such as holidays. They are gaps, not zeros.']
      : []),
    ...(weeks.some((week) => isPart(figures, week) && possible(week.counts) > 0)
      ? ['Hollow point: a week that is not over yet.']
      : []),
  ];
}

/** The numbers of the chart. */
export function weeksTable({ school, selection }: ReportFacts, figures: OverviewFigures): DataTable {
  return {
    id: 'weeks',
    caption: 'Attendance by week',
    head: 'Week beginning',
    fixedOrder: true,
    columns: [
      numberColumn('attendance', 'Attendance'),
      numberColumn('attended', 'Attended'),
      numberColumn('authorised', 'Authorised'),
      numberColumn('unauthorised', 'Unauthorised'),
      numberColumn('possible', 'Possible sessions'),
    ],
    rows: figures.weeks.map((week) => {
      const { attended, authorised, unauthorised } = week.counts;
      const base = possible(week.counts);
      // Days are not broken over two lines on a phone.
      const day = inShort(week.monday).replaceAll(' ', '\u00a0');
      return {
        key: week.monday,
        head: `${day}${isPart(figures, week) && base > 0 ? ' (part week)' : ''}`,
        ...(base > 0 && {
          href: sameSelectionAt(`/schools/${school.urn}`, selection, {
            period: 'week',
            on: week.monday,
            from: null,
            to: null,
          }),
        }),
        cells: [
          rateCell(attended, base),
          ...[attended, authorised, unauthorised, base].map((count) => countCell(count)),
        ],
      };
    }),
  };
}
