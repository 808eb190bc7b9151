import { NO_MARK } from '../../domain/codes/codes.ts';
import { hideSensitive } from '../../domain/codes/sensitive-marks.ts';
import { asKnown, type SeenChange } from '../../domain/register/as-known.ts';
import { type PupilYear, placeOf, pupilYear, type SchoolYear } from '../../domain/register/school-year.ts';
import type { AcademicYear } from '../../domain/sessions/academic-year.ts';
import { addDays, daysBetween, type Half, SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';
import type { Handle } from '../../store/database.ts';
import { readPupilYears, readViewedProfiles } from '../../store/enrolment-years.ts';
import { readKept } from '../../store/kept-reads.ts';
import { readMarkChanges } from '../../store/register.ts';
import { heldAt } from '../../store/register-as-known.ts';

/**
 * A school's register of one academic year, as it stands or as it was known at a past time. Without the right to sensitive items
 * Y5 and Y7 are one, and who is looked after is not in it.
 * @param at null: as it stands
 */
export async function readKnownYear(
  handle: Handle,
  urn: number,
  year: AcademicYear,
  at: Date | null,
  sensitive: boolean,
): Promise<SchoolYear> {
  const read = async () => ({
    urn,
    year,
    profiles: await readViewedProfiles(handle, urn, sensitive),
    pupils: await readPupilYears(handle, urn, year.startYear, sensitive),
  });
  const stored = await readKept(
    handle,
    urn,
    `year ${year.startYear} ${sensitive}`,
    read,
    ({ pupils }) => pupils.length,
  );
  return at === null ? stored : undoChanges(handle, stored, at, sensitive);
}

/**
 * A school's year as it was known at a time, from the year as it stands or was known later.
 * @param sensitive as the year was read
 */
export async function undoChanges(
  handle: Handle,
  schoolYear: SchoolYear,
  at: Date,
  sensitive: boolean,
): Promise<SchoolYear> {
  const { urn, year } = schoolYear;
  const held = await heldAt(handle, urn, at);
  // Other academic years have weeks of their own, and changes of them.
  const own = (await readMarkChanges(handle, urn, at)).filter(({ week }) => week >= year.start && week <= year.end);
  const changes = Map.groupBy(own, ({ pupil }) => pupil);
  // Nothing when the last session held lies in the academic year before.
  const end = held === null ? 0 : Math.max(0, placeOf(year, held.date, held.half) + 1);
  const pupils = schoolYear.pupils.map((each) => {
    const changed = changes.get(each.pupil);
    if (changed === undefined) return cutOff(each, end);
    const known = undo(each, changed, year, at, held);
    return pupilYear(each.pupil, sensitive ? known : hideSensitive(known), each.runs);
  });
  return { ...schoolYear, pupils };
}

/** Without the marks from a place on: those of sessions that had not been held. Mostly there are none. */
function cutOff(each: PupilYear, end: number): PupilYear {
  const { pupil, bytes, marks, runs } = each;
  return bytes.subarray(end).every((mark) => mark === NOTHING) ? each : pupilYear(pupil, marks.slice(0, end), runs);
}

const NOTHING = NO_MARK.charCodeAt(0);

/** Marks with changes undone: only weeks with one, and those round the last session that was held, are worked out. */
function undo(
  { marks }: PupilYear,
  changes: readonly (SeenChange & { readonly week: string })[],
  { start }: AcademicYear,
  at: Date,
  held: { date: string; half: Half } | null,
): string {
  const byWeek = Map.groupBy(changes, ({ week }) => daysBetween(start, week) / 7);
  const weeks = Math.max(marks.length / SESSIONS_A_WEEK, ...[...byWeek.keys()].map((week) => week + 1));
  const padded = marks.padEnd(weeks * SESSIONS_A_WEEK, '.');
  let known = '';
  for (let week = 0; week < weeks; week++) {
    const monday = addDays(start, week * 7);
    if (held === null || monday > held.date) break;
    const stands = padded.slice(week * SESSIONS_A_WEEK, (week + 1) * SESSIONS_A_WEEK);
    const changed = byWeek.get(week);
    const isWhole = changed === undefined && addDays(monday, 6) < held.date;
    known += isWhole ? stands : asKnown(monday, stands, changed ?? [], at, held);
  }
  return known;
}
