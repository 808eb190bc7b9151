import { type Area, areaKey } from './area.ts';
import type { Period } from './period.ts';
import { periodKey } from './period.ts';
import type { ALL_PHASES, Phase } from './phase.ts';
import { type Largest, largestOf } from './release-inputs.ts';

/** Schools and pupils of the spring census before, by which the all-schools totals to 2024/25 are weighted. */
export interface Census {
  /** Null when it is not known, or hidden. */
  readonly schools: number | null;
  readonly enrolments: number | null;
}

export const NO_CENSUS: Census = { schools: null, enrolments: null };

/** Whose sessions are in a row: what may be published of it hangs on that. */
export interface Contributors {
  /** Schools with a possible session in the period. */
  readonly schools: number;
  /** Possible sessions of the two schools with most. */
  readonly largest: Largest;
}

/** What is known of an area's schools of one phase in a period. */
export interface CountsRow {
  readonly area: Area;
  readonly phase: Phase;
  readonly period: Period;
  /** Schools that gave registers, the mean of the days; null when the days are not known. */
  readonly schools: number | null;
  /** Enrolments, the mean of the days; null when they are hidden or the days are not known. */
  readonly enrolments: number | null;
  /** Sessions by column; a column that is not there is not known. Null when all are hidden. */
  readonly counts: ReadonlyMap<string, number> | null;
  readonly census: Census;
  /** Null where it is not known, as in files of counts. */
  readonly contributors: Contributors | null;
}

/** One group of rows: an area and phase in a period. */
export const rowKey = ({
  area,
  phase,
  period,
}: {
  readonly area: Area;
  readonly phase: Phase | typeof ALL_PHASES;
  readonly period: Period;
}): string => `${areaKey(area)}|${phase}|${periodKey(period)}`;

/** Sums of counts by column: what one of them does not know, or hides, the sum cannot tell. */
export function sumCounts(rows: readonly Pick<CountsRow, 'counts'>[]): ReadonlyMap<string, number> | null {
  if (rows.some(({ counts }) => counts === null)) return null;
  const [first, ...others] = rows.map(({ counts }) => counts!);
  const sums = new Map(first);
  for (const counts of others)
    for (const [column, sum] of sums) {
      const count = counts.get(column);
      if (count === undefined) sums.delete(column);
      else sums.set(column, sum + count);
    }
  return sums;
}

/** A sum, which is not known when one of its parts is not. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return sum;
}

/** Contributors of rows that have no school in common. */
export function sumContributors(rows: readonly Pick<CountsRow, 'contributors'>[]): Contributors | null {
  let sum: Contributors = { schools: 0, largest: [0, 0] };
  for (const { contributors } of rows) {
    if (contributors === null) return null;
    sum = { schools: sum.schools + contributors.schools, largest: largestOf(sum.largest, contributors.largest) };
  }
  return sum;
}
