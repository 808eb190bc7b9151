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
  // By character, like packed weeks: read for every week of hundreds of schools.
  for (let at = 0; at < packed.length; ) {
    const mark = packed[at++]!;
    let count = 0;
    while (at < packed.length) {
      const digit = packed.charCodeAt(at) - 48;
      if (digit < 0 || digit > 9) break;
      count = count * 10 + digit;
      at++;
    }
    counts.set(mark, (counts.get(mark) ?? 0) + count);
  }
  return counts;
}
