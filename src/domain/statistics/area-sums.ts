import { CODES } from '../codes/codes.ts';
import { BANDS } from '../measures/absence-bands.ts';
import { TERMS } from './period.ts';
import type { Phase } from './phase.ts';
import { type Largest, largestOf, withLargest } from './release-inputs.ts';

/** What is added up of schools in one period. */
export class Sums {
  schools = 0;
  schoolDays = 0;
  pupilDays = 0;
  largest: Largest = [0, 0];
  /** In the order of `CODES`. */
  readonly codes = new Float64Array(CODES.length);

  addCodes(codes: Float64Array): void {
    for (let place = 0; place < codes.length; place++) this.codes[place]! += codes[place]!;
  }

  /** One more school in the period. */
  contribute(possible: number): void {
    if (possible === 0) return;
    this.schools++;
    this.largest = withLargest(this.largest, possible);
  }

  /** Adds what other schools have. */
  merge(other: Sums): void {
    this.schools += other.schools;
    this.schoolDays += other.schoolDays;
    this.pupilDays += other.pupilDays;
    this.largest = largestOf(this.largest, other.largest);
    this.addCodes(other.codes);
  }
}

/** Pupils to date. */
export class Pupils {
  readonly bands = new Float64Array(BANDS.length);
  largest: Largest = [0, 0];

  contribute(bands: Float64Array): void {
    let pupils = 0;
    for (let band = 0; band < bands.length; band++) {
      this.bands[band]! += bands[band]!;
      pupils += bands[band]!;
    }
    this.largest = withLargest(this.largest, pupils);
  }
}

/** A term or the year to date. Its sessions are sums of weeks; its schools are counted once however many weeks they have. */
export class Span {
  schools = 0;
  largest: Largest = [0, 0];
  readonly pupils = new Pupils();

  contribute(possible: number): void {
    if (possible === 0) return;
    this.schools++;
    this.largest = withLargest(this.largest, possible);
  }
}

/** Terms have their numbers; the year to date comes after them. */
export const YEAR = TERMS.length;
export const SPANS = YEAR + 1;

/** A group of an area and phase. */
export class GroupSums {
  readonly days = new Map<number, Sums>();
  /** By number of the week; a week over the end of a term has sums of each term too, which spans are made of. */
  readonly weeks = new Map<number, Sums>();
  readonly parts = new Map<number, Sums>();
  readonly spans = Array.from({ length: SPANS }, () => new Span());
}

/** What one school has had in an area while it is being added. */
export class Share {
  readonly weeks = new Float64Array(WEEKS);
  readonly spans = new Float64Array(SPANS);
}

/** More than any academic year has. */
export const WEEKS = 54;
/** A key of `GroupSums.parts`: a week, or as much of it as is in one term. */
export const partOf = (week: number, term: number): number => week * YEAR + term;

export const sumsOf = (map: Map<number, Sums>, key: number): Sums => {
  let sums = map.get(key);
  if (!sums) map.set(key, (sums = new Sums()));
  return sums;
};

/** The sums of areas, by area, phase and group. */
export class AreaSums {
  readonly #areas = new Map<string, Map<Phase, Map<string, GroupSums>>>();

  /** Those of a group, which begin with nothing. */
  of(area: string, phase: Phase, group: string): GroupSums {
    let phases = this.#areas.get(area);
    if (!phases) this.#areas.set(area, (phases = new Map()));
    let groups = phases.get(phase);
    if (!groups) phases.set(phase, (groups = new Map()));
    let sums = groups.get(group);
    if (!sums) groups.set(group, (sums = new GroupSums()));
    return sums;
  }

  /** The phases of an area that have anything, with their groups. */
  phasesOf(area: string): ReadonlyMap<Phase, ReadonlyMap<string, GroupSums>> {
    return this.#areas.get(area) ?? new Map();
  }
}
