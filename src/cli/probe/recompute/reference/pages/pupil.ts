import { dayInLondon, daysFrom, monday, plusDays, weekday } from '../calendar.ts';
import { isMissed, isPossible } from '../code-list.ts';
import { type ExpectedPage, type ExpectedRow, table, type Value } from '../expected.ts';
import { percentHalfUp } from '../half-up.ts';
import { type Known, type Sat, tally } from '../known-register.ts';
import { shownAs } from './reasons.ts';

const text = (words: string): Value => ({ kind: 'words', text: words });
const percent = (numerator: number, denominator: number): string => percentHalfUp(numerator, denominator) ?? 'n/a';
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/**
 * One pupil's page, in its own texts: figures, codes, days of the week, the register as it is drawn, and replaced marks.
 * @param known of the academic year of the pupil's last week
 */
export function pupilPage(known: Known, pupil: number, sensitive: boolean): ExpectedPage {
  const sessions = known.sessions.filter((session) => session.pupil === pupil);
  const all = tally(sessions);
  const base = (numerator: number) =>
    text(`${numerator} of ${all.possible} possible session${all.possible === 1 ? '' : 's'}`);
  const late = sessions.filter(({ code }) => code === 'L' || code === 'U').length;
  const figure = (numerator: number): ExpectedRow => ({
    rate: text(percent(numerator, all.possible)),
    base: base(numerator),
  });
  const byCode = Map.groupBy(sessions, ({ code }) => shownAs(code, sensitive));
  return new Map([
    [
      'figures',
      table([
        ['Attendance', figure(all.attended)],
        ['Absence', figure(all.missed)],
        ['Authorised absence', figure(all.authorised)],
        ['Unauthorised absence', figure(all.unauthorised)],
        ['Late (L and U)', figure(late)],
      ]),
    ],
    [
      'codes',
      table(
        [...byCode].map(([code, own]) => [
          code,
          {
            sessions: text(String(own.length)),
            share: text(isPossible(own[0]!.code) ? percent(own.length, all.possible) : 'Not counted'),
          },
        ]),
      ),
    ],
    ['days', table(dayRows(sessions))],
    ['register', table(registerRows(sessions, sensitive))],
    ['changes', table(changeRows(known, pupil, sensitive))],
  ]);
}

const dayRows = (sessions: readonly Sat[]): [string, ExpectedRow][] =>
  DAYS.flatMap((day, place): [string, ExpectedRow][] => {
    const own = sessions.filter(({ date, code }) => weekday(date) === place + 1 && isPossible(code));
    if (own.length === 0) return [];
    const cell = (wanted: 'AM' | 'PM') => {
      const half = own.filter((session) => session.half === wanted);
      const missed = half.filter(({ code }) => isMissed(code)).length;
      return text(half.length === 0 ? 'No sessions' : `${missed} of ${half.length} (${percent(missed, half.length)})`);
    };
    return [[day, { morning: cell('AM'), afternoon: cell('PM') }]];
  });

/** Rows by their place, newest week first; a week without a mark has no cells. */
function registerRows(sessions: readonly Sat[], sensitive: boolean): [string, ExpectedRow][] {
  const weeks = sessions.map(({ date }) => monday(date)).sort();
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return [];
  const days = Math.max(5, ...sessions.map(({ date }) => weekday(date)));
  return Array.from({ length: daysFrom(first, last) / 7 + 1 }, (_, place) => {
    const week = plusDays(last, place * -7);
    const own = new Map(
      sessions
        .filter(({ date }) => monday(date) === week)
        .map(({ date, half, code }) => [(weekday(date) - 1) * 2 + (half === 'PM' ? 1 : 0), code]),
    );
    const cells = Array.from({ length: own.size === 0 ? 0 : days * 2 }, (_, session) => {
      const code = own.get(session);
      return [String(session), text(code === undefined ? '·' : pageCode(code, sensitive))] as const;
    });
    return [String(place), Object.fromEntries(cells)];
  });
}

/** Y5 and Y7 are drawn as Y without the right to tell them apart. */
const pageCode = (code: string, sensitive: boolean): string => shownAs(code, sensitive).replace('Y5_Y7', 'Y');

/** Marks that were seen otherwise within the last six weeks, by their place, the last seen first. */
function changeRows({ school, year }: Known, pupil: number, sensitive: boolean): [string, ExpectedRow][] {
  const since = plusDays(dayInLondon(school.now), -42);
  const show = (code: string | null) => (code === null ? 'No mark' : pageCode(code, sensitive));
  const changes = school.marks
    .filter((mark) => mark.pupil === pupil && mark.date >= year.from && mark.date <= year.to)
    .flatMap(({ date, half, seen }) =>
      seen.slice(1).map(({ run, code }, place) => ({
        date,
        half,
        at: school.runs[run]!.at,
        was: seen[place]!.code,
        became: code,
      })),
    )
    .filter(({ at }) => dayInLondon(at) >= since)
    .filter(
      ({ was, became }) => was === null || became === null || shownAs(was, sensitive) !== shownAs(became, sensitive),
    );
  const order = ({ at, date, half }: (typeof changes)[number]) => `${at} ${date} ${half}`;
  changes.sort((a, b) => (order(a) < order(b) ? 1 : -1));
  return changes.map(({ was, became }, place) => [String(place), { was: text(show(was)), became: text(show(became)) }]);
}
