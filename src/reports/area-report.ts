import { possible } from '../domain/measures/counts.ts';
import { type AcademicYear, academicYear, academicYearOf } from '../domain/sessions/academic-year.ts';
import { addDays } from '../domain/sessions/dates.ts';
import { londonDate } from '../domain/sessions/london.ts';
import type { NumberedWeek } from '../domain/tallies/packed-weeks.ts';
import { type Database, type Handle, type Scope, withScope } from '../store/database.ts';
import { type Asked, weeksByNumber } from './area/figures.ts';
import { mondayOfNumber } from './area/full-weeks.ts';
import { AREA_CHOICES, isOfPhase } from './area/phase.ts';
import {
  type AreaSchool,
  findOpenDays,
  readAreaSchools,
  readLatestYear,
  readYearRows,
  type YearRow,
} from './area/query.ts';
import { viewArea } from './area/view-area.ts';
import type { Population } from './population.ts';
import type { ReportBody, ReportView } from './report-view.ts';
import { type Period, resolvePeriod } from './selection/period.ts';
import { type PageChoice, SENSITIVE_CHARACTERISTICS, type Selection } from './selection/selection.ts';
import type { Wanted } from './selection/view-selection.ts';

/** Whom the schools are shown to. */
export interface AreaOrganisation {
  readonly name: string;
  /** `trust:5001`, `authority:330`, `school:900001`; null where it has none here. */
  readonly key: string | null;
}

/** What every report of several schools is made from. */
export interface AreaFacts {
  readonly organisation: AreaOrganisation;
  readonly now: Date;
  readonly selection: Selection;
  /** The viewer may see who is or was looked after, and Y5. */
  readonly sensitive: boolean;
  /** All that the viewer sees, in the order of their names. */
  readonly visible: readonly AreaSchool[];
  /** Of the phase that was chosen. */
  readonly schools: readonly AreaSchool[];
  readonly year: AcademicYear;
  /** Each school's weeks of the year by their number, all pupils; schools without a possible session in it are left out. */
  readonly weeks: ReadonlyMap<number, ReadonlyMap<number, NumberedWeek>>;
  readonly hasStatistical: boolean;
  readonly population: Population;
  readonly period: Period;
  /** The question that each school’s figures answer. */
  readonly asked: Asked;
}

/** What a report may read besides, within the viewer's scope. */
export interface AreaParts {
  readonly transaction: Handle;
  readonly facts: AreaFacts;
}

/** A report about all the schools that somebody sees. */
export interface AreaReport<More> {
  readonly name: string;
  readonly path: string;
  /** Names pupils: looks at it are put on record as looks at a list. */
  readonly names: boolean;
  /** Besides the phase. */
  readonly choices?: readonly PageChoice[];
  readonly without?: Wanted['without'];
  /** Needs no session of any school: it is never empty for want of one. */
  readonly withoutSessions?: true;
  readonly more: (parts: AreaParts) => Promise<More>;
  readonly view: (facts: AreaFacts, more: More) => ReportBody;
}

/** What is asked of a report. */
export interface AreaAsked {
  readonly database: Database;
  readonly scope: Scope;
  readonly organisation: AreaOrganisation;
  readonly selection: Selection;
  readonly now: Date;
}

/** Choices of an area's page: what readSelection needs. */
export const choicesOf = (report: Pick<AreaReport<never>, 'choices'>): readonly PageChoice[] => [
  ...AREA_CHOICES,
  ...(report.choices ?? []),
];

/** Reads a report about the schools of the scope and makes its page. */
export async function readAreaReport<More>(report: AreaReport<More>, asked: AreaAsked): Promise<ReportView> {
  return withScope(asked.database, asked.scope, async (transaction) => {
    const facts = await readAreaFacts(transaction, asked, report.without);
    const more = await report.more({ transaction, facts });
    return viewArea(report, facts, report.view(facts, more));
  });
}

/** The facts under a selection, for a transaction that sees the schools of the scope. */
export async function readAreaFacts(
  transaction: Handle,
  { scope, organisation, selection: wanted, now }: AreaAsked,
  without: Wanted['without'] = [],
): Promise<AreaFacts> {
  const sensitive = scope.sensitive === true;
  const selection = keepForAreas(wanted, sensitive, without);
  const visible = await readAreaSchools(transaction, scope.urns);
  const schools = visible.filter(({ phase }) => isOfPhase(selection.own['phase'], phase));
  const urns = schools.map(({ urn }) => urn);
  const { year, rows } = await readYear(transaction, urns, selection, now);
  const weeks = weeksOf(rows);
  const hasStatistical = rows.some((row) => row.population === 'statistical');
  const population =
    selection.definition === 'published'
      ? 'statistical'
      : (selection.population ?? (hasStatistical ? 'statistical' : 'all'));
  const period = resolvePeriod(selection, year, await openDays(transaction, year, selection, weeks));
  return {
    organisation,
    now,
    selection,
    sensitive,
    visible,
    schools,
    year,
    weeks,
    hasStatistical,
    population,
    period,
    asked: {
      urns: [...weeks.keys()],
      year,
      population,
      selection,
      period: period.kind === 'year' ? { kind: 'year', from: year.start, to: year.end } : period,
      sensitive,
      whole: rows.filter((row) => row.population === population && weeks.has(row.urn)),
    },
  };
}

/**
 * The year of the day chosen, else the latest in which one of the schools was open, and each school's whole populations in it. That is
 * mostly the year of today: only where nothing is in it is another looked for.
 */
async function readYear(
  transaction: Handle,
  urns: readonly number[],
  { on, to, from }: Selection,
  now: Date,
): Promise<{ year: AcademicYear; rows: YearRow[] }> {
  const read = async (year: AcademicYear) => ({
    year,
    rows: await readYearRows(transaction, urns, year.startYear, ['all', 'statistical'], 'all'),
  });
  const chosen = on ?? to ?? from;
  const own = await read(academicYearOf(chosen ?? londonDate(now)));
  if (chosen !== null || own.rows.some((row) => possible(row) > 0)) return own;
  const latest = await readLatestYear(transaction, urns);
  return latest === null ? own : read(academicYear(latest));
}

const weeksOf = (rows: readonly YearRow[]): AreaFacts['weeks'] =>
  new Map(
    rows
      .filter((row) => row.population === 'all' && possible(row) > 0)
      .map(({ urn, weeks }) => [urn, weeksByNumber(weeks)]),
  );

/**
 * The first and the last day on which one of the schools was open; for half terms, the Mondays of the weeks in which at least half
 * of the schools were open, between them.
 */
async function openDays(
  transaction: Handle,
  year: AcademicYear,
  { period }: Selection,
  weeks: AreaFacts['weeks'],
): Promise<string[]> {
  const schools = new Map<number, number>();
  for (const own of weeks.values())
    for (const [number, week] of own) if (possible(week) > 0) schools.set(number, (schools.get(number) ?? 0) + 1);
  const numbers = [...schools.keys()].sort((a, b) => a - b);
  if (numbers.length === 0) return [];
  const daysOf = (number: number) => [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(mondayOfNumber(year, number), day));
  const ends = { first: daysOf(numbers[0]!), last: daysOf(numbers.at(-1)!) };
  const { first, last } = await findOpenDays(transaction, [...weeks.keys()], ends);
  if (period !== 'half-term') return [first, last];
  const common = numbers.filter((number) => 2 * schools.get(number)! >= weeks.size);
  const between = common.map((number) => mondayOfNumber(year, number)).filter((day) => day > first && day < last);
  return [first, ...between, last];
}

/** Without what the page does not have, and what the viewer may not choose by; told as left out. */
function keepForAreas(selection: Selection, sensitive: boolean, without: Wanted['without'] = []): Selection {
  const { groups, population, definition, known } = selection;
  const isLeft = (name: string) =>
    without.includes('groups') || (!sensitive && SENSITIVE_CHARACTERISTICS.some((each) => each === name));
  const told = [
    ...Object.entries(groups).flatMap(([name, value]) => (isLeft(name) ? [`${name}=${value}`] : [])),
    ...(population !== null && without.includes('population') ? [`population=${population}`] : []),
    ...(definition !== 'here' && without.includes('definition') ? [`definition=${definition}`] : []),
    ...(known === null ? [] : [`known=${known}`]),
  ];
  if (told.length === 0) return selection;
  return {
    ...selection,
    groups: Object.fromEntries(Object.entries(groups).filter(([name]) => !isLeft(name))),
    population: without.includes('population') ? null : population,
    definition: without.includes('definition') ? 'here' : definition,
    known: null,
    ignored: [...selection.ignored, ...told],
  };
}
