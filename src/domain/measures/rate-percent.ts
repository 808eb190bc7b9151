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

/** Digits of a rate in the Department's wide files: those that a double holds for certain. */
const DIGITS = 15;

/** A rate as a percentage to 15 significant digits, without zeros at its end: `91.5102180907003`, `0`. Null when there is nothing to divide by. */
export const percentDigits = (numerator: number | bigint, denominator: number | bigint): string | null =>
  toDigits(Number(numerator) / Number(denominator), (decimals) => ratePercent(numerator, denominator, decimals));

/** A weighted rate likewise. */
export function weightedPercentDigits(parts: readonly WeightedPart[]): string | null {
  const known = parts.filter(({ denominator }) => Number(denominator) !== 0);
  const weights = known.reduce((sum, { weight }) => sum + Number(weight), 0);
  const weighed = known.reduce(
    (sum, { numerator, denominator, weight }) => sum + (Number(numerator) / Number(denominator)) * Number(weight),
    0,
  );
  return toDigits(weighed / weights, (decimals) => weightedRatePercent(parts, decimals));
}

/**
 * @param about the rate as a fraction, which tells where the first digit stands; all digits come from whole numbers
 * @param percent the rate with so many decimals
 */
function toDigits(about: number, percent: (decimals: number) => string | null): string | null {
  const first = about > 0 ? Math.floor(Math.log10(about * 100)) + 1 : 0;
  const text = percent(DIGITS - first);
  return text?.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
