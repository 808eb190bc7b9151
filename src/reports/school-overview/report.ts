import { countsOf } from '../../domain/codes/codes.ts';
import { possible } from '../../domain/measures/counts.ts';
import { type AcademicYear, academicYearOf } from '../../domain/sessions/academic-year.ts';
import { addDays, type Half, isHeld, mondayOf, sessionIndex } from '../../domain/sessions/dates.ts';
import { type Database, type Handle, withScope } from '../../store/database.ts';
import { type FreshnessFacts, readFreshness, readSchool, type SchoolFacts } from '../freshness/query.ts';
import { type Population, yearsOf } from '../population.ts';
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
}

/**
 * Reads a school's overview within the viewer's scope. Null when the school is not in the list of schools.
 * @param asked the population that was chosen; null for the default (statistical, where the school has such pupils)
 */
export function readSchoolOverview(
  database: Database,
  scope: readonly number[],
  urn: number,
  asked: Population | null,
  now: Date,
): Promise<OverviewFacts | null> {
  return withScope(database, scope, async (transaction) => {
    const school = await readSchool(transaction, urn);
    if (!school) return null;
    const freshness = await readFreshness(transaction, urn);
    const latest = await readLatestDay(transaction, urn);
    const figures = latest === null ? null : await readFigures(transaction, urn, latest, asked, freshness);
    return { school, freshness, now, figures };
  });
}

async function readFigures(
  handle: Handle,
  urn: number,
  latest: string,
  asked: Population | null,
  freshness: FreshnessFacts,
): Promise<OverviewFigures> {
  const year = academicYearOf(latest);
  const range = { from: year.start, to: year.end };
  const statistical = await readWeeks(handle, urn, 'statistical', range);
  const hasStatistical = statistical.some((row) => possible(row) > 0);
  const population = asked === 'all' || !hasStatistical ? 'all' : 'statistical';
  const taught = await readDays(handle, urn, yearsOf(population), range);
  const weeks = population === 'statistical' ? statistical : await readWeeks(handle, urn, 'all', range);
  const fullWeek = await readFullWeek(handle, urn, population, weeks, freshness);
  return {
    year,
    population,
    hasStatistical,
    weeks,
    bands: await readBands(handle, urn, range),
    yearGroups: await readYearGroups(handle, urn, range),
    fullWeek,
    day: taught && (await readLatestTaken(handle, urn, population, taught, fullWeek?.pupils ?? 0)),
    taught,
  };
}

async function readFullWeek(
  handle: Handle,
  urn: number,
  population: Population,
  weeks: readonly WeekRow[],
  freshness: FreshnessFacts,
) {
  const run = freshness.lastSucceeded;
  if (!run?.heldDate || !run.heldHalf) return null;
  const row = lastFullWeek(weeks, { date: run.heldDate, half: run.heldHalf });
  return row && { row, pupils: await countPupilsOfWeek(handle, urn, yearsOf(population), row.week) };
}

/** The last week whose Friday afternoon had been held when the school was last collected, holidays passed over. */
export function lastFullWeek(weeks: readonly WeekRow[], held: { date: string; half: Half }): WeekRow | null {
  return weeks.findLast((row) => possible(row) > 0 && isHeld(addDays(row.week, 4), 'PM', held)) ?? null;
}

/** Few marks on the very last day (entered in advance, or a register being taken) say nothing yet: the day before is shown. */
async function readLatestTaken(
  handle: Handle,
  urn: number,
  population: Population,
  taught: Range,
  usual: number,
): Promise<LatestDay> {
  const last = await readLastDay(handle, urn, population, taught.to);
  if (last.pupils * 2 >= usual) return { ...last, begun: null };
  const before = await readDays(handle, urn, yearsOf(population), { from: taught.from, to: addDays(taught.to, -1) });
  if (!before) return { ...last, begun: null };
  return { ...(await readLastDay(handle, urn, population, before.to)), begun: { day: taught.to, pupils: last.pupils } };
}

async function readLastDay(handle: Handle, urn: number, population: Population, day: string) {
  const halves = await readDay(handle, urn, yearsOf(population), day);
  const marks = await readMarksOfDay(handle, urn, yearsOf(population), mondayOf(day), sessionIndex(day, 'AM'));
  const pupils = marks.filter((each) => possible(countsOf(each.marks)) > 0).reduce((sum, each) => sum + each.pupils, 0);
  return { halves, pupils };
}
