import { daysFrom, halfTerms, monday, plusDays, weekday } from '../calendar.ts';
import { isPossible } from '../code-list.ts';
import { count, type ExpectedRow, gap, rate, said, sessionCells, table, type Value } from '../expected.ts';
import { type Sat, tally } from '../known-register.ts';
import type { PageFacts, ReferencePage } from './page.ts';

const attendance = (sessions: readonly Sat[]): readonly [number, number] => {
  const { attended, possible } = tally(sessions);
  return [attended, possible];
};

/** Nothing where the selection has no such day. */
function edgesTogether(edges: readonly string[], sessions: readonly Sat[]): [string, ExpectedRow][] {
  if (edges.length === 0) return [];
  const own = (wanted: boolean) => sessions.filter(({ date }) => edges.includes(date) === wanted);
  return [
    ['edges', sessionCells(tally(own(true)))],
    ['others', sessionCells(tally(own(false)))],
  ];
}

/** When sessions were missed: weekdays, halves, the edges of half terms, weeks, days. */
export const whenPage: ReferencePage = (facts) => {
  const sessions = facts.chosen.sessions.filter(({ code }) => isPossible(code));
  const byWeekday = Map.groupBy(sessions, ({ date }) => String(weekday(date)));
  const byHalf = Map.groupBy(sessions, ({ half }) => half);
  const byDay = Map.groupBy(sessions, ({ date }) => date);
  const missed = (own: readonly Sat[]) => rate(tally(own).missed, own.length);
  return new Map([
    said([
      // Where no weekday stands out, the title has all of them together.
      missed(sessions),
      ...[...byWeekday.values(), ...byHalf.values(), ...byDay.values()].map(missed),
      ...togetherRates(facts, sessions),
    ]),
    [
      'weekdays',
      table(
        [...byWeekday].map(([day, own]) => [
          day,
          {
            ...sessionCells(tally(own)),
            am: rate(...attendance(own.filter(({ half }) => half === 'AM'))),
            pm: rate(...attendance(own.filter(({ half }) => half === 'PM'))),
            absence: missed(own),
          },
        ]),
      ),
    ],
    ['halves', table([...byHalf].map(([half, own]) => [half, sessionCells(tally(own))]))],
    ['edges', table(edgeRows(facts, sessions))],
    [
      'edges-together',
      table(
        edgesTogether(
          edgeRows(facts, sessions).map(([day]) => day),
          sessions,
        ),
      ),
    ],
    ['weeks', table(weekRows(sessions))],
    [
      'days',
      table(
        [...byDay].map(([day, own]) => [
          day,
          { attendance: rate(...attendance(own)), absence: missed(own), possible: count(own.length) },
        ]),
      ),
    ],
  ]);
};

/** The first and the last days of half terms together, and all other days. */
function togetherRates(facts: PageFacts, sessions: readonly Sat[]): Value[] {
  const edges = edgeRows(facts, sessions).map(([day]) => day);
  return [true, false].map((isEdge) =>
    rate(...attendance(sessions.filter(({ date }) => edges.includes(date) === isEdge))),
  );
}

function edgeRows({ known, chosen }: PageFacts, sessions: readonly Sat[]): [string, ExpectedRow][] {
  const all = attendance(sessions);
  const edges = halfTerms(known.year.from, known.open).flatMap(({ from, to }) => {
    const open = known.open.filter((day) => day >= from && day <= to);
    return open.length === 0 ? [] : [open[0]!, open.at(-1)!];
  });
  return [...new Set(edges)].flatMap((day): [string, ExpectedRow][] => {
    const own = sessions.filter(({ date }) => date === day);
    if (own.length === 0 || day < chosen.from || day > chosen.to) return [];
    return [[day, { attendance: rate(...attendance(own)), gap: gap(attendance(own), all) }]];
  });
}

/** Every week from the first to the last with a possible session, those between without one too. */
export function mondaysOf(sessions: readonly Sat[]): string[] {
  const weeks = sessions
    .filter(({ code }) => isPossible(code))
    .map(({ date }) => monday(date))
    .sort();
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: daysFrom(first, last) / 7 + 1 }, (_, week) => plusDays(first, week * 7));
}

export const weekRows = (sessions: readonly Sat[]): [string, ExpectedRow][] =>
  mondaysOf(sessions).map((week) => [week, sessionCells(tally(sessions.filter(({ date }) => monday(date) === week)))]);
