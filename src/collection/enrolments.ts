import type { Enrolment } from '../store/pupils.ts';

/**
 * Brings enrolments up to date with the roll: whoever is on it without an open enrolment gets one, from the first mark seen
 * (a first load reaches back to the start of the year) or from today; whoever is not on it any more is closed on the last
 * day seen. Admission and leaving dates are not read.
 * @param firstMark,lastMark first and last day of a mark, by pupil, in what was read and stored
 * @returns only what is new or changed
 */
export function updateEnrolments(
  known: readonly Enrolment[],
  onRoll: ReadonlySet<number>,
  leavers: ReadonlySet<number>,
  firstMark: ReadonlyMap<number, string>,
  lastMark: ReadonlyMap<number, string>,
  today: string,
): Enrolment[] {
  const byPupil = Map.groupBy(known, ({ pupil }) => pupil);
  const open = new Map(known.filter(({ lastDay }) => lastDay === null).map((each) => [each.pupil, each]));
  const result: Enrolment[] = [];
  for (const pupil of onRoll)
    if (!open.has(pupil)) result.push(opened(pupil, byPupil.get(pupil) ?? [], firstMark.get(pupil), today));
  for (const [pupil, enrolment] of open) {
    if (onRoll.has(pupil)) continue;
    const last = lastMark.get(pupil) ?? today;
    result.push({ ...enrolment, lastDay: last < enrolment.firstDay ? enrolment.firstDay : last });
  }
  for (const pupil of leavers) {
    const first = firstMark.get(pupil);
    if (byPupil.has(pupil) || onRoll.has(pupil) || first === undefined) continue;
    result.push({ pupil, firstDay: first, lastDay: lastMark.get(pupil) ?? first });
  }
  return result;
}

function opened(pupil: number, before: readonly Enrolment[], firstMark: string | undefined, today: string): Enrolment {
  const isBack = before.length > 0;
  const sameDay = before.find(({ firstDay }) => firstDay === today);
  if (sameDay) return { ...sameDay, lastDay: null };
  const first = firstMark !== undefined && firstMark < today && !isBack ? firstMark : today;
  return { pupil, firstDay: first, lastDay: null };
}
