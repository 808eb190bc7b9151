import { type Counts, possible } from '../../domain/measures/counts.ts';
import { addDays, daysBetween } from '../../domain/sessions/dates.ts';
import { inShort, rangeInWords } from '../../domain/sessions/in-words.ts';
import { numberText, percentText, percentToDraw } from '../figures.ts';
import { numbers, type Table, words } from '../table.ts';
import type { WeekRow } from './query.ts';
import type { OverviewFigures } from './report.ts';

/** The chart of attendance by week and the table with the same numbers. */
export interface WeeksView {
  readonly title: string;
  readonly subtitle: string;
  readonly notes: readonly string[];
  readonly chart: LineChartData;
  readonly table: Table;
}

/** What a line chart is drawn from. */
export interface LineChartData {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly invented: boolean;
  readonly unit: string;
  readonly most: number;
  readonly points: readonly { label: string; title: string; value: number | null; text: string; partial: boolean }[];
}

interface Week {
  readonly week: string;
  readonly counts: Counts;
  readonly partial: boolean;
}

/** Makes the weeks of the year to date, from the first with a possible session to the last; those between without one are gaps. */
export function viewWeeks(figures: OverviewFigures, invented: boolean): WeeksView {
  const weeks = everyWeek(figures.weeks, figures.fullWeek?.row.week ?? null);
  const title = finding(weeks);
  const base = weeks.reduce((total, { counts }) => total + possible(counts), 0);
  const period = figures.taught ? rangeInWords(figures.taught.from, figures.taught.to) : figures.year.label;
  return {
    title,
    subtitle: `Attendance as a percentage of possible sessions, by week, ${period}. Base: ${numberText(base)} possible sessions.`,
    notes: notesOf(weeks),
    chart: {
      id: 'attendance-by-week',
      title,
      description: `A line of the attendance rate in each of ${weeks.length} weeks. The table has the same numbers.`,
      invented,
      unit: '%',
      most: 100,
      points: weeks.map(pointOf),
    },
    table: {
      caption: 'Attendance by week',
      columns: [
        words('Week beginning'),
        ...['Attendance', 'Attended', 'Authorised', 'Unauthorised', 'Possible sessions'].map(numbers),
      ],
      rows: weeks.map(rowOf),
    },
  };
}

function everyWeek(rows: readonly WeekRow[], lastFull: string | null): Week[] {
  const taught = rows.filter((row) => possible(row) > 0);
  const [first, last] = [taught[0]?.week, taught.at(-1)?.week];
  if (first === undefined || last === undefined) return [];
  const byWeek = new Map(rows.map((row) => [row.week, row]));
  return Array.from({ length: daysBetween(first, last) / 7 + 1 }, (_, index) => {
    const week = addDays(first, index * 7);
    const counts = byWeek.get(week) ?? { attended: 0, authorised: 0, unauthorised: 0 };
    return { week, counts, partial: lastFull === null || week > lastFull };
  });
}

/** The message of the chart: how the last full week compares with the full week before it, as the rounded figures show it. */
function finding(weeks: readonly Week[]): string {
  const full = weeks.filter(({ counts, partial }) => !partial && possible(counts) > 0);
  const [before, last] = [full.at(-2), full.at(-1)];
  if (!last) return 'No full week has been collected yet';
  const now = rateOf(last);
  if (!before) return `Attendance was ${now} in the first full week`;
  const was = rateOf(before);
  if (was === now) return `Attendance stayed at ${now} in the last full week`;
  return `Attendance ${Number.parseFloat(now) > Number.parseFloat(was) ? 'rose' : 'fell'} from ${was} to ${now} in the last full week`;
}

const rateOf = ({ counts }: Week): string => percentText(counts.attended, possible(counts));

function pointOf(week: Week) {
  const base = possible(week.counts);
  const day = inShort(week.week).slice(0, -5);
  return {
    label: day,
    title:
      base === 0
        ? `Week of ${day}: no possible sessions`
        : `Week of ${day}: ${rateOf(week)} of ${numberText(base)} possible sessions`,
    value: percentToDraw(week.counts.attended, base),
    text: rateOf(week),
    partial: week.partial,
  };
}

function rowOf(week: Week) {
  const base = possible(week.counts);
  // Days are not broken over two lines on a phone.
  const head = `${inShort(week.week).replaceAll(' ', '\u00a0')}${week.partial && base > 0 ? ' (part week)' : ''}`;
  if (base === 0) return { head, cells: ['No sessions', '0', '0', '0', '0'] };
  const { attended, authorised, unauthorised } = week.counts;
  return { head, cells: [rateOf(week), ...[attended, authorised, unauthorised, base].map(numberText)] };
}

function notesOf(weeks: readonly Week[]): string[] {
  const notes = ['The scale does not start at zero.'];
  if (weeks.some(({ counts }) => possible(counts) === 0))
    notes.push('Grey: weeks with no possible sessions, such as holidays. They are gaps, not zeros.');
  if (weeks.some(({ counts, partial }) => partial && possible(counts) > 0))
    notes.push('Hollow point: a week that is not over yet.');
  return notes;
}
