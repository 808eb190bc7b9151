import { type Counts, possible } from '../../domain/measures/counts.ts';
import { gapPoints } from '../../domain/measures/gap-points.ts';
import { DAY_NAMES } from '../../domain/sessions/in-words.ts';
import { percentText } from '../figures.ts';
import { attendanceOf } from '../measure-columns.ts';
import { byWeekday, type DayCounts, type Edge, otherDays, sumDays } from './count-when.ts';

/** @param weekday from 1, Monday */
export const dayName = (weekday: number): string => DAY_NAMES[weekday - 1]!;

/** The weekday with the least attendance, beside the other days of the week together. */
export interface WeakestDay {
  readonly weekday: number;
  readonly counts: Counts;
  readonly others: Counts;
  /** Percentage points below the others, one decimal; `0.0` when there is nothing to tell. */
  readonly points: string;
}

/** Null without two weekdays: there is nothing to compare. Sessions at weekends are rare, so they are not compared. */
export function findWeakestDay(days: readonly DayCounts[]): WeakestDay | null {
  const weekdays = byWeekday(days).filter(([weekday]) => weekday <= 5);
  if (weekdays.length < 2) return null;
  const found = weekdays.map(([weekday, own]): WeakestDay => {
    const counts = sumDays(own);
    const others = sumDays(weekdays.filter(([other]) => other !== weekday).flatMap(([, each]) => each));
    return { weekday, counts, others, points: gapPoints(attendanceOf(others), attendanceOf(counts))! };
  });
  // a/b < c/d without dividing.
  return found.reduce((least, day) =>
    day.counts.attended * possible(least.counts) < least.counts.attended * possible(day.counts) ? day : least,
  );
}

const rateOf = (counts: Counts): string => percentText(counts.attended, possible(counts));

/** The finding of the page. */
export function weekdayMessage(weakest: WeakestDay | null, days: readonly DayCounts[]): string {
  if (!weakest) return `Attendance was ${rateOf(sumDays(days))}; there are not two weekdays to compare.`;
  const { weekday, counts, points } = weakest;
  if (points === '0.0') return 'Attendance was the same on every day of the week.';
  return `Attendance was lowest on ${dayName(weekday)}s: ${rateOf(counts)}, ${points} points less than on other days.`;
}

/** Mornings and afternoons in a sentence. */
export function halvesText(days: readonly DayCounts[]): string {
  const [mornings, afternoons] = [sumDays(days, 'AM'), sumDays(days, 'PM')];
  const points = gapPoints(attendanceOf(afternoons), attendanceOf(mornings));
  if (points === null) return `There are sessions only in the ${possible(mornings) > 0 ? 'morning' : 'afternoon'}.`;
  const rates = `${rateOf(mornings)} in the morning and ${rateOf(afternoons)} in the afternoon`;
  if (points === '0.0') return `Attendance was ${rates}.`;
  return `Attendance was ${rates}, ${points.replace('-', '')} points ${points.startsWith('-') ? 'less' : 'more'}.`;
}

/** First and last days of half terms together, beside all other days. */
export function edgesText(edges: readonly Edge[], days: readonly DayCounts[]): string {
  const others = otherDays(edges, days);
  const points = gapPoints(attendanceOf(sumDays(edges)), attendanceOf(sumDays(others)));
  if (points === null) return 'There are no other days to set them against.';
  const rates = `Attendance was ${rateOf(sumDays(edges))} on these days together and ${rateOf(sumDays(others))} on all others`;
  if (points === '0.0') return `${rates}.`;
  return `${rates}: ${points.replace('-', '')} points ${points.startsWith('-') ? 'less' : 'more'}.`;
}
