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
  const days = Map.groupBy(schoolDays(first, last), mondayOf);
  const rows = Map.groupBy(marks, ({ week }) => week);
  return sorted
    .flatMap((week) => {
      const sessions = (days.get(week) ?? []).flatMap((date) => HALVES.map((half) => ({ date, half })));
      const held = sessions.filter(({ date, half }) => isHeld(date, half, due));
      return findInWeek(held, new Map((rows.get(week) ?? []).map((row) => [row.pupil, row])), roll, ncYears);
    })
    .filter(({ without }) => without > 0)
    .reverse();
}

const HALVES = ['AM', 'PM'] as const;

/** Pupils of an NC year on roll in a session. */
interface OfYear {
  onRoll: number;
  without: number;
}

function findInWeek(
  sessions: readonly { date: string; half: Half }[],
  byPupil: ReadonlyMap<number, MarksRow>,
  roll: readonly RollRow[],
  ncYears: ReadonlyMap<number, string>,
): MissingSession[] {
  const counted = sessions.map(({ date, half }) => ({
    date,
    half,
    place: sessionIndex(date, half),
    years: new Map<string, OfYear>(),
  }));
  for (const { pupil, firstDay, lastDay, profile } of roll) {
    const row = byPupil.get(pupil);
    const year = ncYears.get(row?.profile ?? profile)!;
    for (const { date, place, years } of counted) {
      if (date < firstDay || (lastDay !== null && date > lastDay)) continue;
      const counts = years.get(year) ?? { onRoll: 0, without: 0 };
      counts.onRoll++;
      if ((row?.marks[place] ?? NO_MARK) === NO_MARK) counts.without++;
      years.set(year, counts);
    }
  }
  return counted.map(({ date, half, years }) => ({ date, half, ...sumYears(years) }));
}

function sumYears(years: ReadonlyMap<string, OfYear>): Omit<MissingSession, 'date' | 'half'> {
  const all = [...years.values()];
  const onRoll = all.reduce((sum, each) => sum + each.onRoll, 0);
  const without = all.reduce((sum, each) => sum + each.without, 0);
  const whole = [...years].filter(([, each]) => each.without === each.onRoll).map(([year]) => year);
  return { onRoll, without, wholeYears: without === onRoll ? [] : whole };
}
