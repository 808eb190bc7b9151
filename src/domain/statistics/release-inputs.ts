import type { Area } from './area.ts';
import type { Period } from './period.ts';
import type { Phase } from './phase.ts';

/** What the two schools that have most of something have of it. */
export type Largest = readonly [first: number, second: number];

/**
 * What a release is made from: sums of an area's schools of one phase, of one group of pupils, in one period. No school is in it. Means are kept
 * as sums over days, so that all that is made of them is exact.
 */
export interface InputRow {
  /** As of `areaKey`: `E92000001`, a region's code, or an authority's nine characters. */
  readonly area: string;
  readonly phase: Phase;
  /** A day for the group `all` alone. */
  readonly period: Period;
  /** `all`, or a key of `publishedGroupsOf`: `free_school_meals=yes`. */
  readonly group: string;
  /** Schools with a possible session of the group in the period. */
  readonly schools: number;
  /** Days of the period on which a school of the area and phase had a possible session, of whatever group. */
  readonly days: number;
  /** Schools with a possible session of the group, added up over the days. Divided by `days`: their mean. */
  readonly schoolDays: number;
  /** Pupils of the group with a mark, at schools with a possible session on the day, added up over the days. */
  readonly enrolmentDays: number;
  /** Sessions by column (`countColumnsOf`). */
  readonly counts: ReadonlyMap<string, number>;
  /** Possible sessions of the two schools with most. */
  readonly largest: Largest;
  /** Enrolments in the eleven five-point absence bands, each over its own sessions of the period to date: of terms and years, else null. */
  readonly bands: readonly number[] | null;
  /** Of those enrolments the two schools with most; null where `bands` is. */
  readonly largestEnrolments: Largest | null;
}

/** How many schools of an area and phase could share their data when the inputs were read, and how many did. */
export interface SharingRow {
  readonly area: string;
  readonly phase: Phase;
  readonly mayShare: number;
  readonly share: number;
}

/** All that a release is made from. */
export interface ReleaseInputs {
  readonly startYear: number;
  /** A Friday: the last day that is counted. */
  readonly asOf: string;
  /** Every area that a row is of, as it is named at the time. */
  readonly areas: readonly Area[];
  readonly sharing: readonly SharingRow[];
  readonly rows: readonly InputRow[];
}

/** Adds what one more school has. */
export function withLargest([first, second]: Largest, own: number): Largest {
  if (own > first) return [own, first];
  return own > second ? [first, own] : [first, second];
}

/** Of two sets of schools that have none in common. */
export const largestOf = (one: Largest, [first, second]: Largest): Largest =>
  withLargest(withLargest(one, first), second);
