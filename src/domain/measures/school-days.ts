import { kindOfMark } from '../codes/codes.ts';
import { type SchoolYear, sessionOf } from '../register/school-year.ts';
import { isPresentWeek, possibleIn } from '../register/week-sums.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

const WEEKDAYS = 0b0011111;

/** Days with a possible session of any pupil of the school, rising: most weeks are settled by the first pupils. */
export function schoolDays({ year, pupils }: SchoolYear): string[] {
  const weeks = pupils.reduce((most, pupil) => Math.max(most, pupil.weeks.length), 0);
  return Array.from({ length: weeks }, (_, week) => week).flatMap((week) => {
    let open = 0;
    for (const pupil of pupils) {
      const sum = pupil.weeks[week] ?? 0;
      if (isPresentWeek(sum)) open |= WEEKDAYS;
      else if (possibleIn(sum) > 0 && (sum < 0 || open !== WEEKDAYS))
        open = openDays(pupil.marks, week * SESSIONS_A_WEEK, open);
    }
    return DAYS.filter((day) => open & (1 << day)).map((day) => sessionOf(year, week * SESSIONS_A_WEEK + day * 2).date);
  });
}

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;

/** Days of the week from `place` with a possible session, a bit each; those known to be open are not looked at again. */
function openDays(marks: string, place: number, known: number): number {
  let open = known;
  for (const day of DAYS) {
    if (open & (1 << day)) continue;
    const [morning, afternoon] = [marks.charCodeAt(place + day * 2), marks.charCodeAt(place + day * 2 + 1)];
    if (kindOfMark(morning) > 0 || kindOfMark(afternoon) > 0) open |= 1 << day;
  }
  return open;
}
