import { BANDS } from '../measures/absence-bands.ts';
import type { AcademicYear } from '../sessions/academic-year.ts';
import { daysBetween } from '../sessions/dates.ts';
import { type Area, areaKey, ENGLAND } from './area.ts';
import { AreaSums, type GroupSums, partOf, Share, SPANS, sumsOf, YEAR } from './area-sums.ts';
import { rowMaker } from './input-rows.ts';
import type { Phase } from './phase.ts';
import { TallyReader } from './read-tally.ts';
import type { InputRow } from './release-inputs.ts';

/** A school's tallies for publication, packed as they are kept. It is in the sums when it was added, and nowhere else. */
export interface TalliedSchool {
  readonly phase: Phase;
  /** The authority (`areaKey`) of each week of the academic year, by its number: that of its Monday; null where it is in none. */
  readonly authorities: readonly (string | null)[];
  readonly groups: readonly { readonly group: string; readonly days: string; readonly weeks: string }[];
}

/**
 * Adds up schools' tallies by authority, region and nation. Days and weeks belong to the authority that the school was in on the Monday of the week;
 * of terms and of the year each authority has the weeks in it, and pupils to date are counted by that of the school's last week. A school
 * that changed its authority is one school of the region and of the nation all the same.
 */
export class SchoolPool {
  readonly #year: AcademicYear;
  readonly #lastDay: number;
  readonly #lastWeek: number;
  readonly #regionOf: ReadonlyMap<string, string>;
  readonly #reader = new TallyReader();
  readonly #bands = Array.from({ length: SPANS }, () => new Float64Array(BANDS.length));
  readonly #sums = new AreaSums();

  /**
   * @param asOf a Friday: days and weeks to it are counted
   * @param areas authorities with their regions; schools in others are in no figure
   */
  constructor(year: AcademicYear, asOf: string, areas: readonly Area[]) {
    this.#year = year;
    this.#lastDay = daysBetween(year.start, asOf);
    this.#lastWeek = Math.floor((this.#lastDay - 4) / 7);
    this.#regionOf = new Map(
      areas.filter(({ level }) => level === 'Local authority').map((area) => [areaKey(area), area.regionCode]),
    );
  }

  add(school: TalliedSchool): void {
    const all = school.groups.find(({ group }) => group === 'all');
    if (!all) return;
    this.#addDays(school, all.days);
    const last = this.#lastWeeks(all.weeks);
    for (const { group, weeks } of school.groups) this.#addWeeks(school, group, weeks, last);
  }

  #addDays(school: TalliedSchool, packed: string): void {
    const reader = this.#reader;
    reader.open(packed);
    while (!reader.atEnd) {
      const day = reader.number();
      const pupils = reader.number();
      reader.counts();
      const authority = this.#authorityOf(school, Math.floor(day / 7));
      if (day > this.#lastDay || authority === null) continue;
      const sums = sumsOf(this.#sums.of(authority, school.phase, 'all').days, day);
      sums.schoolDays++;
      sums.pupilDays += pupils;
      sums.addCodes(reader.codes);
      sums.contribute(reader.possible);
    }
  }

  #addWeeks(school: TalliedSchool, group: string, packed: string, last: readonly number[]): void {
    const reader = this.#reader;
    const shares = new Map<string, Share>();
    for (const bands of this.#bands) bands.fill(0);
    reader.open(packed);
    while (!reader.atEnd) {
      const week = reader.week();
      const term = reader.term();
      const [schoolDays, pupilDays] = [reader.number(), reader.number()];
      reader.counts();
      if (week > this.#lastWeek) break;
      reader.bands(this.#bands[YEAR]!);
      reader.bands(this.#bands[term]!);
      const authority = this.#authorityOf(school, week);
      if (authority === null) continue;
      const sums = sumsOf(this.#sums.of(authority, school.phase, group).parts, partOf(week, term));
      sums.schoolDays += schoolDays;
      sums.pupilDays += pupilDays;
      sums.addCodes(reader.codes);
      for (const area of this.#withWholes(authority)) {
        let share = shares.get(area);
        if (!share) shares.set(area, (share = new Share()));
        share.weeks[week]! += reader.possible;
        share.spans[term]! += reader.possible;
        share.spans[YEAR]! += reader.possible;
      }
    }
    for (const [area, share] of shares) this.#contribute(this.#sums.of(area, school.phase, group), share);
    for (const [span, bands] of this.#bands.entries()) {
      const authority = last[span]! < 0 ? null : this.#authorityOf(school, last[span]!);
      if (authority !== null)
        for (const area of this.#withWholes(authority))
          this.#sums.of(area, school.phase, group).spans[span]!.pupils.contribute(bands);
    }
  }

  #contribute(sums: GroupSums, { weeks, spans }: Share): void {
    for (let week = 0; week < weeks.length; week++)
      if (weeks[week]! > 0) sumsOf(sums.weeks, week).contribute(weeks[week]!);
    for (let span = 0; span < SPANS; span++) sums.spans[span]!.contribute(spans[span]!);
  }

  /** The last week of each term and of the year that the school has, -1 for none: pupils to date are counted where it was then. */
  #lastWeeks(packed: string): number[] {
    const last = new Array<number>(SPANS).fill(-1);
    const reader = this.#reader;
    reader.open(packed);
    while (!reader.atEnd) {
      const week = reader.week();
      const term = reader.term();
      for (let field = 0; field < 5; field++) reader.skip();
      if (week > this.#lastWeek) break;
      last[term] = week;
      last[YEAR] = week;
    }
    return last;
  }

  /** Null outside every authority that is counted. */
  #authorityOf({ authorities }: TalliedSchool, week: number): string | null {
    const authority = authorities[week] ?? null;
    return authority !== null && this.#regionOf.has(authority) ? authority : null;
  }

  #withWholes(authority: string): readonly string[] {
    return [authority, this.#regionOf.get(authority)!, ENGLAND.code];
  }

  /** Regions and the nation have the sessions of their authorities. Their schools in a week or in a longer time were counted by themselves. */
  #addWholes(): void {
    for (const [authority, region] of this.#regionOf)
      for (const [phase, groups] of this.#sums.phasesOf(authority))
        for (const [group, own] of groups)
          for (const area of [region, ENGLAND.code]) {
            const whole = this.#sums.of(area, phase, group);
            for (const [day, sums] of own.days) sumsOf(whole.days, day).merge(sums);
            for (const [part, sums] of own.parts) sumsOf(whole.parts, part).merge(sums);
          }
  }

  /** Every sum of the schools that were added, in one order whatever theirs was. Asked for once, at the end. */
  finish(): InputRow[] {
    this.#addWholes();
    const authorities = [...this.#regionOf.keys()].sort();
    const regions = [...new Set(this.#regionOf.values())].sort();
    const rowsOf = rowMaker(this.#year);
    return [ENGLAND.code, ...regions, ...authorities].flatMap((area) => rowsOf(area, this.#sums.phasesOf(area)));
  }
}
