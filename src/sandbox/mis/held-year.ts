import { findCode, NO_MARK, UNREADABLE } from '../../domain/codes/codes.ts';
import { isCollected } from '../../domain/pupils/nc-year.ts';
import { SESSIONS_A_WEEK } from '../../domain/sessions/dates.ts';
import { describe, nationalYear, type TrueCharacteristics } from '../schools/characteristics.ts';
import { createCalendars, lastDay, listSpells, type Person, type Spell } from '../schools/people.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';
import type { SchoolCalendar } from './calendar.ts';
import { nationalCode, TEXTS } from './code-mix.ts';
import { dateOf, londonDayOf, weekdayOf } from './days.ts';
import { stateAt } from './mark-view.ts';
import { startYearOf } from './register.ts';
import { MANY, makeYearSheet, type YearSheet } from './year-sheet.ts';

/** A pupil with the marks of a school year, as a first collection of all of it would come to. */
export interface HeldPupil {
  readonly person: Person;
  readonly characteristics: TrueCharacteristics;
  /** First and last day of each stay, from the first day that was asked for on; null while on roll. */
  readonly stays: readonly (readonly [from: string, to: string | null])[];
  /** By week, from the first: 14 stored marks each. */
  readonly marks: Buffer;
}

export interface HeldYear {
  readonly from: string;
  readonly to: string;
  /** Mondays. */
  readonly weeks: readonly string[];
  readonly pupils: readonly HeldPupil[];
}

/** Days of a school year on which pupils come. */
export const PUPIL_DAYS = 190;

/** Stored marks by the place of a text in the list of all texts. */
const MARKS = TEXTS.map((text) => {
  const code = nationalCode(text);
  const mark = code === null ? NO_MARK : (findCode(code)?.mark ?? UNREADABLE);
  return mark.charCodeAt(0);
});

/**
 * The register of a school's last `days` school days before a minute, of the academic year that holds so many already, which is that of
 * the minute or the one before; with exactly so many pupils that are collected, whoever was on roll in those days.
 * @param days 1 to 190
 * @param minute minutes since 1970
 */
export function makeHeldYear(plan: SchoolPlan, seed: number, pupils: number, days: number, minute: number): HeldYear {
  const today = londonDayOf(minute);
  const calendarOf = createCalendars(seed, plan.index);
  const now = startYearOf(today);
  const calendar = pupilDays(calendarOf(now), today).length >= days ? calendarOf(now) : calendarOf(now - 1);
  const held = pupilDays(calendar, today);
  const from = held.length > days ? held[held.length - days]! : calendar.first;
  const to = held[held.length - 1]!;
  const people = choosePeople({ plan, seed, calendarOf, calendar, pupils, from, to });
  const spells = [...people.values()].flat();
  const sheet = makeYearSheet(plan, seed, calendar, spells);
  const monday = from - weekdayOf(from) + 1;
  const weeks = Math.floor((to - monday) / 7) + 1;
  let place = 0;
  return {
    from: dateOf(from),
    to: dateOf(to),
    weeks: Array.from({ length: weeks }, (_, week) => dateOf(monday + week * 7)),
    pupils: [...people].map(([person, stays]) => {
      const marks = Buffer.alloc(weeks * SESSIONS_A_WEEK, NO_MARK);
      for (const _ of stays) writeMarks(sheet, place++, { from, to, monday, minute }, marks);
      const day = Math.max(from, lastDay(stays[stays.length - 1]!, today));
      return {
        person,
        characteristics: describe(person, plan, calendar.startYear, day),
        stays: stays.map((stay) => [dateOf(Math.max(stay.from, from)), stay.to < today ? dateOf(stay.to) : null]),
        marks,
      };
    }),
  };
}

const pupilDays = ({ days, inset }: SchoolCalendar, today: number) =>
  days.filter((day) => day <= today && !inset.has(day));

interface Wanted {
  readonly plan: SchoolPlan;
  readonly seed: number;
  readonly calendarOf: (startYear: number) => SchoolCalendar;
  readonly calendar: SchoolCalendar;
  readonly pupils: number;
  readonly from: number;
  readonly to: number;
}

/** As many as wanted, spread over all year groups: of a school made a little larger than it is to be. */
function choosePeople({ plan, seed, calendarOf, calendar, pupils, from, to }: Wanted): Map<Person, Spell[]> {
  for (let size = pupils; ; size = Math.ceil(size * 1.1) + 1) {
    const spells = listSpells({ ...plan, size }, seed, calendarOf, calendar.startYear).filter(
      (spell) => spell.from <= to && spell.to >= from && isCollected(nationalYear(spell.person, calendar.startYear)),
    );
    const people = [...Map.groupBy(spells, ({ person }) => person)];
    if (people.length >= pupils)
      return new Map(Array.from({ length: pupils }, (_, i) => people[Math.floor((i * people.length) / pupils)]!));
  }
}

/** Writes what one stay on roll shows at the minute. */
function writeMarks(
  sheet: YearSheet,
  place: number,
  { from, to, monday, minute }: { from: number; to: number; monday: number; minute: number },
  marks: Buffer,
): void {
  const width = sheet.spells.length;
  for (const [d, day] of sheet.days.entries()) {
    if (day < from || day > to) continue;
    for (let half = 0; half < 2; half++) {
      const slot = (d * 2 + half) * width + place;
      if (sheet.at[slot]! > minute) continue;
      const text = sheet.text[slot]!;
      const shown = text === MANY ? stateAt(sheet.lines.get(slot)!, minute)?.text : TEXTS[text];
      if (shown === undefined) continue;
      const mark = text === MANY ? MARKS[TEXTS.indexOf(shown as (typeof TEXTS)[number])]! : MARKS[text]!;
      marks[(day - monday) * 2 + half] = mark;
    }
  }
}
