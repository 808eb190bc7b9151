/** A percentage to one decimal, half up, by whole numbers alone: what a page must show for a rate. Null without a base. */
export function percentHalfUp(numerator: number, denominator: number): string | null {
  if (denominator === 0) return null;
  const tenths = tenthsHalfUp(BigInt(numerator) * 1000n, BigInt(denominator));
  return `${tenths / 10n}.${tenths % 10n}%`;
}

/** A quotient of whole numbers that are not negative, to the nearest whole number; a half goes up. */
function tenthsHalfUp(top: bigint, bottom: bigint): bigint {
  const whole = top / bottom;
  return (top - whole * bottom) * 2n >= bottom ? whole + 1n : whole;
}
