import type { Category } from '../../domain/codes/codes.ts';
import type { Counts } from '../../domain/measures/counts.ts';

/** Figures of some days. Pupils: those with a possible session in them, as everywhere. */
export interface SpanFigures extends Counts {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly pupils: number;
  readonly persistent: number;
  readonly severe: number;
}

/** A group beside all other pupils. */
export interface GroupFigures {
  /** `free_school_meals=yes` */
  readonly key: string;
  readonly own: Counts;
  readonly rest: Counts;
  readonly pupils: number;
  readonly restPupils: number;
}

/** A code of absence. */
export interface ReasonFigures {
  readonly code: string;
  readonly meaning: string;
  readonly category: Category;
  readonly sessions: number;
  /** With at least one such session. */
  readonly pupils: number;
}

/** A day of the week. */
export interface WeekdayFigures extends Counts {
  /** 1 for Monday. */
  readonly weekday: number;
}

/** Everything that the summary says, in whole numbers. */
export interface SummaryFigures {
  /** Days on which the school was open, to the last day. */
  readonly days: number;
  readonly year: SpanFigures;
  readonly halfTerm: SpanFigures;
  /** The half term before it in the same year; null in the first. */
  readonly before: SpanFigures | null;
  /** The year as it stood at the end of that half term. */
  readonly yearBefore: SpanFigures | null;
  /** Last year to the same day of the same week; null where nothing is held of it. */
  readonly lastYear: SpanFigures | null;
  /** Groups that may be told apart. */
  readonly groups: readonly GroupFigures[];
  /** Codes of absence, most sessions first; those that may not be told apart are pooled under `other`. */
  readonly reasons: readonly ReasonFigures[];
  readonly other: { readonly sessions: number; readonly codes: number };
  readonly weekdays: readonly WeekdayFigures[];
}
