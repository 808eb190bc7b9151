import { NO_MARK, UNREADABLE } from '../codes/codes.ts';
import { addDays, type Half, isHeld, sessionAt } from '../sessions/dates.ts';
import type { MarkGrid } from './mark-grid.ts';

/** The last session that has been held: a date and a half. */
export interface Held {
  readonly date: string;
  readonly half: Half;
}

/** What decides, for each session, whether a difference between source and register is taken over. */
export interface CompareRules {
  /** The window that was read, first and last day. */
  readonly from: string;
  readonly to: string;
  /** Everything in the window was read, so a mark that is not there is no longer in the MIS. */
  readonly complete: boolean;
  /** Sessions up to here have been held; marks for later ones wait apart. */
  readonly held: Held;
  /** Sessions up to here could have been seen by an earlier run; null before the first. */
  readonly seenThrough: Held | null;
  /** First day whose codes are still refreshed; null when nothing was read before. */
  readonly openFrom: string | null;
  /** Sessions in doubt since an earlier run (`pupil date half`), open whatever their day. */
  readonly doubtful: ReadonlySet<string>;
}

export interface PlacedMark {
  readonly pupil: number;
  readonly week: string;
  readonly session: number;
}

export interface Comparison {
  /** Pupil weeks to write, with all their marks. */
  readonly weeks: { pupil: number; week: string; marks: string; newest: boolean }[];
  /** What was replaced, removed, or first seen after it could have been (`was` = `.`). */
  readonly changes: (PlacedMark & { was: string })[];
  /** Marks that the MIS no longer has: to be confirmed before they are taken out. */
  readonly missing: PlacedMark[];
  /** Differences older than the refresh period: counted and shown, not stored. */
  readonly late: (PlacedMark & { was: string; now: string })[];
  readonly planned: { pupil: number; date: string; half: Half; mark: string }[];
  /** `open`: marks that stand unchanged in sessions that are still refreshed. */
  readonly counts: { read: number; new: number; changed: number; unchanged: number; open: number };
}

/**
 * Compares a school's register with what its source gave. A session without a mark is filled whenever its mark arrives; a
 * mark is replaced while its session is refreshed; nothing is removed here. `?` in the register is as good as no mark.
 * @param register what is stored for the weeks that were read (for a complete read: of the whole window)
 */
export function compareRegister(register: MarkGrid<number>, read: MarkGrid<number>, rules: CompareRules): Comparison {
  const result: Comparison = {
    weeks: [],
    changes: [],
    missing: [],
    late: [],
    planned: [],
    counts: { read: 0, new: 0, changed: 0, unchanged: 0, open: 0 },
  };
  const weeks = new Set([...read.weeks, ...(rules.complete ? register.weeks : [])]);
  for (const week of weeks) {
    const pupils = new Set([...read.pupils(week), ...(rules.complete ? register.pupils(week) : [])]);
    for (const pupil of pupils)
      comparePupilWeek(result, week, pupil, register.week(week, pupil), read.week(week, pupil), rules);
  }
  return result;
}

function comparePupilWeek(
  result: Comparison,
  week: string,
  pupil: number,
  stored: string | undefined,
  given: string | undefined,
  rules: CompareRules,
): void {
  if (stored !== undefined && stored === given) {
    const marks = 14 - stored.split(NO_MARK).length + 1;
    result.counts.read += marks;
    result.counts.unchanged += marks;
    if (isOpen(addDays(week, 6), rules)) result.counts.open += marks;
    return;
  }
  const marks = (stored ?? NO_MARK.repeat(14)).split('');
  let [touched, newest] = [false, stored === undefined];
  for (let session = 0; session < 14; session++) {
    const [was, now] = [marks[session]!, given?.[session] ?? NO_MARK];
    if (was === NO_MARK && now === NO_MARK) continue;
    const taken = compareMark(result, { pupil, week, session }, was, now, rules);
    if (!taken) continue;
    marks[session] = now;
    touched = true;
    if (was === NO_MARK && marks.slice(session + 1).every((each) => each === NO_MARK)) newest = true;
  }
  if (touched) result.weeks.push({ pupil, week, marks: marks.join(''), newest });
}

/** Counts one session's difference; true when the register takes the source's mark. */
function compareMark(result: Comparison, place: PlacedMark, was: string, now: string, rules: CompareRules): boolean {
  const { date, half } = sessionAt(place.week, place.session);
  if (date < rules.from || date > rules.to) return false;
  if (now !== NO_MARK) result.counts.read++;
  if (!isHeld(date, half, rules.held)) {
    if (now !== NO_MARK) result.planned.push({ pupil: place.pupil, date, half, mark: now });
    return false;
  }
  if (was === now) {
    result.counts.unchanged++;
    if (isOpen(date, rules)) result.counts.open++;
    return false;
  }
  if (was === NO_MARK) {
    result.counts.new++;
    if (rules.seenThrough && isHeld(date, half, rules.seenThrough)) result.changes.push({ ...place, was });
    return true;
  }
  if (now === NO_MARK) {
    if (rules.complete && isOpen(date, rules)) result.missing.push(place);
    else if (rules.complete) result.late.push({ ...place, was, now });
    return false;
  }
  const open = isOpen(date, rules) || was === UNREADABLE || rules.doubtful.has(`${place.pupil} ${date} ${half}`);
  if (!open) {
    result.late.push({ ...place, was, now });
    return false;
  }
  result.counts.changed++;
  result.changes.push({ ...place, was });
  return true;
}

const isOpen = (date: string, { openFrom }: CompareRules) => openFrom === null || date >= openFrom;
