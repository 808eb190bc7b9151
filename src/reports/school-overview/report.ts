import { findYearToDate } from '../../access/year-to-date.ts';
import { countsOf } from '../../domain/codes/codes.ts';
import { hideSensitiveCounts } from '../../domain/codes/sensitive-marks.ts';
import { possible } from '../../domain/measures/counts.ts';
import { type AcademicYear, academicYearOf } from '../../domain/sessions/academic-year.ts';
import { addDays, type Half, isHeld, mondayOf, sessionIndex } from '../../domain/sessions/dates.ts';
import { londonDate } from '../../domain/sessions/london.ts';
import { type Database, type Handle, type Scope, withScope } from '../../store/database.ts';
import {
  type FreshnessFacts,
  readFirstCollection,
  readFreshness,
  readSchool,
  type SchoolFacts,
} from '../freshness/query.ts';
import { type Population, yearsOf } from '../population.ts';
import { scopeOfSchool } from '../scope-of-school.ts';
import { haveSameDays, joinBands, readPupilYears } from './joined-years.ts';
import {
  countPupilsOfWeek,
  type DayRow,
  type GroupRow,
  type Range,
  readBands,
  readDay,
  readDays,
  readLatestDay,
  readMarksOfDay,
  readWeeks,
  readYearGroups,
  type WeekRow,
} from './query.ts';

/** Everything the overview is made from. Counts are integers; nothing is rounded yet. */
export interface OverviewFacts {
  readonly school: SchoolFacts;
  readonly freshness: FreshnessFacts;
  readonly now: Date;
  /** When the first collection was; null before it. */
  readonly firstCollected: Date | null;
  /** Null before the first mark. */
  readonly figures: OverviewFigures | null;
}

/** The latest day whose registers have been taken for at least half of the pupils. */
export interface LatestDay {
  readonly halves: readonly DayRow[];
  readonly pupils: number;
  /** A later day with fewer marks, such as those entered in advance before the registers of the day are taken. */
  readonly begun: { readonly day: string; readonly pupils: number } | null;
}

/** What the year to date has to do with schools that became this one. */
export interface Conversion {
  /** Marks of predecessors are in the figures. */
  readonly joined: boolean;
  /** Which, or which are left out and why; null when the year has no conversion. */
  readonly because: string | null;
}

export interface OverviewFigures {
  readonly year: AcademicYear;
  readonly population: Population;
  /** The school has pupils of the statistical population, so there is a choice. */
  readonly hasStatistical: boolean;
  /** Weeks of the population up to the last session held. */
  readonly weeks: readonly WeekRow[];
  /** Pupils with a possible session in the year to date, by absence band; by group. */
  readonly bands: ReadonlyMap<string, readonly number[]>;
  readonly yearGroups: readonly GroupRow[];
  /** The last Monday-to-Friday week that had been held to its end, and had a possible session. */
  readonly fullWeek: { readonly row: WeekRow; readonly pupils: number } | null;
  readonly day: LatestDay | null;
  /** First and last day of the year with a possible session of the population. */
  readonly taught: Range | null;
  readonly conversion: Conversion;
}

/**
 * Reads a school's overview within the viewer's scope. Null when the school is not in the scope, or not in the list of schools.
 * Without the right to sensitive items, code Y5 is counted with Y7.
 * @param asked the population that was chosen; null for the default (statistical, where the school has such pupils)
 */
export async function readSchoolOverview(
  database: Database,
  scope: Scope,
  urn: number,
  asked: Population | null,
  now: Date,
): Promise<OverviewFacts | null> {
  if (!scope.urns.includes(urn)) return null;
  const own = scopeOfSchool(scope, urn);
  const latest = await withScope(database, own, (transaction) => readLatestDay(transaction, [urn]));
  const year = academicYearOf(latest ?? londonDate(now));
  const toDate = await findYearToDate(database, scope, urn, year.start);
  const joined = { ...own, urns: [...own.urns, ...toDate.urns.slice(1)] };
  return withScope(database, joined, async (transaction) => {
    const school = await readSchool(transaction, urn);
    if (!school) return null;
    const freshness = await readFreshness(transaction, urn);
    const firstCollected = await readFirstCollection(transaction, urn);
    const { urns, because } = await leaveOutSameDays(transaction, toDate, year);
    const range = { from: year.start, to: year.end };
    const taught = await readDays(transaction, urns, null, range);
    const conversion = { joined: urns.length > 1, because };
    const figures = taught && (await readFigures(transaction, urns, year, asked, freshness, conversion));
    const shown = figures && !scope.sensitive ? hideSensitiveFigures(figures) : figures;
    return { school, freshness, now, firstCollected, figures: shown };
  });
}

function hideSensitiveFigures(figures: OverviewFigures): OverviewFigures {
  const hide = (week: WeekRow): WeekRow => ({ ...week, counts: hideSensitiveCounts(week.counts) });
  const { weeks, fullWeek } = figures;
  return { ...figures, weeks: weeks.map(hide), fullWeek: fullWeek && { ...fullWeek, row: hide(fullWeek.row) } };
}

/** A successor's MIS may hold what was taken before the conversion: then its own marks are the whole, and nothing is added. */
async function leaveOutSameDays(
  handle: Handle,
  toDate: { urns: readonly number[]; because: string | null },
  { start, end }: AcademicYear,
): Promise<{ urns: readonly number[]; because: string | null }> {
  const [urn, ...before] = toDate.urns;
  if (before.length === 0 || !(await haveSameDays(handle, toDate.urns, { from: start, to: end }))) return toDate;
  const which = before.map((each) => `URN ${each}`).join(' and ');
  const because = `Leaves out the marks of ${which}, which this school replaced: there are marks of the same days under URN ${urn}, and adding them would count sessions twice.`;
  return { urns: toDate.urns.slice(0, 1), because };
}

async function readFigures(
  handle: Handle,
  urns: readonly number[],
  year: AcademicYear,
  asked: Population | null,
  freshness: FreshnessFacts,
  conversion: Conversion,
): Promise<OverviewFigures> {
  const range = { from: year.start, to: year.end };
  const statistical = await readWeeks(handle, urns, 'statistical', range);
  const hasStatistical = statistical.some((row) => possible(row) > 0);
  const population = asked === 'all' || !hasStatistical ? 'all' : 'statistical';
  const taught = await readDays(handle, urns, yearsOf(population), range);
  const weeks = population === 'statistical' ? statistical : await readWeeks(handle, urns, 'all', range);
  const fullWeek = await readFullWeek(handle, urns, population, weeks, freshness);
  return {
    year,
    population,
    hasStatistical,
    weeks,
    bands: conversion.joined
      ? joinBands(await readPupilYears(handle, urns, year.startYear))
      : await readBands(handle, urns[0]!, range),
    yearGroups: await readYearGroups(handle, urns, range),
    fullWeek,
    day: taught && (await readLatestTaken(handle, urns, population, taught, fullWeek?.pupils ?? 0)),
    taught,
    conversion,
  };
}

async function readFullWeek(
  handle: Handle,
  urns: readonly number[],
  population: Population,
  weeks: readonly WeekRow[],
  freshness: FreshnessFacts,
) {
  const run = freshness.lastSucceeded;
  if (!run?.heldDate || !run.heldHalf) return null;
  const row = lastFullWeek(weeks, { date: run.heldDate, half: run.heldHalf });
  return row && { row, pupils: await countPupilsOfWeek(handle, urns, yearsOf(population), row.week) };
}

/** The last week whose Friday afternoon had been held when the school was last collected, holidays passed over. */
export function lastFullWeek(weeks: readonly WeekRow[], held: { date: string; half: Half }): WeekRow | null {
  return weeks.findLast((row) => possible(row) > 0 && isHeld(addDays(row.week, 4), 'PM', held)) ?? null;
}

/** Few marks on the very last day (entered in advance, or a register being taken) say nothing yet: the day before is shown. */
async function readLatestTaken(
  handle: Handle,
  urns: readonly number[],
  population: Population,
  taught: Range,
  usual: number,
): Promise<LatestDay> {
  const last = await readLastDay(handle, urns, population, taught.to);
  if (last.pupils * 2 >= usual) return { ...last, begun: null };
  const before = await readDays(handle, urns, yearsOf(population), { from: taught.from, to: addDays(taught.to, -1) });
  if (!before) return { ...last, begun: null };
  return {
    ...(await readLastDay(handle, urns, population, before.to)),
    begun: { day: taught.to, pupils: last.pupils },
  };
}

async function readLastDay(handle: Handle, urns: readonly number[], population: Population, day: string) {
  const halves = await readDay(handle, urns, yearsOf(population), day);
  const marks = await readMarksOfDay(handle, urns, yearsOf(population), mondayOf(day), sessionIndex(day, 'AM'));
  const pupils = marks.filter((each) => possible(countsOf(each.marks)) > 0).reduce((sum, each) => sum + each.pupils, 0);
  return { halves, pupils };
}
