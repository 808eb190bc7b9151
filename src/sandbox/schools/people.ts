import { planCalendar, type SchoolCalendar } from '../mis/calendar.ts';
import { dayFrom } from '../mis/days.ts';
import { chance, createRandom, hash, hexDigits, wondeId } from '../random.ts';
import { makeName } from './names.ts';
import type { SchoolPlan } from './plan-schools.ts';
import { makeUpn } from './upn.ts';

/** An invented pupil of one school: what does not change from year to year. `cohort` is the year of its reception class. */
export interface Person {
  readonly school: number;
  readonly cohort: number;
  readonly n: number;
  readonly key: number;
  readonly forename: string;
  readonly surname: string;
  readonly gender: 'M' | 'F';
  readonly upn: string | null;
  readonly birthDay: number;
  /** In a special school: the pupil does not follow the National Curriculum (NC year X). */
  readonly notFollowed: boolean;
  readonly spells: readonly Spell[];
}

/** One stay of a pupil on roll. Who returns has a second one, with a new Wonde id. Days are inclusive. */
export interface Spell {
  readonly person: Person;
  readonly ordinal: number;
  readonly from: number;
  /** The leaving day: always known to the model, shown by the API only when it has passed. */
  readonly to: number;
  readonly id: string;
  readonly misId: string;
  readonly upi: string | null;
}

/** Years of school since reception, in words of the year: -2 N1 to 13. */
export function yearOf(person: Person, startYear: number): number {
  return startYear - person.cohort;
}

/** The day as at which a record describes a pupil: today, or for one who has left the leaving day. */
export function lastDay(spell: Spell, today: number): number {
  return Math.min(today, spell.to);
}

/** Calendars of one school, made once each. */
export function createCalendars(seed: number, school: number): (startYear: number) => SchoolCalendar {
  const made = new Map<number, SchoolCalendar>();
  return (startYear) => {
    const known = made.get(startYear);
    if (known) return known;
    if (made.size > 40) made.clear();
    const calendar = planCalendar(startYear, seed, school);
    made.set(startYear, calendar);
    return calendar;
  };
}

/**
 * How many places a school has in each year group: the same in all, since a cohort keeps its pupils as it moves up. More than
 * its size shared out: a few leave in every year, half of a sixth form's year 11 goes, and most of those in alternative
 * provision do not stay.
 */
function placesInAYear(plan: SchoolPlan): number {
  const years = plan.lastYear - plan.firstYear + 1;
  const sixthForm = plan.lastYear === 13 && plan.mix === 'secondary';
  const spare = (1 + 0.02 * years) * (sixthForm ? 1.16 : plan.mix === 'alternative' ? 1.6 : 1);
  return Math.max(1, Math.round((plan.size * spare) / years));
}

/** Everyone who is ever on roll of the school in the academic year that starts in `startYear`, in a fixed order. */
export function listSpells(
  plan: SchoolPlan,
  seed: number,
  calendarOf: (startYear: number) => SchoolCalendar,
  startYear: number,
): Spell[] {
  const { first, last } = calendarOf(startYear);
  const spells: Spell[] = [];
  if (plan.size === 0) return spells;
  const places = placesInAYear(plan);
  for (let year = plan.firstYear; year <= plan.lastYear; year++) {
    const cohort = startYear - year;
    for (let n = 0; n < places; n++) {
      const person = makePerson(plan, seed, calendarOf, cohort, n);
      for (const spell of person.spells) if (spell.from <= last && spell.to >= first) spells.push(spell);
    }
  }
  return spells;
}

/** Makes one pupil. The same seed, school, cohort and number give the same pupil in every academic year. */
export function makePerson(
  plan: SchoolPlan,
  seed: number,
  calendarOf: (startYear: number) => SchoolCalendar,
  cohort: number,
  n: number,
): Person {
  const key = hash(seed, plan.index, cohort, n, 21);
  const random = createRandom(key, 22);
  const gender = random.next() < (plan.mix === 'special' ? 0.27 : 0.49) ? 'F' : 'M';
  const name = makeName(random, gender, n === 3 || random.next() < 0.016);
  const before = plan.feeder !== null && n % 9 === 4 ? makePerson(plan.feeder, seed, calendarOf, cohort, n) : null;
  const birthDay = Math.min(dayFrom(cohort - 5, 9, 1) + random.below(365), dayFrom(2022, 12, 31));
  const spells: Spell[] = [];
  const person: Person = {
    school: plan.index,
    cohort,
    n,
    key,
    forename: before?.forename ?? name.forename,
    surname: before?.surname ?? name.surname,
    gender: before?.gender ?? gender,
    upn: chooseUpn(plan, cohort, n, random.next(), before),
    birthDay: before?.birthDay ?? Math.max(birthDay, dayFrom(2005, 1, 1) + (n % 28)),
    notFollowed: plan.mix === 'special' && random.next() < 0.6,
    spells,
  };
  for (const [ordinal, [from, to]] of planStays(plan, calendarOf, cohort, key).entries()) {
    const misId = String(100_000 + ((cohort % 100) * 5000 + n) * 7);
    const upi = chance(key, 23) < 0.01 ? null : hexDigits(32, seed, plan.index, Number(misId));
    spells.push({ person, ordinal, from, to, id: wondeId(seed, plan.index, cohort, n, ordinal), misId, upi });
  }
  return person;
}

/** A UPN goes with a pupil who moves on from another school. */
function chooseUpn(plan: SchoolPlan, cohort: number, n: number, draw: number, before: Person | null): string | null {
  if (before) return before.upn;
  const form = draw < 0.008 ? 'temporary' : draw > 0.9985 || (n === 5 && cohort % 7 === 0) ? 'wrong' : 'permanent';
  if (draw >= 0.008 && draw < 0.02) return null;
  return makeUpn(plan.laCode, plan.establishmentNumber, cohort + Math.max(plan.firstYear, 0), n, form);
}

/** From and to of each stay: most come with their year group and stay to its end; a few join, leave or return between. */
function planStays(
  plan: SchoolPlan,
  calendarOf: (startYear: number) => SchoolCalendar,
  cohort: number,
  key: number,
): [number, number][] {
  const random = createRandom(key, 31);
  const turnover = plan.mix === 'alternative' ? 6 : 1;
  const firstYear = cohort + plan.firstYear;
  let lastYear = cohort + plan.lastYear;
  if (plan.lastYear === 13 && plan.mix === 'secondary' && random.next() < 0.45) lastYear = cohort + 11;
  let from = calendarOf(firstYear).first;
  let begins = firstYear;
  if (random.next() < 0.07 * turnover) {
    begins = random.between(firstYear, lastYear);
    from = pickDay(calendarOf(begins), random.next());
  }
  for (let year = begins; year <= lastYear; year++) {
    const calendar = calendarOf(year);
    const [fate, when, gap] = [random.next(), random.next(), random.between(20, 70)];
    const day = pickDay(calendar, when);
    if (day <= from + 3) continue;
    if (fate < 0.012 && day + gap < calendar.last)
      return [
        [from, day],
        [day + gap, calendarOf(lastYear).last],
      ];
    if (fate < 0.012 + 0.03 * turnover) return [[from, day]];
  }
  return [[from, calendarOf(lastYear).last]];
}

const pickDay = (calendar: SchoolCalendar, draw: number) =>
  calendar.days[5 + Math.floor(draw * (calendar.days.length - 10))]!;
