import type { AcademicYear } from '../../domain/sessions/academic-year.ts';
import { addDays, mondayOf } from '../../domain/sessions/dates.ts';
import { inWords, rangeInWords } from '../../domain/sessions/in-words.ts';
import { halfTermsOf, type Term, termsOf } from '../../domain/sessions/terms.ts';
import type { PeriodKind, Selection } from './selection.ts';

/** The days that a page's figures are about, inclusive. */
export interface Period {
  readonly kind: PeriodKind;
  /** `Year to date`, `Autumn term`, `Week` */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** `Autumn term, 1 September to 18 December 2026` */
  readonly words: string;
}

/**
 * The days of a selection, within the academic year. What names a part of the year in which the school was not open is taken as it
 * is: a page then says that there are no sessions.
 * @param days on which the school was open, rising
 */
export function resolvePeriod(
  { period, on, from, to }: Pick<Selection, 'period' | 'on' | 'from' | 'to'>,
  year: AcademicYear,
  days: readonly string[],
): Period {
  const latest = days.at(-1) ?? year.start;
  const day = clamp(on ?? latest, year);
  if (period === 'term') return ofTerm(period, termsOf(year), day, days);
  if (period === 'half-term') return ofTerm(period, halfTermsOf(year, days), day, days);
  if (period === 'week') {
    const monday = mondayOf(day);
    return named(period, 'Week', monday, addDays(monday, 6), rangeInWords(monday, addDays(monday, 4)));
  }
  if (period === 'day') return named(period, 'Day', day, day, inWords(day));
  if (period === 'range') {
    const [start, end] = [clamp(from ?? days[0] ?? year.start, year), clamp(to ?? latest, year)];
    return named(period, 'Chosen days', start, end, rangeInWords(start, end));
  }
  return named(period, 'Year to date', year.start, latest, rangeInWords(days[0] ?? year.start, latest));
}

/** In words a term is from the first to the last day on which the school was open in it, so far. */
function ofTerm(kind: PeriodKind, terms: readonly Term[], day: string, days: readonly string[]): Period {
  const { name, from, to } = terms.findLast((term) => term.from <= day) ?? terms[0]!;
  const open = days.filter((each) => each >= from && each <= to);
  return named(kind, name, from, to, rangeInWords(open[0] ?? from, open.at(-1) ?? to));
}

const named = (kind: PeriodKind, name: string, from: string, to: string, range: string): Period => ({
  kind,
  name,
  from,
  to,
  words: `${name}, ${range}`,
});

const clamp = (day: string, { start, end }: AcademicYear): string => (day < start ? start : day > end ? end : day);
