import { NO_MARK } from '../../domain/codes/codes.ts';
import { addDays, type Half, isHeld, mondayOf, sessionIndex } from '../../domain/sessions/dates.ts';
import { londonDate, londonTime } from '../../domain/sessions/london.ts';
import { schoolDays } from '../../domain/sessions/school-days.ts';
import type { MarksRow, RollRow } from './query.ts';

/** A session for which pupils on roll have no mark. */
export interface MissingSession {
  readonly date: string;
  readonly half: Half;
  readonly without: number;
  readonly onRoll: number;
  /** NC years of which no pupil on roll has a mark, when other years have some. */
  readonly wholeYears: readonly string[];
}

/**
 * The last session whose register should have been there when a school was last collected: on the day itself the morning's
 * from noon and the afternoon's from 4pm, since until then registers are still being taken.
 */
export function registersDue(collectedAt: Date): { date: string; half: Half } {
  const [date, time] = [londonDate(collectedAt), londonTime(collectedAt)];
  if (time < '12:00') return { date: addDays(date, -1), half: 'PM' };
  return { date, half: time < '16:00' ? 'AM' : 'PM' };
}

/**
 * Finds sessions without marks, newest first. A weekday on which nobody has a mark counts only in a week with other
 * marks: a whole week without any is taken for a holiday, which no source tells.
 * @param ncYears by profile
 * @param weeks Mondays of the weeks looked at: those with marks
 * @param due the last session whose register should be there
 */
export function findMissingMarks(
  weeks: readonly string[],
  marks: readonly MarksRow[],
  roll: readonly RollRow[],
  ncYears: ReadonlyMap<number, string>,
  due: { date: string; half: Half },
): MissingSession[] {
  const sorted = [...weeks].sort();
  const [first, last] = [sorted[0], due.date];
  if (first === undefined) return [];
  const byWeek = new Map(
    [...Map.groupBy(marks, ({ week }) => week)].map(([week, rows]) => [
      week,
      new Map(rows.map((row) => [row.pupil, row])),
    ]),
  );
  const days = schoolDays(first, last).filter((day) => weeks.includes(mondayOf(day)));
  const sessions = days.flatMap((date) => (['AM', 'PM'] as const).map((half) => ({ date, half })));
  return sessions
    .filter(({ date, half }) => isHeld(date, half, due))
    .map(({ date, half }) => findInSession(date, half, roll, ncYears, byWeek.get(mondayOf(date)) ?? new Map()))
    .filter(({ without }) => without > 0)
    .reverse();
}

function findInSession(
  date: string,
  half: Half,
  roll: readonly RollRow[],
  ncYears: ReadonlyMap<number, string>,
  byPupil: ReadonlyMap<number, MarksRow>,
): MissingSession {
  const place = sessionIndex(date, half);
  const years = new Map<string, { onRoll: number; without: number }>();
  for (const { pupil, firstDay, lastDay, profile } of roll) {
    if (date < firstDay || (lastDay !== null && date > lastDay)) continue;
    const row = byPupil.get(pupil);
    const year = ncYears.get(row?.profile ?? profile)!;
    const counts = years.get(year) ?? { onRoll: 0, without: 0 };
    counts.onRoll++;
    if ((row?.marks[place] ?? NO_MARK) === NO_MARK) counts.without++;
    years.set(year, counts);
  }
  const all = [...years.values()];
  const [onRoll, without] = [
    all.reduce((sum, each) => sum + each.onRoll, 0),
    all.reduce((sum, each) => sum + each.without, 0),
  ];
  const whole = [...years].filter(([, each]) => each.without === each.onRoll).map(([year]) => year);
  return { date, half, without, onRoll, wholeYears: without === onRoll ? [] : whole };
}
