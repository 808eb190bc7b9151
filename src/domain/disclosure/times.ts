/** How times are made of shorter ones: a year of terms and of weeks, a term of weeks, a week of days. */
export class Times {
  readonly #wholes = new Map<string, Set<string>>();
  readonly #parts = new Map<string, Set<string>>();
  readonly #heights = new Map<string, number>();
  readonly #longer = new Map<string, readonly string[]>();
  readonly #within = new Map<string, readonly string[]>();

  /** @param sums of each sum the whole, and then its parts */
  constructor(sums: Iterable<readonly string[]>) {
    for (const [whole, ...parts] of sums)
      for (const part of parts) {
        addTo(this.#wholes, part, whole!);
        addTo(this.#parts, whole!, part);
      }
  }

  /** Every longer time that a time is a part of, or a part of its parts. */
  longerThan(time: string): readonly string[] {
    return memo(this.#longer, time, () => {
      const own = [...(this.#wholes.get(time) ?? [])];
      return [...new Set([...own, ...own.flatMap((each) => this.longerThan(each))])];
    });
  }

  /** Every shorter time that is a part of a time. */
  within(time: string): readonly string[] {
    return memo(this.#within, time, () => {
      const parts = [...(this.#parts.get(time) ?? [])];
      return [...new Set([...parts, ...parts.flatMap((part) => this.within(part))])];
    });
  }

  /** How many times, one above the other, a time is made of: 0 for the shortest. */
  heightOf(time: string): number {
    return memo(this.#heights, time, () => {
      const parts = this.#parts.get(time);
      return parts ? 1 + Math.max(...[...parts].map((part) => this.heightOf(part))) : 0;
    });
  }

  /**
   * What falls on each time when so much falls on each of the shortest: longer ones have what their parts have together. Times on which nothing falls
   * are left out.
   */
  spread(shortest: ReadonlyMap<string, number>): Map<string, number> {
    const all = new Map(shortest);
    for (const [time, amount] of shortest)
      for (const longer of this.longerThan(time)) all.set(longer, (all.get(longer) ?? 0) + amount);
    for (const [time, amount] of all) if (Math.abs(amount) < NOTHING) all.delete(time);
    return all;
  }
}

const NOTHING = 1e-9;

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const own = map.get(key);
  if (own) own.add(value);
  else map.set(key, new Set([value]));
}

function memo<T>(kept: Map<string, T>, key: string, make: () => T): T {
  let own = kept.get(key);
  if (own === undefined) kept.set(key, (own = make()));
  return own;
}
