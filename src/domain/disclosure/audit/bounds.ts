import type { Highs, Model } from 'highs';
import * as highs from 'highs';
import type { Fact, Unknown } from './facts.ts';

/** HiGHS, a solver of linear programmes. */
export type Solver = Highs;
/** Its types take the package for one of CommonJS, where what is exported would be one level further down. */
export const loadSolver = (): Promise<Solver> => (highs.default as unknown as typeof highs.default.default)();

/** Between which numbers a count must lie. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Unknowns of which one fact or another speaks together: what is known of others tells nothing of them. */
export interface Component {
  readonly unknowns: readonly Unknown[];
  readonly facts: readonly Fact[];
}

/** Parts of the unknowns that have nothing to do with each other. */
export function findComponents(unknowns: readonly Unknown[], facts: readonly Fact[]): Component[] {
  const parents = new Map<Unknown, Unknown>(unknowns.map((each) => [each, each]));
  const find = (each: Unknown): Unknown => {
    let root = each;
    while (parents.get(root) !== root) root = parents.get(root)!;
    for (let next = each; next !== root; ) [next] = [parents.get(next)!, parents.set(next, root)];
    return root;
  };
  for (const { terms } of facts) {
    const [first, ...others] = terms.keys();
    for (const other of others) parents.set(find(other), find(first!));
  }
  const groups = Map.groupBy(unknowns, find);
  const factsOf = Map.groupBy(facts, ({ terms }) => find(terms.keys().next().value!));
  return [...groups].map(([root, own]) => ({ unknowns: own, facts: factsOf.get(root) ?? [] }));
}

/** With so many unknowns at most they are also taken to be whole numbers. */
const WHOLE_NUMBERS = 12;
/** At first so many directions are tried in which all unknowns go far at once. */
const DIRECTIONS = 2;
/** After so many directions in which no more went far enough each end is sought by itself. */
const MOST_IN_VAIN = 2;
const NEARLY = 1e-6;

/**
 * The bounds of unknowns within one component. Where a table is found that agrees with everything published and has an unknown as far out
 * as it is promised, its end is not sought further.
 * @param promised for each unknown that matters, how far it must be able to go
 */
export function findBounds(
  solver: Solver,
  { unknowns, facts }: Component,
  promised: ReadonlyMap<Unknown, Interval>,
): Map<Unknown, Interval> {
  const wanted = unknowns.map((unknown) => promised.get(unknown));
  const seen = unknowns.map(() => ({ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }));
  const note = (values: ArrayLike<number>) => {
    for (const [place, own] of seen.entries()) {
      own.low = Math.min(own.low, values[place]!);
      own.high = Math.max(own.high, values[place]!);
    }
  };
  const isLow = (place: number) => !wanted[place] || seen[place]!.low <= wanted[place].low + NEARLY;
  const isHigh = (place: number) => !wanted[place] || seen[place]!.high >= wanted[place].high - NEARLY;
  const ends = (place: number) => Number(!isLow(place)) + Number(!isHigh(place));
  const countOpen = () => wanted.reduce((sum, _, place) => sum + ends(place), 0);
  const stillWanted = (place: number, round: number) => {
    if (ends(place) !== 1) return ends(place) === 0 ? 0 : directionOf(place, 2 + round);
    return isLow(place) ? -1 : 1;
  };
  const isDone = () => wanted.every((_, place) => isLow(place) && isHigh(place));
  solver.withModel(modelOf(unknowns, facts, farOut(wanted, facts), solver.infinity), (model) => {
    model.options.set({ output_flag: false });
    for (let direction = 0; direction < DIRECTIONS && !isDone(); direction++) {
      const costs = unknowns.map((_, place) => directionOf(place, direction));
      note(solve(solver, model, costs));
    }
    // Those that did not go far enough, many at once as long as that helps.
    for (let [round, vain] = [0, 0]; vain < MOST_IN_VAIN && !isDone(); round++) {
      const open = countOpen();
      const costs = unknowns.map((_, place) => stillWanted(place, round));
      note(solve(solver, model, costs));
      vain = countOpen() < open ? 0 : vain + 1;
    }
    for (const place of unknowns.keys()) {
      const costs = (sign: 1 | -1) => unknowns.map((_, other) => (other === place ? sign : 0));
      if (!isLow(place)) note(solve(solver, model, costs(1)));
      if (!isHigh(place)) note(solve(solver, model, costs(-1)));
    }
  });
  return new Map(unknowns.flatMap((unknown, place) => (wanted[place] ? [[unknown, seen[place]!]] : [])));
}

/** A number that no unknown need be beyond: further out nothing is promised, and with it every direction has an end. */
function farOut(wanted: readonly (Interval | undefined)[], facts: readonly Fact[]): number {
  const ends = [...wanted, ...facts].flatMap((each) => (each ? [Math.abs(each.low), Math.abs(each.high)] : []));
  return 100 * ends.reduce((most, end) => (Number.isFinite(end) ? Math.max(most, end) : most), 1000);
}

/** All up, all down, and then some up and others down, always the same ones. */
function directionOf(place: number, direction: number): number {
  if (direction < 2) return direction === 0 ? 1 : -1;
  return Math.imul(place + 1, 0x9e3779b1 + direction * 0x85ebca6b) & 0x10000 ? 1 : -1;
}

function modelOf(unknowns: readonly Unknown[], facts: readonly Fact[], far: number, infinity: number) {
  const places = new Map(unknowns.map((unknown, place) => [unknown, place]));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of facts) {
    for (const [unknown, factor] of terms) {
      indices.push(places.get(unknown)!);
      values.push(factor);
    }
    starts.push(indices.length);
  }
  return {
    numCols: unknowns.length,
    numRows: facts.length,
    colCost: unknowns.map(() => 0),
    colLower: unknowns.map(() => 0),
    colUpper: unknowns.map(() => far),
    rowLower: facts.map(({ low }) => low),
    rowUpper: facts.map(({ high }) => (high === Number.POSITIVE_INFINITY ? infinity : high)),
    matrix: { format: 'csr', numCols: unknowns.length, numRows: facts.length, starts, indices, values },
  } as const;
}

/** A table that agrees with everything published, and goes as far as can be in a direction. In whole numbers where it is small. */
function solve(solver: Solver, model: Model, costs: readonly number[]): ArrayLike<number> {
  const { modelStatus, variableType } = solver.constants;
  const all = [...costs.keys()];
  const run = () => {
    model.run();
    return model.getModelStatus() === modelStatus.optimal ? model.getSolution().colValue : null;
  };
  model.changeColsCost({ kind: 'range', from: 0, to: costs.length - 1 }, [...costs]);
  const values = run();
  if (values === null) throw new Error('What was published contradicts itself: no table agrees with it.');
  if (costs.length > WHOLE_NUMBERS || values.every((value) => Math.abs(value - Math.round(value)) < NEARLY))
    return values;
  try {
    for (const each of all) model.changeColIntegrality(each, variableType.integer);
    // Means are no whole numbers: then there is no such table.
    return run() ?? values;
  } finally {
    for (const each of all) model.changeColIntegrality(each, variableType.continuous);
  }
}
