/**
 * A rate as a percentage with so many decimals, in exact integer arithmetic, rounded once, half up: `91.51`. Null when there
 * is nothing to divide by (publish it as `z`, not applicable). Takes integers that are not negative.
 */
export function ratePercent(numerator: number | bigint, denominator: number | bigint, decimals: number): string | null {
  const [top, bottom] = [BigInt(numerator), BigInt(denominator)];
  if (bottom === 0n) return null;
  return percentText(top, bottom, decimals);
}

/** One phase of an all-schools total: its rate as a fraction, and the enrolments of the previous spring census. */
export interface WeightedPart {
  readonly numerator: number | bigint;
  readonly denominator: number | bigint;
  readonly weight: number | bigint;
}

/**
 * The all-schools rate as published for 2022/23 to 2024/25: phase rates weighted by census enrolments, for non-response. From
 * 2025/26 the published total is the plain pooled rate: use `ratePercent`. A phase with nothing to divide by has no rate and
 * takes no part; null when none has one.
 */
export function weightedRatePercent(parts: readonly WeightedPart[], decimals: number): string | null {
  let [top, bottom, weights] = [0n, 1n, 0n];
  for (const part of parts) {
    const [numerator, denominator, weight] = [BigInt(part.numerator), BigInt(part.denominator), BigInt(part.weight)];
    if (denominator === 0n) continue;
    top = top * denominator + numerator * weight * bottom;
    bottom *= denominator;
    weights += weight;
  }
  return weights === 0n ? null : percentText(top, bottom * weights, decimals);
}

function percentText(top: bigint, bottom: bigint, decimals: number): string {
  if (top < 0n || bottom < 0n) throw new RangeError('a rate is made of counts, which are never negative');
  const scale = 10n ** BigInt(decimals);
  const rounded = (200n * top * scale + bottom) / (2n * bottom);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
