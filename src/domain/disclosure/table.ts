/** A row of a published table: its figures are hidden together or not at all. */
export interface Row {
  readonly key: string;
  /**
   * Counts by measure, none negative: parts that do not overlap, such as attended, authorised and unauthorised. What is published of
   * them besides (their sums, their rates) is hidden with them.
   */
  readonly counts: ReadonlyMap<string, number>;
  /** Sessions, or pupils by how much they miss: `persistent` (and not severe), `severe` and others. */
  readonly of: 'sessions' | 'pupils';
  /** Schools whose figures are in it. */
  readonly schools: number;
  /** What the two schools with most have of the sum of its counts, and what all have; null where that is not known. */
  readonly largest: readonly [first: number, second: number, all: number] | null;
  /** Pupils in the denominator; null where that is not known. */
  readonly pupils: number | null;
  /** Rows of one text are hidden together: all that is published of an area, phase and time. */
  readonly together: string;
  /** It is hidden with the rows of that text too, though they are not hidden with it: pupils by how much they miss with their sessions. */
  readonly hiddenWith?: string;
  /** `published`; `rest`: what nobody publishes and anybody can work out, such as what a region has besides the authorities in the table. */
  readonly kind: 'published' | 'rest';
  /** What it is of besides its time: rows of one line are of one area, phase and group at different times. */
  readonly line: string;
  /** A row of a line is found by it: no two have the same one. */
  readonly time: string;
}

/** That one row is the sum of others, for every measure that all of them have. */
export interface Sum {
  readonly whole: string;
  readonly parts: readonly string[];
  /** Parts are of shorter times, and all of it is of one line: a week and its days. */
  readonly isTime?: boolean;
}

export interface Table {
  readonly rows: readonly Row[];
  readonly sums: readonly Sum[];
}

/** All counts of a row together. */
export function totalOf({ counts }: Pick<Row, 'counts'>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
