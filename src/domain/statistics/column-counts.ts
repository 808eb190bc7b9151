/**
 * Counts by column, in the order of a list of columns that many rows share: a nation's inputs are some hundred thousand rows of fifty counts,
 * which as maps of their own would take a gigabyte.
 */
export class ColumnCounts implements ReadonlyMap<string, number> {
  readonly #columns: ReadonlyMap<string, number>;
  readonly #values: Float64Array;

  /** @param columns the place of each, in their order */
  constructor(columns: ReadonlyMap<string, number>, values: Float64Array) {
    this.#columns = columns;
    this.#values = values;
  }

  get size(): number {
    return this.#columns.size;
  }

  get(column: string): number | undefined {
    const place = this.#columns.get(column);
    return place === undefined ? undefined : this.#values[place];
  }

  has(column: string): boolean {
    return this.#columns.has(column);
  }

  forEach(callback: (count: number, column: string, counts: ReadonlyMap<string, number>) => void): void {
    for (const [column, place] of this.#columns) callback(this.#values[place]!, column, this);
  }

  *entries(): MapIterator<[string, number]> {
    for (const [column, place] of this.#columns) yield [column, this.#values[place]!];
  }

  keys(): MapIterator<string> {
    return this.#columns.keys();
  }

  values(): MapIterator<number> {
    return this.#values.values();
  }

  [Symbol.iterator](): MapIterator<[string, number]> {
    return this.entries();
  }
}

/** Columns with their places, as `ColumnCounts` takes them. */
export const placesOf = (columns: readonly string[]): ReadonlyMap<string, number> =>
  new Map(columns.map((column, place) => [column, place]));
