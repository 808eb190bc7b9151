import { ATTENDED, KIND_OF_MARK } from '../codes/codes.ts';
import { isPresentWeek, markedPlaces, possibleIn, WEEKDAY_SESSIONS } from '../register/week-sums.ts';
import { addDays, SESSIONS_A_WEEK } from '../sessions/dates.ts';
import { type PupilMarks, ROOM } from './pupil-sessions.ts';

/** How many sessions of a year group were possible and missed in all places before each: the last is all of them. */
export interface GroupSoFar {
  readonly possible: Uint32Array;
  readonly missed: Uint32Array;
}

/**
 * A school's own academic year to its latest day: a school day is one on which any pupil had a possible session. Days are
 * counted from the year's first Monday, which is 0.
 */
export interface SchoolSoFar {
  /** The year's first Monday. */
  readonly start: string;
  /** School days, rising. */
  readonly days: readonly number[];
  /** Places at which any pupil had a possible session, rising. */
  readonly places: readonly number[];
  readonly yearGroups: ReadonlyMap<string, GroupSoFar>;
  /** From where the last ten school weeks are counted: a place of this year, and one of the year before when they reach back into it. */
  readonly tenWeeks: { readonly from: number; readonly fromBefore: number | null };
}

/** The weeks of the penalty notice rule. */
export const SCHOOL_WEEKS = 10;

/** Reads a school's days and the sessions of its year groups from the marks of all its pupils, leavers too. */
export function schoolSoFar(
  year: { readonly start: string; readonly pupils: readonly PupilMarks[] },
  yearBefore: { readonly pupils: readonly PupilMarks[] } | null = null,
): SchoolSoFar {
  const yearGroups = countYearGroups(year.pupils);
  const places = placesOf(yearGroups);
  const days = [...new Set(places.map((place) => place >> 1))];
  return { start: year.start, days, places, yearGroups, tenWeeks: tenWeeks(days, yearBefore) };
}

function countYearGroups(pupils: readonly PupilMarks[]): Map<string, GroupSoFar> {
  const length = Math.min(
    ROOM,
    pupils.reduce((longest, { bytes }) => Math.max(longest, bytes.length), 0),
  );
  const present = new Map<GroupSoFar, Uint32Array>();
  const yearGroups = new Map<string, GroupSoFar>();
  for (const { yearGroup, bytes, weeks } of pupils) {
    let group = yearGroups.get(yearGroup);
    if (!group) {
      yearGroups.set(
        yearGroup,
        (group = { possible: new Uint32Array(length + 1), missed: new Uint32Array(length + 1) }),
      );
      present.set(group, new Uint32Array(ROOM / SESSIONS_A_WEEK));
    }
    const { possible, missed } = group;
    const presentWeeks = present.get(group)!;
    for (let week = 0; week < weeks.length; week++) {
      const sum = weeks[week]!;
      if (possibleIn(sum) === 0) continue;
      if (isPresentWeek(sum)) {
        presentWeeks[week]!++;
        continue;
      }
      const first = week * SESSIONS_A_WEEK;
      const end = Math.min(first + markedPlaces(sum), length);
      for (let place = first; place < end; place++) {
        const kind = KIND_OF_MARK[bytes[place]!];
        if (!kind) continue;
        possible[place + 1]!++;
        if (kind !== ATTENDED) missed[place + 1]!++;
      }
    }
  }
  for (const [{ possible }, weeks] of present)
    for (const [week, count] of weeks.entries())
      for (let place = week * SESSIONS_A_WEEK; count > 0 && place < week * SESSIONS_A_WEEK + WEEKDAY_SESSIONS; place++)
        possible[place + 1]! += count;
  for (const { possible, missed } of yearGroups.values())
    for (let place = 1; place <= length; place++) {
      possible[place]! += possible[place - 1]!;
      missed[place]! += missed[place - 1]!;
    }
  return yearGroups;
}

function placesOf(yearGroups: ReadonlyMap<string, GroupSoFar>): number[] {
  const groups = [...yearGroups.values()];
  const length = groups[0]?.possible.length ?? 1;
  const places: number[] = [];
  for (let place = 0; place + 1 < length; place++)
    if (groups.some(({ possible }) => possible[place + 1]! > possible[place]!)) places.push(place);
  return places;
}

function tenWeeks(
  days: readonly number[],
  yearBefore: { readonly pupils: readonly PupilMarks[] } | null,
): SchoolSoFar['tenWeeks'] {
  const weeks = weeksOf(days);
  const missing = SCHOOL_WEEKS - weeks.length;
  if (missing <= 0) return { from: weeks.at(-SCHOOL_WEEKS)! * 14, fromBefore: null };
  const before = yearBefore ? weeksOf(placesOf(countYearGroups(yearBefore.pupils)).map((place) => place >> 1)) : [];
  if (before.length === 0) return { from: 0, fromBefore: null };
  return { from: 0, fromBefore: before.at(-Math.min(missing, before.length))! * 14 };
}

const weeksOf = (days: readonly number[]): number[] => [...new Set(days.map((day) => Math.floor(day / 7)))];

/** The first place after the school day so many before the latest; 0 when the year has no such day. */
export function endOfSchoolDay({ days }: SchoolSoFar, back: number): number {
  const day = days[days.length - 1 - back];
  return day === undefined ? 0 : (day + 1) * 2;
}

/** The school's latest sessions, up to so many. */
export function latestPlaces({ places }: SchoolSoFar, count: number): { from: number; to: number } {
  const last = places.at(-1);
  return last === undefined ? { from: 0, to: 0 } : { from: places[Math.max(0, places.length - count)]!, to: last + 1 };
}

/** The date of a place in the year's marks. */
export const dateOfPlace = ({ start }: { readonly start: string }, place: number): string => addDays(start, place >> 1);
