/** A percentage to one decimal, half up, by whole numbers alone: what a page must show for a rate. Null without a base. */
export function percentHalfUp(numerator: number, denominator: number): string | null {
  if (denominator === 0) return null;
  const tenths = toNearest(BigInt(numerator) * 1000n, BigInt(denominator));
  return `${tenths / 10n}.${tenths % 10n}%`;
}

/** A quotient of whole numbers that are not negative, to the nearest whole number; a half goes up. */
function toNearest(top: bigint, bottom: bigint): bigint {
  const whole = top / bottom;
  return (top - whole * bottom) * 2n >= bottom ? whole + 1n : whole;
}

/** Percentage points from one rate to another, to one decimal, a half away from nothing: `+1.2`, `−0.4`, `0.0`. */
export function pointsHalfUp(of: readonly [number, number], than: readonly [number, number]): string {
  const [a, b, c, d] = [BigInt(of[0]), BigInt(of[1]), BigInt(than[0]), BigInt(than[1])];
  const top = (a * d - c * b) * 1000n;
  const tenths = toNearest(top < 0n ? -top : top, b * d);
  const sign = tenths === 0n ? '' : top < 0n ? '−' : '+';
  return `${sign}${tenths / 10n}.${tenths % 10n}`;
}
