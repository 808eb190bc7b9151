import { countByPlace } from '../../domain/measures/count-year.ts';
import { addCounts, type Counts, possible } from '../../domain/measures/counts.ts';
import { sessionOf } from '../../domain/register/school-year.ts';
import { addDays, dayOfWeek, daysBetween, type Half, mondayOf } from '../../domain/sessions/dates.ts';
import { halfTermsOf } from '../../domain/sessions/terms.ts';
import type { ReportFacts } from '../school-report.ts';

/** Sessions of one day. */
export interface DayCounts {
  readonly date: string;
  readonly AM: Counts;
  readonly PM: Counts;
  readonly both: Counts;
}

export const NO_SESSIONS: Counts = { attended: 0, authorised: 0, unauthorised: 0 };

/** The days of a selection with a possible session, rising. Everything about time is a sum of them. */
export function countDays({ schoolYear, choice }: ReportFacts): DayCounts[] {
  const places = countByPlace(schoolYear, choice);
  const at = (index: number): Counts => ({
    attended: places.attended[index]!,
    authorised: places.authorised[index]!,
    unauthorised: places.unauthorised[index]!,
  });
  const days = new Map<string, { AM: Counts; PM: Counts }>();
  for (let index = 0; index < places.attended.length; index++) {
    const counts = at(index);
    if (possible(counts) === 0) continue;
    const { date, half } = sessionOf(schoolYear.year, places.from + index);
    days.set(date, { AM: NO_SESSIONS, PM: NO_SESSIONS, ...days.get(date), [half]: counts });
  }
  return [...days].map(([date, halves]) => ({ date, ...halves, both: addCounts(halves.AM, halves.PM) }));
}

/** Some days together. */
export const sumDays = (days: readonly DayCounts[], half: Half | 'both' = 'both'): Counts =>
  addCounts(...days.map((day) => day[half]));

/** Days of each weekday that occurs, from Monday (1). */
export const byWeekday = (days: readonly DayCounts[]): [number, DayCounts[]][] =>
  [...Map.groupBy(days, ({ date }) => dayOfWeek(date))].sort(([a], [b]) => a - b);

/** Every week from the first to the last; those without a possible session between them too. */
export function byWeek(days: readonly DayCounts[]): [string, DayCounts[]][] {
  const weeks = Map.groupBy(days, ({ date }) => mondayOf(date));
  const [first, last] = [days[0], days.at(-1)].map((day) => day && mondayOf(day.date));
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: daysBetween(first, last) / 7 + 1 }, (_, index) => {
    const monday = addDays(first, index * 7);
    return [monday, weeks.get(monday) ?? []];
  });
}

/** A first or last day of a half term. */
export interface Edge extends DayCounts {
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly halfTerm: string;
}

/** The first and the last day on which the school was open in each half term, of those that have a session of the selection. */
export function findEdges({ schoolYear, days: open }: ReportFacts, days: readonly DayCounts[]): Edge[] {
  const byDate = new Map(days.map((day) => [day.date, day]));
  return halfTermsOf(schoolYear.year, open).flatMap(({ name, from, to }) => {
    const own = open.filter((day) => day >= from && day <= to);
    const [first, last] = [own[0], own.at(-1)];
    return [...new Set([first, last])].flatMap((date) => {
      const day = date && byDate.get(date);
      return day ? [{ ...day, halfTerm: name, isFirst: date === first, isLast: date === last }] : [];
    });
  });
}

/** Days that are no first or last day of a half term. */
export function otherDays(edges: readonly Edge[], days: readonly DayCounts[]): DayCounts[] {
  const dates = new Set(edges.map(({ date }) => date));
  return days.filter(({ date }) => !dates.has(date));
}
