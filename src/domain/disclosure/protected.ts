import type { Linked } from './links.ts';
import type { Move, Target } from './move.ts';
import type { Row } from './table.ts';

/** How much higher, and how much lower, counts must be able to be. */
type AmountsOf = (row: Row, measure: string) => readonly number[];

/** A move is made so many times as large at most: sums hold but for a rounding, which grows with it. */
const MOST_TIMES_LARGER = 100;

/** Counts that have been seen to be protected on one side or on both. What is stays so when more is hidden. */
export class ProtectedCounts {
  readonly #higher = new Map<string, Set<Row>>();
  readonly #lower = new Map<string, Set<Row>>();
  readonly #linksOf: Linked['linksOf'];
  readonly #amountsOf: AmountsOf;

  constructor({ linksOf }: Linked, amountsOf: AmountsOf) {
    this.#linksOf = linksOf;
    this.#amountsOf = amountsOf;
  }

  /** Whether a count is known to be able to change so much. */
  has(row: Row, measure: string, amount: number): boolean {
    return this.#of(measure, amount).has(row);
  }

  /**
   * Notes all that a move protects. It can be made larger or smaller, and the other way round, and with other measures that are in no other sums, and
   * all sums still hold: as long as no count falls below nothing, it protects each of its rows that changes enough.
   * @param target the row and the measure that it was found for
   */
  note(move: Move, { row, measure }: Pick<Target, 'row' | 'measure'>): void {
    const links = new Set([...move.keys()].flatMap((each) => this.#linksOf.get(each.key) ?? []));
    for (const other of row.counts.keys())
      if (other === measure || [...links].every(({ measures }) => !measures.has(other) || measures.has(measure)))
        this.#noteFor(move, other);
  }

  #noteFor(move: Move, measure: string): void {
    for (const way of [1, -1]) {
      const most = way * mostTimes(move, measure, way);
      for (const [row, by] of move)
        for (const amount of row.counts.has(measure) ? this.#amountsOf(row, measure) : [])
          if ((by * most) / amount >= 1) this.#of(measure, amount).add(row);
    }
  }

  #of(measure: string, amount: number): Set<Row> {
    const all = amount > 0 ? this.#higher : this.#lower;
    let own = all.get(measure);
    if (own === undefined) all.set(measure, (own = new Set()));
    return own;
  }
}

/** How many times a move can be made, that way round, before a count falls below nothing. */
function mostTimes(move: Move, measure: string, way: number): number {
  let most = MOST_TIMES_LARGER;
  for (const [{ counts }, by] of move)
    if (by * way < 0 && counts.has(measure)) most = Math.min(most, counts.get(measure)! / Math.abs(by));
  return most;
}
