import type { Random } from '../../reconcile/random.ts';
import { daysOf, monday, plusDays, weekday, yearOf } from './reference/calendar.ts';

/** A half of a day on which a school takes its registers. */
export interface Session {
  readonly date: string;
  readonly half: 'AM' | 'PM';
}

/** Which days a shape of school is open on. */
export interface Opening {
  /** How much of the academic year. */
  readonly length: 'weeks' | 'year' | 'day' | 'ends' | 'two-years' | 'none';
  readonly weekends?: boolean;
  readonly halves?: 'AM' | 'both';
}

/** Breaks of an academic year, by month and day, that a school may take a few days earlier or later. */
const BREAKS: readonly (readonly [string, string])[] = [
  ['10-24', '11-01'],
  ['12-19', '01-04'],
  ['02-13', '02-21'],
  ['03-28', '04-12'],
  ['05-23', '05-31'],
];

/** The sessions of a school in order: weekdays outside its own breaks, without a few days of training or closure. */
export function drawSessions(random: Random, startYear: number, opening: Opening): Session[] {
  const days = openDays(random, startYear, opening);
  return days.flatMap((date): Session[] =>
    opening.halves === 'AM'
      ? [{ date, half: 'AM' }]
      : [
          { date, half: 'AM' },
          { date, half: 'PM' },
        ],
  );
}

function openDays(random: Random, startYear: number, { length, weekends }: Opening): string[] {
  if (length === 'none') return [];
  const { from, to } = yearOf(`${startYear}-10-01`);
  const start = `${startYear}-09-0${random.whole(1, 8)}`;
  const isOpen = (day: string) => weekends || weekday(day) <= 5;
  if (length === 'ends')
    return [...daysOf(from, plusDays(from, 6)), ...daysOf(plusDays(to, -6), to)].filter((day) => isOpen(day));
  if (length === 'two-years') {
    const before = openDays(random, startYear - 1, { length: 'year' }).slice(-random.whole(10, 70));
    return [...before, ...openDays(random, startYear, { length: 'weeks' })];
  }
  const shift = random.whole(-4, 4);
  const isBreak = (day: string) =>
    BREAKS.some(([first, last]) => {
      const of = (text: string) => plusDays(`${startYear + (text < '08' ? 1 : 0)}-${text}`, shift);
      return day >= of(first) && day <= of(last);
    });
  const year = daysOf(start, `${startYear + 1}-07-${random.whole(15, 24)}`);
  const days = year.filter((day) => isOpen(day) && !isBreak(day) && !random.chance(0.015));
  if (length === 'day') return [random.pick(days)];
  if (length === 'year') return days;
  // A part of the year, from its start as a rule; some schools join in its middle.
  const first = random.chance(0.8) ? 0 : random.whole(0, days.length - 60);
  return days.slice(first, first + random.whole(8, 80));
}

/** The Mondays of the weeks in which there are sessions. */
export const weeksOf = (sessions: readonly Session[]): string[] => [
  ...new Set(sessions.map(({ date }) => monday(date))),
];
