import { chance } from '../random.ts';
import { dayFrom, firstWeekday, lastWeekday, weekdayOf } from './days.ts';

/** The days of one school in one academic year, as day numbers. */
export interface SchoolCalendar {
  readonly startYear: number;
  /** Every weekday of term, in order, INSET days included. */
  readonly days: readonly number[];
  /** Staff training days (INSET): no pupil comes. */
  readonly inset: ReadonlySet<number>;
  /** First day of each of the six half terms. */
  readonly halfTerms: readonly number[];
  readonly first: number;
  readonly last: number;
}

const TERM_DAYS = 195;

/** Easter Sunday (Gregorian), by the anonymous algorithm. */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayFrom(year, Math.floor(n / 31), (n % 31) + 1);
}

function halfTermsOf(startYear: number): { from: number; to: number }[] {
  const spring = startYear + 1;
  const autumn = firstWeekday(dayFrom(startYear, 10, 25), 1);
  const february = firstWeekday(dayFrom(spring, 2, 15), 1);
  const whitsun = lastWeekday(dayFrom(spring, 5, 31), 1);
  const sunday = easter(spring);
  const [breakFrom, breakTo] =
    sunday > dayFrom(spring, 4, 12)
      ? [sunday - 15, sunday + 1]
      : sunday >= dayFrom(spring, 4, 1)
        ? [sunday - 8, sunday + 7]
        : [sunday - 2, sunday + 14];
  const first = dayFrom(startYear, 9, 1);
  return [
    { from: weekdayOf(first) > 5 ? firstWeekday(first, 1) : first, to: autumn - 3 },
    { from: autumn + 7, to: lastWeekday(dayFrom(startYear, 12, 21), 5) },
    { from: firstWeekday(dayFrom(spring, 1, 4), 1), to: february - 3 },
    { from: february + 7, to: breakFrom - 1 },
    { from: breakTo + 1, to: whitsun - 3 },
    { from: whitsun + 7, to: dayFrom(spring, 7, 31) },
  ];
}

/**
 * The calendar of a school in the academic year that starts in `startYear`: 195 weekdays, five of them INSET days that
 * differ a little from school to school. The dates follow the pattern of usual English calendars (half terms round the
 * last week of October, the third Monday of February, Easter and the spring bank holiday); the summer term ends when
 * 195 days are full.
 */
export function planCalendar(startYear: number, seed: number, school: number): SchoolCalendar {
  const halfTerms = halfTermsOf(startYear);
  const mayDay = firstWeekday(dayFrom(startYear + 1, 5, 1), 1);
  const days: number[] = [];
  for (const { from, to } of halfTerms)
    for (let day = from; day <= to && days.length < TERM_DAYS; day++)
      if (weekdayOf(day) <= 5 && day !== mayDay) days.push(day);
  const starts = halfTerms.map(({ from }) => days.find((day) => day >= from)!);
  const draw = (what: number) => chance(seed, school, startYear, what);
  const inset = new Set([days[0]!, starts[2]!]);
  if (draw(1) < 0.6) inset.add(days[1]!);
  const more = [starts[1]!, starts[5]!, days[days.length - 1]!, starts[4]!, starts[3]!];
  for (let i = Math.floor(draw(2) * more.length); inset.size < 5; i++) inset.add(more[i % more.length]!);
  return { startYear, days, inset, halfTerms: starts, first: days[0]!, last: days[days.length - 1]! };
}
