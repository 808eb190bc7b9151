import type { PrintedRate, Publication } from './publication.ts';

/** What is known of hidden counts: a sum of them, each times its factor, lies between two numbers. */
export interface Fact {
  readonly terms: ReadonlyMap<Unknown, number>;
  readonly low: number;
  readonly high: number;
}

/** A hidden count. */
export interface Unknown {
  readonly row: string;
  readonly measure: string;
}

/** Hidden counts, by row and measure, and all that is known of them. */
export interface Facts {
  readonly unknowns: ReadonlyMap<string, ReadonlyMap<string, Unknown>>;
  readonly facts: readonly Fact[];
}

/** Reads a publication as somebody does who wants to know what is hidden. */
export function readFacts({ rows, sums, rates }: Publication): Facts {
  const unknowns = new Map<string, Map<string, Unknown>>();
  for (const [row, counts] of rows)
    for (const [measure, count] of counts)
      if (count === null) {
        if (!unknowns.has(row)) unknowns.set(row, new Map());
        unknowns.get(row)!.set(measure, { row, measure });
      }
  const facts: Fact[] = [];
  const note = (
    cells: readonly (readonly [row: string, measure: string, factor: number])[],
    low: number,
    high: number,
  ) => {
    const terms = new Map<Unknown, number>();
    let known = 0;
    for (const [row, measure, factor] of cells) {
      const unknown = unknowns.get(row)?.get(measure);
      if (unknown) terms.set(unknown, (terms.get(unknown) ?? 0) + factor);
      else known += factor * rows.get(row)!.get(measure)!;
    }
    if (terms.size > 0) facts.push({ terms, low: low - known, high: high - known });
  };
  for (const { whole, parts } of sums) {
    const all = [whole, ...parts].map((row) => rows.get(row)!);
    for (const measure of all[0]!.keys())
      if (all.every((counts) => counts.has(measure)))
        note([[whole, measure, 1], ...parts.map((part) => [part, measure, -1] as const)], 0, 0);
  }
  for (const rate of rates) for (const limit of limitsOf(rate)) note(limit, 0, Number.POSITIVE_INFINITY);
  return { unknowns, facts };
}

/**
 * A rate that is printed as p, rounded, lies within half of its last digit: 100 · counted − (p − h) · all is not below zero, nor is
 * (p + h) · all − 100 · counted.
 */
function limitsOf({ row, of, among, percent }: PrintedRate): [string, string, number][][] {
  const rate = Number(percent);
  const half = 0.5 * 10 ** -(percent.split('.')[1]?.length ?? 0);
  const limit = (sign: 1 | -1) =>
    among.map((measure): [string, string, number] => [
      row,
      measure,
      sign * ((of.includes(measure) ? 100 : 0) - (rate - sign * half)),
    ]);
  return [limit(1), limit(-1)];
}
