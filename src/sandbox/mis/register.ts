import { academicYearOf } from '../../domain/sessions/academic-year.ts';
import { createCalendars, listSpells, type Spell } from '../schools/people.ts';
import type { SchoolPlan } from '../schools/plan-schools.ts';
import { dateOf, londonDayOf } from './days.ts';
import { lookAt, type MarkView } from './mark-view.ts';
import { makeYearSheet, type YearSheet } from './year-sheet.ts';

/** Calendar year in which the academic year of a day number starts. */
export function startYearOf(day: number): number {
  return academicYearOf(dateOf(day)).startYear;
}

const MOST_ROWS_KEPT = 6_000_000;

/** The registers of all schools, made when first asked for, as the MIS of each school holds them. */
export interface Registers {
  calendarOf(plan: SchoolPlan, startYear: number): ReturnType<ReturnType<typeof createCalendars>>;
  spellsOf(plan: SchoolPlan, startYear: number): readonly Spell[];
  sheetOf(plan: SchoolPlan, startYear: number): YearSheet;
  /** Marks shown at `minute` of those on roll then, or of those who have left since the start of the last year. */
  viewAt(plan: SchoolPlan, minute: number, of: 'current' | 'leavers'): MarkView;
  /** Stays on roll at a minute, in order. */
  onRoll(plan: SchoolPlan, minute: number): Spell[];
  /** Stays that ended before the day of `minute`, since the start of the last academic year. */
  leavers(plan: SchoolPlan, minute: number): Spell[];
}

/** Creates the registers for a seed. What is kept in memory is bounded: sheets and views of the schools last used. */
export function createRegisters(seed: number): Registers {
  const calendars = new Map<number, ReturnType<typeof createCalendars>>();
  const spells = new Map<string, readonly Spell[]>();
  const sheets = new Map<string, YearSheet>();
  const views = new Map<string, MarkView>();

  const calendarOf = (plan: SchoolPlan, startYear: number) => {
    const known = calendars.get(plan.index);
    const made = known ?? createCalendars(seed, plan.index);
    if (!known) calendars.set(plan.index, made);
    return made(startYear);
  };
  const spellsOf = (plan: SchoolPlan, startYear: number) =>
    keep(
      spells,
      `${plan.index} ${startYear}`,
      400_000,
      (list) => list.length + 1,
      () => listSpells(plan, seed, (year) => calendarOf(plan, year), startYear),
    );
  const sheetOf = (plan: SchoolPlan, startYear: number) =>
    keep(
      sheets,
      `${plan.index} ${startYear}`,
      MOST_ROWS_KEPT * 2,
      (sheet) => sheet.at.length + 1,
      () => makeYearSheet(plan, seed, calendarOf(plan, startYear), spellsOf(plan, startYear)),
    );
  const viewAt = (plan: SchoolPlan, minute: number, of: 'current' | 'leavers') =>
    keep(
      views,
      `${plan.index} ${minute} ${of}`,
      MOST_ROWS_KEPT,
      (view) => view.rows.length + 1,
      () => {
        const startYear = startYearOf(londonDayOf(minute));
        return lookAt([sheetOf(plan, startYear - 1), sheetOf(plan, startYear)], minute, of, plan.index);
      },
    );
  const around = (plan: SchoolPlan, minute: number, wanted: (spell: Spell, today: number) => boolean) => {
    const today = londonDayOf(minute);
    const startYear = startYearOf(today);
    const both = [...spellsOf(plan, startYear - 1), ...spellsOf(plan, startYear)].filter((each) => wanted(each, today));
    return [...new Map(both.map((each) => [each.id, each])).values()];
  };
  const onRoll = (plan: SchoolPlan, minute: number) =>
    around(plan, minute, (each, today) => each.from <= today && each.to >= today);
  const leavers = (plan: SchoolPlan, minute: number) =>
    around(plan, minute, (each, today) => each.from <= today && each.to < today);
  return { calendarOf, spellsOf, sheetOf, viewAt, onRoll, leavers };
}

/** Takes a value from the map or makes it, and drops the longest unused ones while the map is heavier than allowed. */
function keep<T>(map: Map<string, T>, key: string, most: number, weigh: (value: T) => number, make: () => T): T {
  const known = map.get(key);
  const value = known ?? make();
  map.delete(key);
  map.set(key, value);
  if (known !== undefined) return value;
  let weight = 0;
  for (const each of map.values()) weight += weigh(each);
  for (const [oldest, each] of map) {
    if (weight <= most || oldest === key) break;
    weight -= weigh(each);
    map.delete(oldest);
  }
  return value;
}
