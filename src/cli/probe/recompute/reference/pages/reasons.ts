import { monday } from '../calendar.ts';
import { isMissed, isPossible } from '../code-list.ts';
import { count, type ExpectedRow, NONE, rate, said, table, type Value, WORDS } from '../expected.ts';
import { type Sat, tally } from '../known-register.ts';
import type { ReferencePage } from './page.ts';
import { mondaysOf } from './when.ts';

/** A code as whoever looks may see it: Y5 and Y7 are one without the right to tell them apart. */
export const shownAs = (code: string, sensitive: boolean): string =>
  !sensitive && (code === 'Y5' || code === 'Y7') ? 'Y5_Y7' : code;

/** As many codes as are shown week by week. */
const WEEKLY = 6;

/** Codes of the selection's sessions. */
export const reasonsPage: ReferencePage = ({ chosen: { sessions }, sensitive }) => {
  const all = tally(sessions);
  const byCode = [...Map.groupBy(sessions, ({ code }) => shownAs(code, sensitive))];
  const pupilsOf = (own: readonly Sat[]) => count(new Set(own.map(({ pupil }) => pupil)).size);
  const of = (...codes: string[]) => sessions.filter(({ code }) => codes.includes(code));
  const late = (...codes: string[]): ExpectedRow => ({
    sessions: count(of(...codes).length),
    share: rate(of(...codes).length, all.possible),
    pupils: pupilsOf(of(...codes)),
  });
  return new Map([
    said(weeklyShares(sessions)),
    [
      'codes',
      table(
        byCode.map(([code, own]) => [
          code,
          {
            meaning: WORDS,
            category: WORDS,
            sessions: count(own.length),
            share_possible: isPossible(own[0]!.code) ? rate(own.length, all.possible) : NONE,
            share_absence: isMissed(own[0]!.code) ? rate(own.length, all.missed) : NONE,
          },
        ]),
      ),
    ],
    [
      'late',
      table([
        ['L', late('L')],
        ['U', late('U')],
        ['late', late('L', 'U')],
      ]),
    ],
    [
      'holidays',
      table(
        ['G', 'H', 'F']
          .filter((code) => of(code).length > 0)
          .map((code) => [code, { sessions: count(of(code).length), pupils: pupilsOf(of(code)) }]),
      ),
    ],
    ['weeks', table(weeklyRows(sessions, sensitive))],
  ]);
};

/** Of each week's possible sessions, those of each code. */
const weeklyShares = (sessions: readonly Sat[]): Value[] =>
  mondaysOf(sessions).flatMap((week) => {
    const own = sessions.filter(({ date }) => monday(date) === week);
    const codes = Map.groupBy(own, ({ code }) => code);
    const { missed, possible } = tally(own);
    return [
      rate(0, possible),
      rate(missed, possible),
      ...[...codes.values()].map((each) => rate(each.length, possible)),
    ];
  });

/** Missed sessions of the codes with the most, week by week. */
function weeklyRows(sessions: readonly Sat[], sensitive: boolean): [string, ExpectedRow][] {
  const missed = Map.groupBy(
    sessions.filter(({ code }) => isMissed(code)),
    ({ code }) => shownAs(code, sensitive),
  );
  const most = [...missed]
    .sort(([a, own], [b, other]) => other.length - own.length || (a < b ? -1 : 1))
    .slice(0, WEEKLY);
  return mondaysOf(sessions).map((week) => {
    const inWeek = ({ date }: Sat) => monday(date) === week;
    return [
      week,
      {
        ...Object.fromEntries(most.map(([code, own]) => [`code:${code}`, count(own.filter(inWeek).length)])),
        possible: count(tally(sessions.filter(inWeek)).possible),
        ...Object.fromEntries(
          most
            .slice(0, 1)
            .map(([, own]) => ['most_share', rate(own.filter(inWeek).length, tally(sessions.filter(inWeek)).possible)]),
        ),
      },
    ];
  });
}
