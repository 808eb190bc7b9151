/**
 * The base below which a day or a week is not set beside others: half of the median of those that have one. A day on which one
 * pupil had a session, or a week that has just begun, is otherwise always the best or the worst.
 * @param bases possible sessions of each; those without any do not count
 */
export function leastUsual(bases: readonly number[]): number {
  const some = bases.filter((base) => base > 0).sort((a, b) => a - b);
  return (some[Math.floor((some.length - 1) / 2)] ?? 0) / 2;
}
