import type { Area, AreaSchool } from '../area.ts';
import { daysFrom, monday, plusDays, yearOf } from '../calendar.ts';
import { choose, type OwnSessions } from '../choose.ts';
import {
  type ExpectedPage,
  type ExpectedRow,
  gap,
  NONE,
  pupilCells,
  rate,
  sessionCells,
  table,
  type Value,
} from '../expected.ts';
import { type Known, knownAt, type Sat, type Tally, tally } from '../known-register.ts';

/** Every school of an area with its measures, its changes and how much of its roll has marks; and all of them together. */
export function areaSchoolsPage(area: Area): ExpectedPage {
  const facts = area.schools.map((school) => ({
    urn: school.known.school.urn,
    school,
    changes: changesOf(area, school),
    coverage: coverageOf(area, school),
  }));
  const rows = facts.map(({ urn, school, changes, coverage }): [string, ExpectedRow] => [
    String(urn),
    {
      ...measures(sessionsOf(school), pupilsOf(school)),
      change_week: gapOf(changes.week, changes.weekBefore),
      change_year: gapOf(changes.full, changes.yearBefore),
      coverage: coverage ? rate(...coverage) : NONE,
    },
  ]);
  const covered = facts.flatMap(({ coverage }) => (coverage ? [coverage] : []));
  const pooled = (of: 'week' | 'full', than: 'weekBefore' | 'yearBefore') => {
    const both = facts.filter(({ changes }) => hasBase(changes[of]) && hasBase(changes[than]));
    return gapOf(
      both.flatMap(({ changes }) => changes[of]),
      both.flatMap(({ changes }) => changes[than]),
    );
  };
  const total = {
    ...measures(area.schools.flatMap(sessionsOf), area.schools.flatMap(pupilsOf)),
    change_week: pooled('week', 'weekBefore'),
    change_year: pooled('full', 'yearBefore'),
    coverage: rate(sum(covered.map(([marked]) => marked)), sum(covered.map(([, onRoll]) => onRoll))),
  };
  return new Map([['schools', table(rows, total)]]);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Of the selection; none where the school has no possible session in the year. */
export const sessionsOf = ({ chosen, isOpen }: AreaSchool): readonly Sat[] => (isOpen ? chosen.sessions : []);
export const pupilsOf = ({ chosen, isOpen }: AreaSchool): readonly OwnSessions[] => (isOpen ? chosen.pupils : []);

export const measures = (sessions: readonly Sat[], pupils: readonly OwnSessions[]): ExpectedRow => ({
  ...sessionCells(tally(sessions)),
  ...pupilCells(pupils),
});

const hasBase = (sessions: readonly Sat[]): boolean => tally(sessions).possible > 0;
const attendance = ({ attended, possible }: Tally): readonly [number, number] => [attended, possible];
const gapOf = (of: readonly Sat[], than: readonly Sat[]): Value => gap(attendance(tally(of)), attendance(tally(than)));

/** Weeks with a possible session whose Friday afternoon had been held at the last collection, within some days. */
export function fullWeeks({ held }: Known, sessions: readonly Sat[], days: { from: string; to: string }): string[] {
  const weeks = [...new Set(sessions.map(({ date }) => monday(date)))].sort();
  return weeks.filter((week) => {
    const friday = plusDays(week, 4);
    const isHeld = held !== null && (friday < held.date || (friday === held.date && held.half === 'PM'));
    return isHeld && week >= days.from && friday <= days.to && hasBase(inWeeks(sessions, [week]));
  });
}

export const inWeeks = (sessions: readonly Sat[], weeks: readonly string[]): Sat[] =>
  sessions.filter(({ date }) => weeks.includes(monday(date)));

/** The sessions that are compared: of the last full week and the one before; of the full weeks and those of the year before. */
function changesOf({ asked, sensitive, year, period }: Area, { known, whole, isOpen }: AreaSchool) {
  if (!isOpen) return { week: [], weekBefore: [], full: [], yearBefore: [] };
  const weeks = fullWeeks(known, whole.sessions, period);
  const all = fullWeeks(known, whole.sessions, year);
  const last = weeks.at(-1);
  const before = last === undefined ? undefined : all[all.indexOf(last) - 1];
  const then = yearOf(plusDays(year.from, -1));
  const knownThen = knownAt(known.school, { ...asked, on: then.from });
  const sessionsThen = choose(knownThen, asked, sensitive, then).sessions;
  return {
    week: last === undefined ? [] : inWeeks(whole.sessions, [last]),
    weekBefore: before === undefined ? [] : inWeeks(whole.sessions, [before]),
    full: inWeeks(whole.sessions, weeks),
    yearBefore: inWeeks(
      sessionsThen,
      weeks.map((week) => plusDays(then.from, daysFrom(year.from, week))),
    ),
  };
}

/** Of pupils on roll in the last full week, those with a mark that can be read; whoever they are. */
function coverageOf({ period }: Area, { known, isOpen }: AreaSchool): readonly [number, number] | null {
  const week = isOpen ? fullWeeks(known, known.sessions, period).at(-1) : undefined;
  if (week === undefined) return null;
  const readable = inWeeks(known.sessions, [week]).filter(({ code }) => code !== '-' && code !== '?');
  const friday = plusDays(week, 4);
  const onRoll = known.school.pupils.filter(({ enrolments }) =>
    enrolments.some(({ firstDay, lastDay }) => firstDay <= friday && (lastDay === null || lastDay >= week)),
  );
  return [new Set(readable.map(({ pupil }) => pupil)).size, onRoll.length];
}
