import type { Solver } from './bounds.ts';

/** What a table’s rows and sums are, without their figures. */
export interface Outline {
  /** Published rows, with what hiding each costs. */
  readonly rows: ReadonlyMap<string, { readonly cost: number; readonly together: string }>;
  readonly sums: readonly { readonly whole: string; readonly parts: readonly string[] }[];
}

/** At least one of these rows is hidden, if `key` is. */
interface Need {
  readonly key: string | null;
  readonly beside: readonly string[];
}

/** So many proposals are looked at: each takes an attack. What is proved until then holds. */
const MOST_PROPOSALS = 10;

/**
 * The least cost at which anybody could hide what must be, or a bound that is proved to lie below it. The cheapest proposal is attacked; where
 * a row of it is recovered, one more must be hidden of those that lie in a sum with the hidden rows round it, since nothing further away
 * could help; and so on until nothing is recovered.
 * @param unsafe rows that must be hidden
 * @param attack the rows that are recovered when these are hidden
 */
export function leastHidden(
  outline: Outline,
  unsafe: ReadonlySet<string>,
  attack: (hidden: ReadonlySet<string>) => readonly string[],
  solver: Solver,
): number {
  const needs = needsOf(outline);
  for (let proposals = 1; ; proposals++) {
    const { cost, hidden } = solve(outline, unsafe, needs, solver);
    const recovered = proposals < MOST_PROPOSALS ? attack(hidden) : [];
    if (recovered.length === 0) return cost;
    for (const row of recovered) needs.push({ key: null, beside: besideHidden(outline, hidden, row) });
  }
}

/** In each sum a hidden row has another beside it; rows that are hidden together are. */
function needsOf({ rows, sums }: Outline): Need[] {
  // With a row that nobody publishes nothing is told alone.
  const whole = sums.map(membersOf).filter((members) => members.every((key) => rows.has(key)));
  const besides = whole.flatMap((members) =>
    members.map((key) => ({ key, beside: members.filter((other) => other !== key) })),
  );
  const groups = Map.groupBy(rows.keys(), (key) => rows.get(key)!.together);
  const together = [...groups.values()].flatMap((group) =>
    group.flatMap((key) => group.filter((other) => other !== key).map((other) => ({ key, beside: [other] }))),
  );
  return [...besides, ...together];
}

const membersOf = ({ whole, parts }: Outline['sums'][number]): string[] => [whole, ...parts];

/** Rows that are shown, in a sum with one that hangs together with `row` by sums of which two or more are not known. */
function besideHidden({ rows, sums }: Outline, hidden: ReadonlySet<string>, row: string): string[] {
  const isUnknown = (key: string) => hidden.has(key) || !rows.has(key);
  const found = new Set([row]);
  const beside = new Set<string>();
  for (const key of found)
    for (const sum of sums) {
      const members = membersOf(sum);
      if (!members.includes(key)) continue;
      for (const other of members) (isUnknown(other) ? found : beside).add(other);
    }
  return [...beside];
}

function solve(
  { rows }: Outline,
  unsafe: ReadonlySet<string>,
  needs: readonly Need[],
  solver: Solver,
): { cost: number; hidden: Set<string> } {
  const keys = [...rows.keys()];
  const places = new Map(keys.map((key, place) => [key, place]));
  const starts = [0];
  const [indices, values]: [number[], number[]] = [[], []];
  for (const { key, beside } of needs) {
    if (key !== null) indices.push(places.get(key)!);
    if (key !== null) values.push(-1);
    indices.push(...beside.map((other) => places.get(other)!));
    values.push(...beside.map(() => 1));
    starts.push(indices.length);
  }
  const { variableType, modelStatus } = solver.constants;
  const model = {
    numCols: keys.length,
    numRows: needs.length,
    colCost: keys.map((key) => rows.get(key)!.cost),
    colLower: keys.map((key) => (unsafe.has(key) ? 1 : 0)),
    colUpper: keys.map(() => 1),
    rowLower: needs.map(({ key }) => (key === null ? 1 : 0)),
    rowUpper: needs.map(() => solver.infinity),
    integrality: keys.map(() => variableType.integer),
    matrix: { format: 'csr', numCols: keys.length, numRows: needs.length, starts, indices, values },
  } as const;
  return solver.withModel(model, (each) => {
    each.options.set({ output_flag: false });
    each.run();
    if (each.getModelStatus() !== modelStatus.optimal) throw new Error('Nothing that could be hidden would do.');
    const chosen = each.getSolution().colValue;
    return { cost: each.getObjectiveValue(), hidden: new Set(keys.filter((_, place) => chosen[place]! > 0.5)) };
  });
}
