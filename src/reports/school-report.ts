import type { SessionChoice } from '../domain/measures/count-year.ts';
import { schoolDays } from '../domain/measures/school-days.ts';
import type { SchoolYear } from '../domain/register/school-year.ts';
import { academicYearOf } from '../domain/sessions/academic-year.ts';
import { addDays } from '../domain/sessions/dates.ts';
import { londonDate, londonInstant } from '../domain/sessions/london.ts';
import { type Database, type Handle, type Scope, withScope } from '../store/database.ts';
import { type FreshnessFacts, readFreshSchool, type SchoolFacts } from './freshness/query.ts';
import { type Population, STATISTICAL_YEARS } from './population.ts';
import type { ReportBody, ReportView } from './report-view.ts';
import { readLatestSchoolDay } from './school-year/query.ts';
import { readKnownYear } from './school-year/read-known-year.ts';
import { scopeOfSchool } from './scope-of-school.ts';
import { choiceOf } from './selection/choice.ts';
import { keepOffered } from './selection/keep-offered.ts';
import { type Period, resolvePeriod } from './selection/period.ts';
import { type PageChoice, type Selection, withoutSensitive } from './selection/selection.ts';
import { viewReport } from './view-report.ts';

/** What every report of a school is made from. */
export interface ReportFacts {
  readonly school: SchoolFacts;
  readonly freshness: FreshnessFacts;
  readonly now: Date;
  /** When the first collection was; null before it. */
  readonly firstCollected: Date | null;
  readonly selection: Selection;
  /** The past time at which the figures were known; null: now. */
  readonly knownAt: Date | null;
  /** The viewer may see who is or was looked after, and Y5. */
  readonly sensitive: boolean;
  readonly schoolYear: SchoolYear;
  /** Days with a possible session of any pupil, rising. */
  readonly days: readonly string[];
  /** The school has pupils of years 1 to 11 or X with marks, so there is a choice of population. */
  readonly hasStatistical: boolean;
  /** In force. */
  readonly population: Population;
  readonly period: Period;
  readonly choice: SessionChoice;
  /** What the year has to do with schools that became this one, on pages that join them; nothing where it has not. */
  readonly conversion?: Conversion;
}

/** Marks of predecessors in a school's year. */
export interface Conversion {
  /** They are in the figures. */
  readonly joined: boolean;
  /** Which, or which are left out and why. */
  readonly because: string;
}

/** What a report may read besides, within the viewer's scope. */
export interface MoreParts {
  readonly transaction: Handle;
  /** The viewer's login, for what needs a scope of its own. */
  readonly database: Database;
  readonly scope: Scope;
  /** Every school that the viewer may see: the scope here is of the one alone. */
  readonly visible: readonly number[];
  /** Tallies of all schools, where the page is given them. */
  readonly statistics: Database | null;
  /** Schools that a group of others must have to be shown. */
  readonly leastSchools: number;
  readonly facts: ReportFacts;
}

/** A report about one school: a page, its files, and what the probes ask. */
export interface SchoolReport<More = null> {
  /** Of the page. */
  readonly name: string;
  /** Below `/schools/:urn`. */
  readonly path: string;
  /** Names pupils: looks at it are put on record as looks at a list. */
  readonly names: boolean;
  readonly choices: readonly PageChoice[];
  /** What the filters cannot narrow on this page. */
  readonly without?: readonly ('population' | 'groups' | 'period' | 'definition')[];
  /** The facts of more than the school's own URN, for a page that joins a conversion's two halves of a year. */
  readonly widen?: (parts: MoreParts) => Promise<ReportFacts>;
  readonly more: (parts: MoreParts) => Promise<More>;
  readonly view: (facts: ReportFacts, more: More) => ReportBody;
}

/** For reports that need no more than the school's year. */
export const nothingMore = async (): Promise<null> => null;

/** What is asked of a report. */
export interface ReportAsked {
  readonly database: Database;
  readonly statistics: Database | null;
  /** Schools that a group of others must have to be shown; 5 unless told. */
  readonly leastSchools?: number;
  readonly scope: Scope;
  readonly urn: number;
  readonly selection: Selection;
  readonly now: Date;
}

/** Reads a report and makes its page. Null when the school is not in the scope, or not in the list of schools. */
export async function readReport<More>(report: SchoolReport<More>, asked: ReportAsked): Promise<ReportView | null> {
  const { database, statistics, scope, urn, leastSchools = 5 } = asked;
  if (!scope.urns.includes(urn)) return null;
  const own = scopeOfSchool(scope, urn);
  return withScope(database, own, async (transaction) => {
    const selection = keepOffered(report, asked.selection);
    const read = await readReportFacts(transaction, own, { ...asked, selection }, report.without);
    if (!read) return null;
    const parts = { transaction, database, scope: own, visible: scope.urns, statistics, leastSchools, facts: read };
    const facts = report.widen ? await report.widen(parts) : read;
    const more = await report.more({ ...parts, facts });
    return viewReport(report, facts, report.view(facts, more));
  });
}

/** The facts under a selection, for a transaction that sees the school. Null when the school is not in the list of schools. */
export async function readReportFacts(
  transaction: Handle,
  scope: Scope,
  { urn, selection: asked, now }: Pick<ReportAsked, 'urn' | 'selection' | 'now'>,
  without: SchoolReport['without'] = [],
): Promise<ReportFacts | null> {
  const fresh = await readFreshSchool(transaction, urn);
  if (!fresh) return null;
  const sensitive = scope.sensitive === true;
  const selection = sensitive ? asked : withoutSensitive(asked);
  const today = londonDate(now);
  const knownDay = selection.known !== null && selection.known < today ? selection.known : null;
  const knownAt = knownDay === null ? null : new Date(londonInstant(addDays(knownDay, 1), '00:00').getTime() - 1);
  const day =
    selection.on ??
    selection.to ??
    selection.from ??
    (await readLatestSchoolDay(transaction, urn, knownDay)) ??
    knownDay ??
    today;
  const year = academicYearOf(day);
  const schoolYear = await readKnownYear(transaction, urn, year, knownAt, sensitive);
  return {
    ...fresh,
    now,
    selection,
    knownAt,
    sensitive,
    schoolYear,
    ...chosenOf(schoolYear, selection, without),
  };
}

/** What a selection chooses of a school's year. */
export function chosenOf(
  schoolYear: SchoolYear,
  selection: Selection,
  without: SchoolReport['without'] = [],
): Pick<ReportFacts, 'days' | 'hasStatistical' | 'population' | 'period' | 'choice'> {
  const days = schoolDays(schoolYear);
  const hasStatistical = [...usedProfiles(schoolYear)].some(({ ncYear }) => STATISTICAL_YEARS.includes(ncYear));
  const population = without.includes('population')
    ? 'all'
    : selection.definition === 'published'
      ? 'statistical'
      : (selection.population ?? (hasStatistical ? 'statistical' : 'all'));
  const period = resolvePeriod(selection, schoolYear.year, days);
  return { days, hasStatistical, population, period, choice: choiceOf(schoolYear, selection, population, period) };
}

function* usedProfiles({ pupils, profiles }: SchoolYear) {
  for (const number of new Set(pupils.flatMap(({ runs }) => runs.map(([, profile]) => profile)))) {
    const profile = profiles.get(number);
    if (profile) yield profile;
  }
}
