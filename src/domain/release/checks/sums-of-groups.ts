import { HIDDEN } from '../../statistics/cell.ts';
import { COUNT_COLUMNS } from '../../statistics/columns.ts';
import { type CheckedFile, indicatorsOf, numberIn } from '../check.ts';

interface Group {
  line: number | null;
  whole: readonly string[] | null;
  parts: number;
  /** Not a number: a part is hidden or not available. */
  readonly sums: Float64Array;
}

/** Adds counts of sessions up by group, and compares each whole with its parts where nothing of them is hidden. */
export class GroupSums {
  readonly #columns: readonly { readonly column: string; readonly place: number }[];
  readonly #groups = new Map<string, Group>();

  constructor(file: CheckedFile) {
    this.#columns = indicatorsOf(file)
      .filter((column) => COUNT_COLUMNS.includes(column) || column === 'session_count')
      .map((column) => ({ column, place: file.columns.indexOf(column) }));
  }

  /** Whether the file has counts that can be added up. */
  get isOfUse(): boolean {
    return this.#columns.length > 0;
  }

  addWhole(key: string, cells: readonly string[], line: number): void {
    const group = this.#groupOf(key);
    group.whole = this.#columns.map(({ place }) => cells[place] ?? '');
    group.line = line;
  }

  addPart(key: string, cells: readonly string[]): void {
    const group = this.#groupOf(key);
    group.parts++;
    for (const [index, { place }] of this.#columns.entries())
      group.sums[index] = group.sums[index]! + (numberIn(cells[place] ?? HIDDEN) ?? Number.NaN);
  }

  /** Shows each sum that does not hold. */
  compare(show: (line: number, column: string, whole: number, sum: number) => void): void {
    for (const { line, whole, parts, sums } of this.#groups.values()) {
      if (whole === null || line === null || parts === 0) continue;
      for (const [index, { column }] of this.#columns.entries()) {
        const value = numberIn(whole[index]!);
        const sum = sums[index]!;
        if (value !== null && !Number.isNaN(sum) && value !== sum) show(line, column, value, sum);
      }
    }
  }

  #groupOf(key: string): Group {
    const known = this.#groups.get(key);
    if (known) return known;
    const group = { line: null, whole: null, parts: 0, sums: new Float64Array(this.#columns.length) };
    this.#groups.set(key, group);
    return group;
  }
}
