import { absent, type Counts, possible } from '../../domain/measures/counts.ts';
import { unpackCounts } from '../../domain/tallies/packed-counts.ts';
import { type CodeCount, categoryName, codeRows, isAbsence, isAttendance } from '../code-rows.ts';
import { countText, numberText, percentText, percentToDraw } from '../figures.ts';
import { numbers, type Table, words } from '../table.ts';
import type { WeekRow } from './query.ts';

/** Why sessions were missed, and how the others were attended: every code that was used in the year to date. */
export interface ReasonsView {
  readonly title: string;
  readonly subtitle: string;
  /** Null when no session was missed. */
  readonly chart: BarChartData | null;
  readonly notes: readonly string[];
  readonly absence: Table;
  readonly attendance: Table;
  /** Codes of sessions that are not possible ones; null when none was used. */
  readonly notPossible: Table | null;
}

/** What a bar chart is drawn from. */
export interface BarChartData {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly invented: boolean;
  readonly bars: readonly { label: string; value: number; text: string; series: 1 | 4 }[];
}

/** More bars than this are hard to read on a phone; the table has every code. */
const MOST_BARS = 8;

/**
 * @param total the counts of all weeks together
 * @param date the day whose wording of codes is shown
 */
export function viewReasons(weeks: readonly WeekRow[], total: Counts, date: string, invented: boolean): ReasonsView {
  const rows = codeRows(unpackCounts(weeks.map(({ counts }) => counts).join('')), date);
  const missed = rows.filter(({ category }) => isAbsence(category));
  const others = rows.filter(({ category }) => !isAbsence(category) && !isAttendance(category));
  const title = finding(missed, absent(total));
  return {
    title,
    subtitle: `Sessions missed by code, as a percentage of possible sessions, year to date. Base: ${numberText(possible(total))} possible sessions, ${numberText(absent(total))} missed.`,
    chart: missed.length === 0 ? null : drawReasons(missed, total, title, invented),
    notes:
      missed.length > MOST_BARS
        ? [`The ${MOST_BARS} codes with the most sessions are drawn. The table has them all.`]
        : [],
    absence: absenceTable(missed, total),
    attendance: attendanceTable(
      rows.filter(({ category }) => isAttendance(category)),
      total,
    ),
    notPossible: others.length === 0 ? null : otherTable(others),
  };
}

function finding(missed: readonly CodeCount[], all: number): string {
  const [most] = missed;
  if (!most) return 'No session was missed';
  return `${most.meaning} (${most.code}) was ${percentText(most.sessions, all)} of all absence`;
}

function drawReasons(missed: readonly CodeCount[], total: Counts, title: string, invented: boolean): BarChartData {
  const base = possible(total);
  return {
    id: 'absence-by-code',
    title,
    description: 'A bar for each code of absence, the most frequent first. The table has the same numbers.',
    invented,
    bars: missed.slice(0, MOST_BARS).map(({ code, meaning, category, sessions }) => ({
      label: `${code}: ${meaning} (${category})`,
      value: percentToDraw(sessions, base) ?? 0,
      text: `${percentText(sessions, base)} (${numberText(sessions)})`,
      series: category === 'authorised' ? 1 : 4,
    })),
  };
}

function absenceTable(missed: readonly CodeCount[], total: Counts): Table {
  const [base, all] = [possible(total), absent(total)];
  return {
    caption: 'Absence by code, year to date',
    columns: [
      words('Code'),
      words('Meaning'),
      words('Counts as'),
      ...['Sessions', 'Share of possible sessions', 'Share of absence'].map(numbers),
    ],
    rows: missed.map(({ code, meaning, category, sessions }) => ({
      head: code,
      cells: [
        meaning,
        categoryName(category),
        numberText(sessions),
        percentText(sessions, base),
        percentText(sessions, all),
      ],
    })),
    total: { head: 'All', cells: ['', '', numberText(all), percentText(all, base), percentText(all, all)] },
  };
}

function attendanceTable(attended: readonly CodeCount[], total: Counts): Table {
  const base = possible(total);
  return {
    caption: 'Attendance by code, year to date',
    columns: [
      words('Code'),
      words('Meaning'),
      words('Counts as'),
      ...['Sessions', 'Share of possible sessions'].map(numbers),
    ],
    rows: attended.map(({ code, meaning, category, sessions }) => ({
      head: code,
      cells: [meaning, categoryName(category), numberText(sessions), percentText(sessions, base)],
    })),
    total: { head: 'All', cells: ['', '', numberText(total.attended), percentText(total.attended, base)] },
  };
}

function otherTable(others: readonly CodeCount[]): Table {
  return {
    caption: `Not counted: ${countText(
      others.reduce((sum, { sessions }) => sum + sessions, 0),
      'session',
    )}`,
    columns: [words('Code'), words('Meaning'), words('Why'), numbers('Sessions')],
    rows: others.map(({ code, meaning, category, sessions }) => ({
      head: code,
      cells: [meaning, categoryName(category), numberText(sessions)],
    })),
  };
}
