import {
  type Check,
  type CheckContext,
  type CheckedFile,
  indicatorsOf,
  type Look,
  MOST_ITEMS,
  type Problem,
  type Report,
} from './check.ts';
import { CHECKS } from './checks.ts';
import type { CheckResult } from './release.ts';

/** As many problems of a check are kept; how many there are is counted. */
const KEPT = 20;

/** Runs all checks over the files of a release, each row of each file once: files may have millions. */
export class CheckRun {
  readonly #context: CheckContext;
  readonly #results: readonly { readonly check: Check; readonly problems: Problem[]; found: number }[];

  constructor(context: CheckContext, checks: readonly Check[] = CHECKS) {
    this.#context = context;
    this.#results = checks.map((check) => ({ check, problems: [], found: 0 }));
  }

  /** Begins a data file. @returns what takes its rows, from the second line on, and its end */
  open(file: CheckedFile): { row(cells: readonly string[], line: number): void; end(): void } {
    const looks = this.#results.flatMap((result): Look[] => {
      const look = result.check.look?.(file, this.#context, reportTo(result, `${file.name}.csv`));
      return look ? [look] : [];
    });
    const rows = looks.flatMap(({ row }) => (row ? [row] : []));
    const items = new Items(file);
    let count = 0;
    return {
      row(cells, line) {
        count++;
        items.add(cells, line);
        for (const show of rows) show(cells, line);
      },
      end() {
        const seen = { items: items.found, rows: count };
        for (const { end } of looks) end?.(seen);
      },
    };
  }

  /** Ends the run. @param names of all public files */
  finish(names: readonly string[]): CheckResult[] {
    for (const result of this.#results) result.check.lookAtAll?.(names, this.#context, reportTo(result, null));
    return this.#results.map(({ check, problems, found }) => ({ name: check.name, problems, found }));
  }
}

const reportTo =
  (result: { readonly problems: Problem[]; found: number }, file: string | null): Report =>
  ({ line = null, column = null }, why) => {
    result.found++;
    if (result.problems.length < KEPT) result.problems.push({ file, line, column, why });
  };

/** The items of columns that are no indicators. */
class Items {
  readonly found: ReadonlyMap<string, Map<string, number>>;
  readonly #columns: readonly { readonly place: number; readonly items: Map<string, number>; last: string | null }[];

  constructor(file: CheckedFile) {
    const indicators = new Set(indicatorsOf(file));
    const columns = file.columns.filter((column) => !indicators.has(column));
    this.found = new Map(columns.map((column) => [column, new Map<string, number>()]));
    this.#columns = columns.map((column) => ({
      place: file.columns.indexOf(column),
      items: this.found.get(column)!,
      last: null,
    }));
  }

  add(cells: readonly string[], line: number): void {
    for (const column of this.#columns) {
      const cell = cells[column.place] ?? '';
      // Rows of one area, or of one day, stand together.
      if (cell === column.last) continue;
      column.last = cell;
      if (!column.items.has(cell) && column.items.size <= MOST_ITEMS) column.items.set(cell, line);
    }
  }
}
