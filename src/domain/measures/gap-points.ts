/**
 * Percentage points from one rate to another, with one decimal, from exact integers, rounded once, half away from zero: `-1.2`,
 * `0.0`, `3.5`. Null when either has nothing to divide by.
 */
export function gapPoints(
  of: { numerator: number; denominator: number },
  than: { numerator: number; denominator: number },
): string | null {
  const [a, b, c, d] = [of.numerator, of.denominator, than.numerator, than.denominator].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  if (b === 0n || d === 0n) return null;
  const [top, bottom] = [1000n * (a * d - c * b), b * d];
  const size = top < 0n ? -top : top;
  const tenths = (2n * size + bottom) / (2n * bottom);
  const digits = tenths.toString().padStart(2, '0');
  return `${top < 0n && tenths > 0n ? '-' : ''}${digits.slice(0, -1)}.${digits.slice(-1)}`;
}
