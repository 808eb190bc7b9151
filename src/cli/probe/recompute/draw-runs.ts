import type { Random } from '../../reconcile/random.ts';
import type { RawCode, RawMark, RawRun } from './raw-school.ts';
import { plusDays } from './reference/calendar.ts';
import type { Session } from './school-calendar.ts';

const isHeld = ({ date, half }: Session, { heldDate, heldHalf }: RawRun): boolean =>
  date < heldDate || (date === heldDate && (half === 'AM' || heldHalf === 'PM'));

/**
 * The collections of a school: the first in the middle of its sessions, then one every few school days, the last after all that
 * there will be. Its last session may be a morning.
 */
export function drawRuns(
  random: Random,
  sessions: readonly Session[],
  startYear: number,
): { runs: RawRun[]; held: Session[] } {
  const days = [...new Set(sessions.map(({ date }) => date))];
  if (days.length === 0)
    return {
      runs: random.chance(0.5) ? [] : [runOn(`${startYear}-09-0${random.whole(1, 9)}`, 'PM', 'first')],
      held: [],
    };
  const first = random.whole(0, Math.floor((days.length - 1) / 2));
  const chosen = days.filter(
    (day, place) => place === first || (place > first && day < days.at(-1)! && random.chance(0.3)),
  );
  const runs = chosen.map((day, place) =>
    runOn(day, random.chance(0.9) ? 'PM' : 'AM', place === 0 ? 'first' : random.pick(['complete', 'since'])),
  );
  const end = days.at(-1)!;
  const last = random.chance(0.15)
    ? runOn(end, 'AM', 'complete')
    : runOn(plusDays(end, random.pick([0, 0, 0, 1])), 'PM', 'complete');
  const all = [
    ...runs.filter(({ at }) => at < last.at),
    { ...last, kind: runs.length === 0 || runs[0]!.at >= last.at ? ('first' as const) : last.kind },
  ];
  return { runs: all, held: sessions.filter((session) => isHeld(session, last)) };
}

function runOn(day: string, heldHalf: 'AM' | 'PM', kind: RawRun['kind']): RawRun {
  return { kind, at: `${day}T${heldHalf === 'AM' ? '09:40' : '16:30'}:00.000Z`, heldDate: day, heldHalf };
}

/**
 * What each run saw. Most marks are as they were first seen; with changes, some were seen as something else before, were seen late,
 * or stand there no longer.
 * @param codes what stands there at the end
 */
export function drawMarks(
  random: Random,
  codes: readonly (Session & { pupil: number; code: RawCode })[],
  runs: readonly RawRun[],
  changes: boolean,
): RawMark[] {
  return codes.flatMap(({ code, ...where }) => {
    const first = runs.findIndex((run) => isHeld(where, run));
    const left = runs.length - 1 - first;
    if (!changes || left === 0 || !random.chance(0.06))
      return code === null ? [] : [{ ...where, seen: [{ run: first, code }] }];
    const later = first + random.whole(1, left);
    const before = random.pick(['N', 'N', null, '-', 'O', '/', 'Y5', 'Y7', 'I', 'G', '?']);
    const now = random.chance(0.05) ? null : code;
    if (before === now) return now === null ? [] : [{ ...where, seen: [{ run: first, code: now }] }];
    const between = later < runs.length - 1 && random.chance(0.2) ? random.pick(['O', 'I', 'L']) : now;
    const seen: { run: number; code: RawCode }[] = [
      { run: first, code: before },
      { run: later, code: between },
    ];
    if (between !== now) seen.push({ run: random.whole(later + 1, runs.length - 1), code: now });
    return [{ ...where, seen: seen.filter((each, place) => place === 0 || each.code !== seen[place - 1]!.code) }];
  });
}
