import { seriesStart } from '../measures/published-definition.ts';
import { type AcademicYear, academicYear, academicYearOf } from '../sessions/academic-year.ts';
import { easterSunday, isBankHoliday } from '../sessions/bank-holidays.ts';
import { addDays, dayOfWeek, mondayOf } from '../sessions/dates.ts';
import { londonInstant } from '../sessions/london.ts';
import { releaseId } from './release-id.ts';

/** A release that is to come. */
export interface PlannedRelease {
  readonly id: string;
  /** A Friday: the last day that is counted. */
  readonly asOf: string;
  /** From this moment on it can be made: changes of marks have settled by then. */
  readonly makeFrom: Date;
  /** It is published at this moment, not before. */
  readonly dueAt: Date;
}

/** Days from the last day that is counted to the release (pupil attendance in schools: the Thursday 13 days after the last Friday). */
const LAG_DAYS = 13;
/** And to the Monday before, on which it is made: three days are left to check it and to sign it off. */
const MAKE_DAYS = 10;
/** Statistics are published at half past nine, London time (Code of Practice for Statistics). */
const DUE_TIME = '09:30';
const FORTNIGHT = 14;

/** A release as of a Friday. @param correction 1 for the first one, 2 for one that corrects it */
export function plannedRelease(asOf: string, correction = 1): PlannedRelease {
  const due = workingDayFrom(addDays(asOf, LAG_DAYS));
  return {
    id: releaseId(asOf, correction),
    asOf,
    makeFrom: londonInstant(addDays(asOf, MAKE_DAYS), '00:00'),
    dueAt: londonInstant(due, DUE_TIME),
  };
}

/** When a correction is due that is made on a day: at the usual time of the next working day. */
export const correctionDue = (day: string): Date => londonInstant(workingDayFrom(addDays(day, 1)), DUE_TIME);

/**
 * The Fridays of an academic year as of which releases are made: every second one from the end of the first full week on, but for those whose
 * two weeks are both in the holidays. The Department publishes no rule for the holidays; these are our reading, and half terms
 * make no difference.
 */
export function releaseDays(year: AcademicYear): string[] {
  const days: string[] = [];
  for (let friday = addDays(seriesStart(year), 4); friday <= year.end; friday = addDays(friday, FORTNIGHT)) {
    const monday = mondayOf(friday);
    if (isTermWeek(monday) || (days.length > 0 && isTermWeek(addDays(monday, -7)))) days.push(friday);
  }
  return days;
}

/** The releases whose due times lie from a day on, for so many months, the soonest first. */
export function releaseCalendar(from: string, months = 12): PlannedRelease[] {
  const [first, last] = [londonInstant(from, '00:00'), londonInstant(monthsLater(from, months), '00:00')];
  const startYear = academicYearOf(from).startYear;
  return [startYear - 1, startYear, startYear + 1, startYear + 2]
    .flatMap((each) => releaseDays(academicYear(each)))
    .map((asOf) => plannedRelease(asOf))
    .filter(({ dueAt }) => dueAt >= first && dueAt < last);
}

/** The newest release of the rhythm that can be made at a moment; null before the first of the academic year whose releases began last. */
export function latestToMake(now: Date, today: string): PlannedRelease | null {
  const { startYear } = academicYearOf(today);
  return (
    [startYear - 1, startYear]
      .flatMap((each) => releaseDays(academicYear(each)))
      .map((asOf) => plannedRelease(asOf))
      .findLast(({ makeFrom }) => makeFrom <= now) ?? null
  );
}

function isTermWeek(monday: string): boolean {
  const year = Number(monday.slice(0, 4));
  const friday = addDays(monday, 4);
  const holds = (date: string) => monday <= date && date <= addDays(monday, 6);
  const isChristmas = holds(`${year}-12-25`) || holds(`${year + 1}-01-01`) || holds(`${year}-01-01`);
  const easter = easterSunday(year);
  const isEaster = holds(easter) || holds(addDays(easter, 1));
  const isSummer = friday > `${year}-07-25` && monday < `${year}-09-01`;
  return !isChristmas && !isEaster && !isSummer;
}

/** That day, or the first after it that is neither on a weekend nor a bank holiday. */
function workingDayFrom(day: string): string {
  return dayOfWeek(day) > 5 || isBankHoliday(day) ? workingDayFrom(addDays(day, 1)) : day;
}

function monthsLater(day: string, months: number): string {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return addDays(`${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`, Number(day.slice(8)) - 1);
}
