import { absenceBand, BANDS } from '../measures/absence-bands.ts';
import type { Counts } from '../measures/counts.ts';
import { hasReadableMark } from './readable-mark.ts';

/** One pupil's week, counted. */
export interface ProfiledWeek extends Readonly<Counts> {
  readonly week: string;
  readonly pupil: number;
  readonly profile: number;
  readonly marks: string;
}

/** A week of a group. */
export interface TallyOfWeek extends Counts {
  /** Pupils with a mark that can be read. */
  marked: number;
  /** Enrolments by absence band, of this week’s sessions alone. */
  readonly bands: number[];
}

/** A group's sessions of an academic year to date, and its enrolments by absence band. */
export interface YearTally extends Counts {
  readonly population: 'all' | 'statistical';
  /** A key of `groupsOf`; `all` for the whole population. */
  readonly group: string;
  readonly enrolments: number[];
  /** By Monday. */
  readonly weeks: ReadonlyMap<string, TallyOfWeek>;
}

/**
 * An academic year to date of a school by population and pupil group. Sessions count in the groups that the pupil was in that
 * week; pupils in those of their last week, with all their sessions of the year, as in `bandsToDate`.
 * @param rows in the order of their weeks
 * @param groups keys of `groupsOf` by profile
 */
export function tallyYear(rows: readonly ProfiledWeek[], groups: ReadonlyMap<number, readonly string[]>): YearTally[] {
  const profiles = new Map<number, Sums>();
  const pupils = new Map<number, Counts & { profile: number }>();
  for (const row of rows) {
    const sums = sumsOf(profiles, row.profile);
    const week = weekOf(sums.weeks, row.week);
    add(week, row);
    if (hasReadableMark(row.marks)) week.marked++;
    const band = absenceBand(row);
    if (band !== null) week.bands[band]!++;
    const { pupil, profile, attended, authorised, unauthorised } = row;
    const before = pupils.get(pupil);
    if (before) {
      add(before, row);
      before.profile = profile;
    } else pupils.set(pupil, { profile, attended, authorised, unauthorised });
  }
  for (const pupil of pupils.values()) {
    const band = absenceBand(pupil);
    if (band !== null) sumsOf(profiles, pupil.profile).enrolments[band]!++;
  }
  return byGroup(profiles, groups);
}

function byGroup(profiles: ReadonlyMap<number, Sums>, groups: ReadonlyMap<number, readonly string[]>): YearTally[] {
  const tallies = new Map<string, YearTally & Sums>();
  for (const [profile, sums] of profiles) {
    const keys = groups.get(profile)!;
    const populations = keys.includes('statistical') ? (['all', 'statistical'] as const) : (['all'] as const);
    for (const population of populations) {
      for (const group of keys) {
        if (group === 'statistical') continue;
        const key = `${population} ${group}`;
        let tally = tallies.get(key);
        if (!tally)
          tallies.set(key, (tally = { population, group, attended: 0, authorised: 0, unauthorised: 0, ...noSums() }));
        addSums(tally, sums);
      }
    }
  }
  return [...tallies.values()];
}

interface Sums {
  readonly enrolments: number[];
  readonly weeks: Map<string, TallyOfWeek>;
}

const noBands = (): number[] => new Array<number>(BANDS.length).fill(0);
const noSums = (): Sums => ({ enrolments: noBands(), weeks: new Map() });

function addBands(to: number[], enrolments: readonly number[]): void {
  for (let band = 0; band < enrolments.length; band++) to[band]! += enrolments[band]!;
}

function addSums(to: Counts & Sums, { enrolments, weeks }: Sums): void {
  addBands(to.enrolments, enrolments);
  for (const [monday, week] of weeks) {
    const own = weekOf(to.weeks, monday);
    add(own, week);
    own.marked += week.marked;
    addBands(own.bands, week.bands);
    add(to, week);
  }
}

function sumsOf(profiles: Map<number, Sums>, profile: number): Sums {
  let sums = profiles.get(profile);
  if (!sums) profiles.set(profile, (sums = noSums()));
  return sums;
}

function weekOf(weeks: Map<string, TallyOfWeek>, monday: string): TallyOfWeek {
  let week = weeks.get(monday);
  if (!week) weeks.set(monday, (week = { attended: 0, authorised: 0, unauthorised: 0, marked: 0, bands: noBands() }));
  return week;
}

function add(to: Counts, counts: Counts): void {
  to.attended += counts.attended;
  to.authorised += counts.authorised;
  to.unauthorised += counts.unauthorised;
}
