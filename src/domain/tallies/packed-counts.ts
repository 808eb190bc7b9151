/** How many sessions by mark, the mark being a code's one-character form. */
export type MarkCounts = ReadonlyMap<string, number>;

/** Packs counts as each mark followed by its number, in the marks' own order: `/24I2`. No mark is a digit. */
export function packCounts(counts: MarkCounts): string {
  return [...counts.entries()]
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([mark, count]) => `${mark}${count}`)
    .join('');
}

/** The reverse of `packCounts`. Several packed texts, one after the other, add up. */
export function unpackCounts(packed: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, mark, count] of packed.matchAll(/(\D)(\d+)/g))
    counts.set(mark!, (counts.get(mark!) ?? 0) + Number(count));
  return counts;
}
