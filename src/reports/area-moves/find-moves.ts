import { possible } from '../../domain/measures/counts.ts';
import type { SharedStay } from './query.ts';

/** A pupil's stay at one school and then, or at the same time, at another. */
export interface Move {
  readonly from: SharedStay;
  readonly to: SharedStay;
}

export interface Moves {
  /** One school after the other. */
  readonly moved: readonly Move[];
  /** At both for some days. */
  readonly both: readonly Move[];
  /** UPNs that two pupils of one school have: nobody can be told by them. */
  readonly shared: number;
}

/**
 * Who went from one of the schools to another, and who is at two.
 * @param stays by UPN and first day
 */
export function findMoves(stays: readonly SharedStay[]): Moves {
  const moved: Move[] = [];
  const both: Move[] = [];
  let shared = 0;
  for (const own of Map.groupBy(stays, ({ upn }) => upn).values()) {
    if (isShared(own)) {
      shared++;
      continue;
    }
    for (let later = 1; later < own.length; later++) {
      const to = own[later]!;
      const before = own.slice(0, later).filter(({ urn }) => urn !== to.urn);
      const overlapping = before.filter(({ lastDay }) => lastDay === null || lastDay > to.firstDay);
      for (const from of overlapping) both.push({ from, to });
      const from = own[later - 1]!;
      // A stay without any session was none: a pupil who had left for good before the year began, or never came.
      if (overlapping.length === 0 && from.urn !== to.urn && possible(from) > 0) moved.push({ from, to });
    }
  }
  return { moved, both, shared };
}

/** Two pupils of one school have the UPN. */
function isShared(stays: readonly SharedStay[]): boolean {
  const pupils = new Map<number, number>();
  for (const { urn, pupil } of stays) {
    if (pupils.has(urn) && pupils.get(urn) !== pupil) return true;
    pupils.set(urn, pupil);
  }
  return false;
}
