import { academicYear, academicYearOf } from '../sessions/academic-year.ts';
import { easterSunday } from '../sessions/bank-holidays.ts';
import { addDays, dayOfWeek, isDate, isoWeek } from '../sessions/dates.ts';

export const TERMS = ['Autumn term', 'Spring term', 'Summer term'] as const;
export type Term = (typeof TERMS)[number];

/** What a published row is of: a day, a week by its ISO number, a term, or an academic year to date. */
export type Period =
  | { readonly kind: 'day'; readonly date: string }
  | { readonly kind: 'week'; readonly year: number; readonly week: number }
  | { readonly kind: 'term'; readonly startYear: number; readonly term: Term }
  | { readonly kind: 'year'; readonly startYear: number };

export const weekOf = (date: string): Period => ({ kind: 'week', ...isoWeek(date) });

/** A period in one text, in order of time within its kind. */
export function periodKey(period: Period): string {
  switch (period.kind) {
    case 'day':
      return period.date;
    case 'week':
      return `${period.year}-W${String(period.week).padStart(2, '0')}`;
    case 'term':
      return `${period.startYear}-T${TERMS.indexOf(period.term) + 1}`;
    default:
      return String(period.startYear);
  }
}

/** The reverse of `periodKey`; null for any other text. */
export function readPeriodKey(key: string): Period | null {
  if (isDate(key)) return { kind: 'day', date: key };
  const [, year, part] = /^(20\d\d)(?:-(W\d\d|T[123]))?$/.exec(key) ?? [];
  if (year === undefined) return null;
  if (part === undefined) return { kind: 'year', startYear: Number(year) };
  const number = Number(part.slice(1));
  const term = TERMS[number - 1];
  if (part.startsWith('T') && term !== undefined) return { kind: 'term', startYear: Number(year), term };
  return number >= 1 && number <= 53 ? { kind: 'week', year: Number(year), week: number } : null;
}

/** `time_period` and `time_identifier` as published files write them: a day has those of its week. */
export function timeOf(period: Period): { readonly period: string; readonly identifier: string } {
  switch (period.kind) {
    case 'day':
      return timeOf(weekOf(period.date));
    case 'week':
      return { period: String(period.year), identifier: `Week ${period.week}` };
    case 'term':
      return { period: academicYear(period.startYear).code, identifier: period.term };
    default:
      return { period: academicYear(period.startYear).code, identifier: 'Academic year' };
  }
}

/** Terms of the daily statistics where the Department fixed its own dates (configuration of its public dashboard): last days. */
const LAST_DAYS: Readonly<Record<number, readonly [autumn: string, spring: string]>> = {
  2025: ['2025-12-21', '2026-04-12'],
};

/**
 * The term of a day. Where the Department has not said its dates, those of the absence statistics: autumn to 31 December, spring to
 * Easter Sunday (pupil absence statistics, methodology). Days between two terms have few registers, so little hangs on it.
 */
export function termOf(date: string): Term {
  const [autumn, spring] = termEnds(academicYearOf(date).startYear);
  if (date <= autumn) return 'Autumn term';
  return date <= spring ? 'Spring term' : 'Summer term';
}

/** The term and the academic year that a day is in; of a week its Monday. */
export function spansOf(date: string): readonly Period[] {
  const { startYear } = academicYearOf(date);
  return [
    { kind: 'term', startYear, term: termOf(date) },
    { kind: 'year', startYear },
  ];
}

/** The last days of the autumn and of the spring term of an academic year, as `termOf` has them. */
export const termEnds = (startYear: number): readonly [autumn: string, spring: string] =>
  LAST_DAYS[startYear] ?? [`${startYear}-12-31`, easterSunday(startYear + 1)];

/** The first day of a day or a week: of a week its Monday. */
export const firstDayOf = (period: Extract<Period, { kind: 'day' | 'week' }>): string =>
  period.kind === 'day' ? period.date : mondayOfWeek(period);

/** The last day of a period: of a week its Friday. */
export function lastDayOf(period: Period): string {
  switch (period.kind) {
    case 'day':
      return period.date;
    case 'week':
      return addDays(mondayOfWeek(period), 4);
    case 'term':
      return [...termEnds(period.startYear), academicYear(period.startYear).end][TERMS.indexOf(period.term)]!;
    default:
      return academicYear(period.startYear).end;
  }
}

/** A week by its ISO number. */
export type Week = Extract<Period, { kind: 'week' }>;

/** The Monday of an ISO week: week 1 is the one with 4 January in it. */
export function mondayOfWeek({ year, week }: Pick<Week, 'year' | 'week'>): string {
  const fourth = `${year}-01-04`;
  return addDays(fourth, 1 - dayOfWeek(fourth) + (week - 1) * 7);
}
