import { addDays, dateOfDay, dayNumber, dayOfWeek } from './dates.ts';

/**
 * An academic year as whole weeks, so that no week belongs to two: from the first Monday on or after 1 August to the Sunday
 * before the next one's. Terms lie well inside; the law's own year starts on 1 August.
 */
export interface AcademicYear {
  readonly start: string;
  readonly end: string;
  readonly startYear: number;
  /** `2026/27` */
  readonly label: string;
  /** `202627`, as in published files. */
  readonly code: string;
}

/** The academic year that begins in a calendar year. */
export function academicYear(startYear: number): AcademicYear {
  const next = String((startYear + 1) % 100).padStart(2, '0');
  return {
    start: startOf(startYear),
    end: addDays(startOf(startYear + 1), -1),
    startYear,
    label: `${startYear}/${next}`,
    code: `${startYear}${next}`,
  };
}

/** The academic year a day belongs to. */
export function academicYearOf(date: string): AcademicYear {
  const year = Number(date.slice(0, 4));
  return academicYear(date >= startOf(year) ? year : year - 1);
}

function startOf(year: number): string {
  const august = `${String(year).padStart(4, '0')}-08-01`;
  return dateOfDay(dayNumber(august) + ((8 - dayOfWeek(august)) % 7));
}
