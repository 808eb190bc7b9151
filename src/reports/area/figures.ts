import type { PackedSchoolCounts, ProfileCounts } from '../../domain/measures/count-packed-school.ts';
import { countPackedSchool } from '../../domain/measures/count-packed-school.ts';
import { addCounts, type Counts } from '../../domain/measures/counts.ts';
import type { Characteristics } from '../../domain/pupils/characteristics.ts';
import { type AcademicYear, academicYear } from '../../domain/sessions/academic-year.ts';
import { daysBetween } from '../../domain/sessions/dates.ts';
import { type NumberedWeek, unpackWeeks } from '../../domain/tallies/packed-weeks.ts';
import type { Handle } from '../../store/database.ts';
import type { Population } from '../population.ts';
import { choiceOf, groupKey } from '../selection/choice.ts';
import { CHARACTERISTIC_NAMES, type CharacteristicName, type Selection } from '../selection/selection.ts';
import { readAreaProfiles, readPackedYears } from './packed-query.ts';
import { readWeekBands, readYearRows, type YearRow } from './query.ts';

/** What is asked of each school. */
export interface Asked {
  readonly urns: readonly number[];
  readonly year: AcademicYear;
  readonly population: Population;
  readonly selection: Pick<Selection, 'definition' | 'groups'>;
  /** First and last day, inclusive; the whole year for the year to date. */
  readonly period: { readonly kind: string; readonly from: string; readonly to: string };
  readonly sensitive: boolean;
  /** The year to date of the whole population, which every page has read. */
  readonly whole: readonly YearRow[];
}

/** A school's figures of a selection. Counts are of sessions, `enrolments` pupils by absence band. */
export interface SchoolFigures extends Counts {
  readonly enrolments: readonly number[];
  /** Sessions of the selection's pupils by the number of the week, over the whole academic year. */
  readonly weeks: ReadonlyMap<number, Counts>;
}

export const NO_FIGURES: SchoolFigures = {
  attended: 0,
  authorised: 0,
  unauthorised: 0,
  enrolments: new Array<number>(11).fill(0),
  weeks: new Map(),
};

/**
 * The one group whose year to date is kept beside the register; null where the figures must be made from the marks: of crossed
 * groups, and by a definition that leaves sessions out.
 */
export function keptGroup({ definition, groups }: Pick<Selection, 'definition' | 'groups'>): string | null {
  const names = CHARACTERISTIC_NAMES.filter((name) => groups[name] !== undefined);
  if (definition !== 'here' || names.length > 1) return null;
  return names.length === 0 ? 'all' : groupKey(names[0]!, groups[names[0]!]!);
}

/** The number of the week that is asked about; null where it is not one week alone, from Monday to Sunday. */
export function wholeWeek({ year, period }: Pick<Asked, 'year' | 'period'>): number | null {
  const number = daysBetween(year.start, period.from) / 7;
  return Number.isInteger(number) && daysBetween(period.from, period.to) === 6 ? number : null;
}

/** Each school's figures of the selection; a school without any is left out. */
export async function readSchoolFigures(handle: Handle, asked: Asked): Promise<Map<number, SchoolFigures>> {
  const group = keptGroup(asked.selection);
  const isToDate = asked.period.kind === 'year';
  const kept = group === null ? null : await readKept(handle, asked, group);
  if (kept && isToDate) return kept;
  const week = wholeWeek(asked);
  if (kept && week !== null) return figuresOfWeek(kept, week, await readWeekBands(handle, asked, group!, week));
  const isWholeCounted = kept === null && !isToDate;
  const [counted, whole] = await countSchools(handle, asked, isWholeCounted ? [wholeYear(asked.year)] : []);
  const weeks = kept ?? whole ?? counted;
  return new Map(
    [...counted].map(([urn, figures]) => [urn, { ...figures, weeks: weeks.get(urn)?.weeks ?? figures.weeks }]),
  );
}

function figuresOfWeek(
  kept: ReadonlyMap<number, SchoolFigures>,
  week: number,
  bands: ReadonlyMap<number, number[]>,
): Map<number, SchoolFigures> {
  return new Map(
    [...kept].map(([urn, { weeks }]) => {
      const { attended, authorised, unauthorised } = weeks.get(week) ?? NO_FIGURES;
      const enrolments = bands.get(urn) ?? NO_FIGURES.enrolments;
      return [urn, { attended, authorised, unauthorised, enrolments, weeks }];
    }),
  );
}

/** Each school's weeks of another academic year, for the same pupils as are asked about. */
export async function readYearWeeks(
  handle: Handle,
  asked: Asked,
  startYear: number,
): Promise<Map<number, ReadonlyMap<number, Counts>>> {
  const year = academicYear(startYear);
  // Mostly there is no such year yet: then the profiles of hundreds of schools are not read for nothing.
  const there = await readYearRows(handle, asked.urns, startYear, ['all', 'statistical'], 'all');
  if (there.length === 0) return new Map();
  const of = (population: Population) => there.filter((row) => row.population === population);
  const urns = of('all').map(({ urn }) => urn);
  const other = { ...asked, urns, year, period: wholeYear(year), whole: of(asked.population) };
  const group = keptGroup(asked.selection);
  const figures = group === null ? (await countSchools(handle, other))[0] : await readKept(handle, other, group);
  return new Map([...figures].map(([urn, { weeks }]) => [urn, weeks]));
}

const wholeYear = ({ start, end }: AcademicYear) => ({ kind: 'year', from: start, to: end });

async function readKept(handle: Handle, { urns, year, population, whole }: Asked, group: string) {
  const rows = group === 'all' ? whole : await readYearRows(handle, urns, year.startYear, [population], group);
  return new Map(rows.map((row) => [row.urn, figuresOf(row)]));
}

const figuresOf = ({ attended, authorised, unauthorised, enrolments, weeks }: YearRow): SchoolFigures => ({
  attended,
  authorised,
  unauthorised,
  enrolments: enrolments.split(',').map(Number),
  weeks: weeksByNumber(weeks),
});

/** Packed weeks of a year by their number. */
export const weeksByNumber = (weeks: string): Map<number, NumberedWeek> =>
  new Map(unpackWeeks(weeks).map((week) => [week.number, week]));

/** The figures of the period that is asked about, and of others besides, from one read. */
async function countSchools(
  handle: Handle,
  asked: Asked,
  others: readonly Asked['period'][] = [],
): Promise<[Map<number, SchoolFigures>, ...Map<number, SchoolFigures>[]]> {
  const figures = [asked.period, ...others].map(() => new Map<number, SchoolFigures>());
  await eachCounted(
    handle,
    asked,
    (urn, counted) => {
      for (const [place, { byProfile, weeks }] of counted.entries()) {
        const counts = [...byProfile.values()];
        figures[place]!.set(urn, { ...addCounts(...counts), enrolments: addBands(counts), weeks });
      }
    },
    { others },
  );
  return figures as [Map<number, SchoolFigures>, ...Map<number, SchoolFigures>[]];
}

/** What is counted besides. */
interface Besides {
  /** Characteristics that are asked of profiles, besides those of the selection. */
  readonly characteristics?: readonly CharacteristicName[];
  /** Periods of the same academic year. */
  readonly others?: readonly Asked['period'][];
}

/** Counts each school from its pupils’ marks, for any selection: by profile, in the period that is asked about and then in the others. */
export async function eachCounted(
  handle: Handle,
  { urns, year, population, selection, period, sensitive }: Asked,
  visit: (
    urn: number,
    counts: [PackedSchoolCounts, ...PackedSchoolCounts[]],
    profiles: ReadonlyMap<number, Characteristics>,
  ) => void,
  { characteristics = [], others = [] }: Besides = {},
): Promise<void> {
  const choice = choiceOf({ year }, selection, population, period);
  const choices = [choice, ...others.map((other) => choiceOf({ year }, selection, population, other))];
  const needed = CHARACTERISTIC_NAMES.filter(
    (name) => characteristics.includes(name) || selection.groups[name] !== undefined,
  );
  const profiles = await readAreaProfiles(handle, urns, needed, sensitive);
  const included = new Map<Characteristics, boolean>();
  const includes = (profile: Characteristics) => {
    let answer = included.get(profile);
    if (answer === undefined) included.set(profile, (answer = choice.includes(profile)));
    return answer;
  };
  const wanted = [...profiles].map(([urn, own]) => ({
    urn,
    profiles: [...own].flatMap(([number, profile]) => (includes(profile) ? [number] : [])),
  }));
  const all = [...profiles.values()].reduce((sum, { size }) => sum + size, 0);
  for (const { urn, text } of await readPackedYears(handle, year.startYear, wanted, all)) {
    const own = profiles.get(urn)!;
    const counts = choices.map((each) => countPackedSchool(text, own, { ...each, includes }));
    visit(urn, counts as [PackedSchoolCounts, ...PackedSchoolCounts[]], own);
  }
}

/** Pupils by band of several groups or schools together. */
export function addBands(parts: Iterable<Pick<ProfileCounts, 'enrolments'> | SchoolFigures>): number[] {
  const bands = new Array<number>(11).fill(0);
  for (const { enrolments } of parts) for (let band = 0; band < 11; band++) bands[band]! += enrolments[band]!;
  return bands;
}
