import { type Counts, possible } from '../../domain/measures/counts.ts';
import { gapPoints } from '../../domain/measures/gap-points.ts';
import { rangeInWords } from '../../domain/sessions/in-words.ts';
import { countText, numberText, percentText } from '../figures.ts';
import type { Fraction } from '../report-view.ts';
import { baseText } from '../view-table.ts';
import type { SpanFigures } from './summary-figures.ts';
import { isHidden, isTooFew } from './too-few.ts';

export const attendanceOf = (counts: Counts): Fraction => ({
  numerator: counts.attended,
  denominator: possible(counts),
});
export const authorisedOf = (counts: Counts): Fraction => ({
  numerator: counts.authorised,
  denominator: possible(counts),
});
export const unauthorisedOf = (counts: Counts): Fraction => ({
  numerator: counts.unauthorised,
  denominator: possible(counts),
});

export const rateText = ({ numerator, denominator }: Fraction): string => percentText(numerator, denominator);

/** `93.4% (9,312 of 9,876)` */
export const rateAndBase = (fraction: Fraction): string => `${rateText(fraction)} (${baseText(fraction)})`;

/** `1.2 percentage points higher than`, `the same as`: said of `of`. Null when either has no base. */
export function comparedWith(of: Fraction, than: Fraction): string | null {
  const points = gapPoints(of, than);
  if (points === null) return null;
  if (points === '0.0') return 'the same to one decimal as';
  return `${pointsText(points)} ${points.startsWith('-') ? 'lower than' : 'higher than'}`;
}

/** `rose by 1.2 percentage points, from 94.0% to 95.2%`, `did not change: 94.0%`. Null when either has no base. */
export function movedText(from: Fraction, to: Fraction): string | null {
  const points = gapPoints(to, from);
  if (points === null) return null;
  if (points === '0.0') return `did not change by as much as 0.1 percentage points: ${rateText(to)}`;
  if (rateText(from) === rateText(to))
    return `${points.startsWith('-') ? 'fell' : 'rose'} by ${pointsText(points)} before rounding: both are ${rateText(to)} to one decimal`;
  return `${points.startsWith('-') ? 'fell' : 'rose'} by ${pointsText(points)}, from ${rateText(from)} to ${rateText(to)}`;
}

/** `1.0 percentage points`, without its sign. */
const pointsText = (points: string): string => `${points.replace('-', '')} percentage points`;

/** `Autumn term, second half, 2 to 24 November 2026` */
export const spanText = ({ name, from, to }: SpanFigures): string => `${name}, ${rangeInWords(from, to)}`;

/** The pupils of whom something is said, at the start of a sentence; none told apart who are too few to be. */
export function pupilsText(count: number, pupils: number): string {
  if (count === 0) return `None of ${countText(pupils, 'pupil')}`;
  if (count === pupils) return `All ${countText(pupils, 'pupil')}`;
  if (isTooFew(count)) return `Fewer than 10 of ${countText(pupils, 'pupil')}`;
  if (isHidden(count, pupils)) return `All but fewer than 10 of ${countText(pupils, 'pupil')}`;
  return `${numberText(count)} of ${countText(pupils, 'pupil')} (${percentText(count, pupils)})`;
}
