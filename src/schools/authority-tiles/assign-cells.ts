/**
 * Gives each row of a table of costs a column of its own, so that the costs add up to the least there is (Kuhn, “The Hungarian method for the
 * assignment problem”, 1955, with shortest augmenting paths). Equal costs are settled by the order of columns, so the same table gives the same answer.
 * @param costs at least as many columns as rows
 * @returns the column of each row
 */
export function assignCells(costs: readonly Float64Array[]): number[] {
  const columns = costs[0]?.length ?? 0;
  const rowPrices = new Float64Array(costs.length + 1);
  const columnPrices = new Float64Array(columns + 1);
  /** The row that has each column; columns and rows count from 1, 0 is none. */
  const rowOf = new Int32Array(columns + 1);
  for (let row = 1; row <= costs.length; row++) {
    const before = findPath(row, costs, rowOf, rowPrices, columnPrices);
    for (let column = before.end; column !== 0; column = before.from[column]!)
      rowOf[column] = rowOf[before.from[column]!]!;
  }
  const assigned = new Array<number>(costs.length);
  for (let column = 1; column <= columns; column++) if (rowOf[column] !== 0) assigned[rowOf[column]! - 1] = column - 1;
  return assigned;
}

/** The cheapest way to a free column for a row, over columns that others would give up. */
function findPath(
  row: number,
  costs: readonly Float64Array[],
  rowOf: Int32Array,
  rowPrices: Float64Array,
  columnPrices: Float64Array,
): { readonly end: number; readonly from: Int32Array } {
  const length = rowOf.length;
  const [from, least, seen] = [new Int32Array(length), new Float64Array(length).fill(Infinity), new Uint8Array(length)];
  rowOf[0] = row;
  let column = 0;
  while (rowOf[column] !== 0) {
    seen[column] = 1;
    const owner = rowOf[column]!;
    let [step, next] = [Infinity, 0];
    for (let other = 1; other < length; other++) {
      if (seen[other]) continue;
      const cost = costs[owner - 1]![other - 1]! - rowPrices[owner]! - columnPrices[other]!;
      if (cost < least[other]!) {
        least[other] = cost;
        from[other] = column;
      }
      if (least[other]! < step) [step, next] = [least[other]!, other];
    }
    for (let other = 0; other < length; other++)
      if (seen[other]) {
        rowPrices[rowOf[other]!]! += step;
        columnPrices[other]! -= step;
      } else least[other]! -= step;
    column = next;
  }
  return { end: column, from };
}
