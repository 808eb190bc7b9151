import type { PupilSessions } from './pupil-sessions.ts';
import type { SchoolSoFar } from './school-so-far.ts';

/** Places of a year's marks, `to` not among them. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What every rule finds besides its own numbers: over which sessions the pupil is set beside the rest of the year group. */
export interface Found {
  readonly stretch: Stretch;
}

/** One reason for which a school should look at a pupil. */
export interface AttentionRule<Id extends string = string, F extends Found = Found> {
  /** Kebab-case, fixed for ever: in addresses and files. */
  readonly id: Id;
  /** A few words, for a heading over all pupils of the rule. */
  readonly title: string;
  /** When there is nobody. */
  readonly nobody: string;
  /** The rule with its numbers, in plain sentences. */
  readonly sentence: string;
  /** Where the rule's numbers come from. */
  readonly source: string;
  /** What the rule finds of one pupil, over the year to the school's latest day; null when it does not concern the pupil. */
  evaluate(pupil: PupilSessions, school: SchoolSoFar): F | null;
  /** Cases with more of it come first. */
  urgency(found: F): number;
}

/** Below this many possible sessions a share of them says little: the floor of the Department's persistent absence reports. */
export const FEWEST_SESSIONS = 20;
/** The last possible sessions that show a pupil's present pace: ten days. */
export const LAST_SESSIONS = 20;
/** "Newly" is since so many school days ago: a week. */
export const NEWLY_DAYS = 5;
