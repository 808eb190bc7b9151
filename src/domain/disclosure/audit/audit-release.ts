import { findBounds, findComponents, type Interval, type Solver } from './bounds.ts';
import { type Facts, readFacts, type Unknown } from './facts.ts';
import type { Publication } from './publication.ts';

/** How far what can be told of a hidden count must end from it. */
export interface Protection {
  readonly leastDistance: number;
  readonly leastDistanceShare: number;
}

/** A hidden count of which more can be told than was promised. */
export interface Recovered extends Interval {
  readonly row: string;
  readonly measure: string;
  readonly count: number;
}

/** Counts of a row that are to be protected, by measure. */
export interface Protected {
  readonly counts: ReadonlyMap<string, number>;
  /** The least that each can be: of a year what is shown of its weeks, as the promise is of the rest. Null: nothing. */
  readonly least: ReadonlyMap<string, number> | null;
}

export interface Audit {
  /** Hidden counts that were looked at. */
  readonly hidden: number;
  readonly recovered: readonly Recovered[];
}

/**
 * Attacks what was published: for every hidden count, the interval in which it must lie, given everything that all releases show. A count
 * is recovered when the interval ends nearer to it than promised on either side (below, nothing is as far as it can go, or what is known of its parts).
 * @param truth the hidden counts that are to be protected, by row and measure: they are compared with what was found, and used for nothing else
 */
export function auditRelease(
  publication: Publication,
  truth: ReadonlyMap<string, Protected>,
  promise: Protection,
  solver: Solver,
): Audit {
  const { unknowns, facts }: Facts = readFacts(publication);
  const counts = new Map<Unknown, number>();
  const promised = new Map<Unknown, Interval>();
  for (const [row, cells] of unknowns)
    for (const [measure, unknown] of cells) {
      const own = truth.get(row);
      const count = own?.counts.get(measure);
      if (count === undefined) continue;
      counts.set(unknown, count);
      promised.set(unknown, promisedFor(count, own?.least?.get(measure) ?? 0, promise));
    }
  const all = [...unknowns.values()].flatMap((own) => [...own.values()]);
  const recovered: Recovered[] = [];
  for (const component of findComponents(all, facts)) {
    if (!component.unknowns.some((unknown) => promised.has(unknown))) continue;
    for (const [unknown, { low, high }] of findBounds(solver, component, promised)) {
      const wanted = promised.get(unknown)!;
      if (low <= wanted.low + NEARLY && high >= wanted.high - NEARLY) continue;
      recovered.push({ row: unknown.row, measure: unknown.measure, count: counts.get(unknown)!, low, high });
    }
  }
  return { hidden: counts.size, recovered };
}

const NEARLY = 1e-5;

function promisedFor(count: number, least: number, { leastDistance, leastDistanceShare }: Protection): Interval {
  const distance = Math.max(leastDistance, Math.ceil(leastDistanceShare * (count - least)));
  return { low: Math.max(least, count - distance), high: count + distance };
}
