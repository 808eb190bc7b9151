import { KIND_OF_MARK } from '../codes/codes.ts';
import { type SchoolYear, sessionOf } from '../register/school-year.ts';
import { isPresentWeek, possibleIn } from '../register/week-sums.ts';
import { SESSIONS_A_WEEK } from '../sessions/dates.ts';

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const;
/** Monday to Friday, a bit a day. */
const WEEKDAYS = 0b0011111;

/** Of years that were asked about: a year never changes. */
const found = new WeakMap<SchoolYear['pupils'], readonly string[]>();

/** Days with a possible session of any pupil of the school, rising. */
export function schoolDays(schoolYear: SchoolYear): readonly string[] {
  const known = found.get(schoolYear.pupils);
  if (known) return known;
  const days = findSchoolDays(schoolYear);
  found.set(schoolYear.pupils, days);
  return days;
}

/** Most weeks are settled by the first pupils. */
function findSchoolDays({ year, pupils }: SchoolYear): string[] {
  const open = new Uint8Array(pupils.reduce((most, { weeks }) => Math.max(most, weeks.length), 0));
  for (const { bytes, weeks } of pupils)
    for (let week = 0; week < weeks.length; week++) {
      const sum = weeks[week]!;
      const known = open[week]!;
      if (isPresentWeek(sum)) open[week] = known | WEEKDAYS;
      else if (possibleIn(sum) > 0 && (sum < 0 || known !== WEEKDAYS))
        open[week] = openDays(bytes, week * SESSIONS_A_WEEK, known);
    }
  return [...open].flatMap((days, week) =>
    DAYS.filter((day) => days & (1 << day)).map((day) => sessionOf(year, week * SESSIONS_A_WEEK + day * 2).date),
  );
}

/** Days of the week from `place` with a possible session; those known to be open are not looked at again. */
function openDays(bytes: Uint8Array, place: number, known: number): number {
  let open = known;
  for (const day of DAYS) {
    if (open & (1 << day)) continue;
    const morning = place + day * 2;
    if (KIND_OF_MARK[bytes[morning]!]! > 0 || KIND_OF_MARK[bytes[morning + 1]!]! > 0) open |= 1 << day;
  }
  return open;
}
