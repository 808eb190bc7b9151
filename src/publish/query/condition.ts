/** What a row must be to be a result, in terms of the places that its columns have in their lists. */
export type Condition =
  | { readonly kind: 'is'; readonly column: Uint16Array; readonly allowed: Uint8Array }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] };

export const EVERYTHING: Condition = { kind: 'all', of: [] };

/** One of some items of columns. Those of one column become one look-up for a row. */
export function anyItem(items: readonly Extract<Condition, { kind: 'is' }>[]): Condition {
  const columns = new Map<Uint16Array, Uint8Array>();
  for (const { column, allowed } of items) {
    const before = columns.get(column);
    columns.set(column, before ? before.map((each, place) => each | allowed[place]!) : allowed);
  }
  const of = [...columns].map(([column, allowed]) => ({ kind: 'is', column, allowed }) as const);
  return of.length === 1 ? of[0]! : { kind: 'any', of };
}

/** How many parts a condition has: each takes time for every row. */
export const countParts = (condition: Condition): number =>
  condition.kind === 'is' ? 1 : 1 + [condition.of].flat().reduce((sum, each) => sum + countParts(each), 0);

/** Writes for each row from `first` on whether it meets a condition, 1 or 0, as many as `marks` has room for. */
export function markRows(condition: Condition, first: number, marks: Uint8Array): void {
  if (condition.kind === 'is') {
    const { column, allowed } = condition;
    for (let place = 0; place < marks.length; place++) marks[place] = allowed[column[first + place]!]!;
  } else if (condition.kind === 'not') {
    markRows(condition.of, first, marks);
    for (let place = 0; place < marks.length; place++) marks[place]! ^= 1;
  } else combine(condition.kind, condition.of, first, marks);
}

function combine(kind: 'all' | 'any', of: readonly Condition[], first: number, marks: Uint8Array): void {
  marks.fill(kind === 'all' ? 1 : 0);
  const own = new Uint8Array(marks.length);
  for (const each of of) {
    markRows(each, first, own);
    if (kind === 'all') for (let place = 0; place < marks.length; place++) marks[place]! &= own[place]!;
    else for (let place = 0; place < marks.length; place++) marks[place]! |= own[place]!;
  }
}
