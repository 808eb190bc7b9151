/** A row of a published table: its figures are hidden together or not at all. */
export interface Row {
  /** Unique over all tables of all releases. */
  readonly key: string;
  /**
   * Counts by measure, none negative: parts that do not overlap, such as attended, authorised and unauthorised. What is published of
   * them besides (their sums, their rates) is hidden with them.
   */
  readonly counts: ReadonlyMap<string, number>;
  /** Sessions, or pupils by how much they miss: `persistent` (and not severe), `severe` and others. */
  readonly of: 'sessions' | 'pupils';
  /** Schools whose figures are in it. In a change those whose figures changed, if some of them came or went; else none. */
  readonly schools: number;
  /**
   * What the two schools with most have of the sum of its counts, and what all have; null where that is not known. In a change, whatever
   * way it goes.
   */
  readonly largest: readonly [first: number, second: number, all: number] | null;
  /** Pupils in the denominator; null where that is not known. */
  readonly pupils: number | null;
  /** Rows of one text are hidden together: all that is published of an area, phase and time. */
  readonly together: string;
  /** It is hidden with the rows of that text too, though they are not hidden with it: pupils by how much they miss with their sessions. */
  readonly hiddenWith?: string;
  /**
   * `published`; `rest`: what nobody publishes and anybody can work out, such as what a region has besides the authorities in the
   * table; `change`: what came to a row since the release before, which may be negative.
   */
  readonly kind: 'published' | 'rest' | 'change';
  /** What it is of besides its time: rows of one line are of one area, phase and group at different times. */
  readonly line: string;
  /** A row of a line is found by it: no two have the same one, in all releases. */
  readonly time: string;
}

/** That one row is the sum of others, for every measure that all of them have. They may be of former releases. */
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

/** A table that was published: with the figures that are in it, and which of its rows were hidden. */
export interface FormerTable extends Table {
  readonly hidden: ReadonlySet<string>;
}

/** All counts of a row together. */
export function totalOf({ counts }: Pick<Row, 'counts'>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
