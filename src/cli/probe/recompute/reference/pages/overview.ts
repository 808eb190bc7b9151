import { monday, plusDays } from '../calendar.ts';
import { isPossible } from '../code-list.ts';
import {
  count,
  type ExpectedRow,
  type ExpectedTable,
  isAbsent,
  pupilCells,
  rate,
  sessionCells,
  table,
} from '../expected.ts';
import { type Known, type Sat, tally } from '../known-register.ts';
import type { PageFacts, ReferencePage } from './page.ts';
import { reasonsPage } from './reasons.ts';
import { mondaysOf } from './when.ts';

const pupilsIn = (sessions: readonly Sat[]): number =>
  new Set(sessions.filter(({ code }) => isPossible(code)).map(({ pupil }) => pupil)).size;

/** The overview: three periods, persistence, weeks and year groups. */
export const overviewPage: ReferencePage = (facts) => {
  const { chosen } = facts;
  const years = Map.groupBy(chosen.sessions, ({ who }) => who.ncYear);
  const own = Map.groupBy(chosen.pupils, ({ who }) => who.ncYear);
  const persistence = (oneIn: 10 | 2): ExpectedRow => ({
    rate: rate(chosen.pupils.filter((each) => isAbsent(each.tally, oneIn)).length, chosen.pupils.length),
  });
  return new Map([
    ['headlines', table(headlines(facts))],
    [
      'persistence',
      table([
        ['persistent', persistence(10)],
        ['severe', persistence(2)],
      ]),
    ],
    ['weeks', table(weeklyRows(chosen.sessions))],
    [
      'year-groups',
      table(
        [...new Set([...years.keys(), ...own.keys()])].map((year) => [
          year,
          { ...sessionCells(tally(years.get(year) ?? [])), ...pupilCells(own.get(year) ?? []) },
        ]),
        { ...sessionCells(tally(chosen.sessions)), ...pupilCells(chosen.pupils) },
      ),
    ],
    ...codeTables(facts),
  ]);
};

/** Codes of missed sessions, of attended ones, and of those that do not count. */
function codeTables(facts: PageFacts): [string, ExpectedTable][] {
  const codes = [...reasonsPage(facts).get('codes')!.rows];
  const { attended, missed, possible } = tally(facts.chosen.sessions);
  const rows = (wanted: (row: ExpectedRow) => boolean, left: readonly string[]) =>
    codes
      .filter(([, row]) => wanted(row))
      .map(
        ([code, row]) =>
          [code, Object.fromEntries(Object.entries(row).filter(([key]) => !left.includes(key)))] as const,
      );
  const isMissed = (row: ExpectedRow) => row['share_absence']?.kind === 'rate';
  const isPossibleCode = (row: ExpectedRow) => row['share_possible']?.kind === 'rate';
  return [
    [
      'absence-codes',
      table(rows(isMissed, []), {
        sessions: count(missed),
        share_possible: rate(missed, possible),
        share_absence: rate(missed, missed),
      }),
    ],
    [
      'attendance-codes',
      table(
        rows((row) => isPossibleCode(row) && !isMissed(row), ['share_absence']),
        { sessions: count(attended), share_possible: rate(attended, possible) },
      ),
    ],
    ['other-codes', table(rows((row) => !isPossibleCode(row), ['share_absence', 'share_possible']))],
  ];
}

const weeklyRows = (sessions: readonly Sat[]): [string, ExpectedRow][] =>
  mondaysOf(sessions).map((week) => {
    const { attended, authorised, unauthorised, possible } = tally(
      sessions.filter(({ date }) => monday(date) === week),
    );
    return [
      week,
      {
        attendance: rate(attended, possible),
        attended: count(attended),
        authorised: count(authorised),
        unauthorised: count(unauthorised),
        possible: count(possible),
      },
    ];
  });

function headlines({ known, chosen }: PageFacts): [string, ExpectedRow][] {
  const row = (key: string, sessions: readonly Sat[], pupils: number): [string, ExpectedRow] => {
    const { attended, authorised, unauthorised, missed, possible } = tally(sessions);
    const cells = {
      attendance: rate(attended, possible),
      absence: rate(missed, possible),
      authorised: rate(authorised, possible),
      unauthorised: rate(unauthorised, possible),
      pupils: count(pupils),
    };
    return [key, cells];
  };
  const week = lastFullWeek(known, chosen.sessions);
  const inWeek = chosen.sessions.filter(({ date }) => monday(date) === week);
  const day = latestTaken(chosen.sessions, pupilsIn(inWeek));
  const onDay = chosen.sessions.filter(({ date }) => date === day);
  return [
    row('period', chosen.sessions, chosen.pupils.length),
    ...(week === null ? [] : [row('week', inWeek, pupilsIn(inWeek))]),
    ...(day === null ? [] : [row('day', onDay, pupilsIn(onDay))]),
  ];
}

/** The last week with a possible session whose Friday afternoon had been held at the last collection. */
function lastFullWeek({ held }: Known, sessions: readonly Sat[]): string | null {
  const weeks = sessions.filter(({ code }) => isPossible(code)).map(({ date }) => monday(date));
  const isOver = (week: string) => {
    const friday = plusDays(week, 4);
    return held !== null && (friday < held.date || (friday === held.date && held.half === 'PM'));
  };
  return weeks.filter(isOver).sort().at(-1) ?? null;
}

/** The latest day on which at least half of the pupils of the last full week have marks; else the day before it, if there is one. */
function latestTaken(sessions: readonly Sat[], usual: number): string | null {
  const days = [...new Set(sessions.filter(({ code }) => isPossible(code)).map(({ date }) => date))].sort();
  const last = days.at(-1);
  if (last === undefined) return null;
  const enough = pupilsIn(sessions.filter(({ date }) => date === last)) * 2 >= usual;
  return enough ? last : (days.at(-2) ?? last);
}
