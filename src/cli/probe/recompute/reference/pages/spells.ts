import { isMissed, isPossible } from '../code-list.ts';
import { count, type ExpectedRow, rate, said, table } from '../expected.ts';
import type { Sat } from '../known-register.ts';
import { isOnRoll } from './attention.ts';
import type { ReferencePage } from './page.ts';

/** Stretches of possible sessions missed one after the other; what was not possible neither breaks nor counts. */
export function spellsOf(sessions: readonly Sat[]): Sat[][] {
  const spells: Sat[][] = [];
  let before = false;
  for (const session of sessions.filter(({ code }) => isPossible(code))) {
    const missed = isMissed(session.code);
    if (missed && before) spells.at(-1)!.push(session);
    else if (missed) spells.push([session]);
    before = missed;
  }
  return spells;
}

const LENGTHS: readonly (readonly [string, number, number])[] = [
  ['1', 1, 1],
  ['2', 2, 2],
  ['3-4', 3, 4],
  ['5-10', 5, 10],
  ['11-20', 11, 20],
  ['21+', 21, Number.POSITIVE_INFINITY],
];

/** Spells by their length, pupils with several short ones of illness, and long ones that have not ended. */
export const spellsPage: ReferencePage = ({ known, chosen: { pupils, to } }) => {
  const all = pupils.map(({ pupil, sessions }) => ({ pupil, spells: spellsOf(sessions) }));
  const total = (spells: readonly Sat[][]) => spells.reduce((sum, spell) => sum + spell.length, 0);
  const lengths = LENGTHS.map(([key, least, most]): [string, ExpectedRow] => {
    const own = all.map(({ spells }) => spells.filter(({ length }) => length >= least && length <= most));
    return [
      key,
      {
        spells: count(own.flat().length),
        sessions: count(total(own.flat())),
        pupils: count(own.filter(({ length }) => length > 0).length),
      },
    ];
  });
  const repeated = all.flatMap(({ pupil, spells }): [string, ExpectedRow][] => {
    const short = spells.filter((spell) => spell.length <= 4 && spell.every(({ code }) => code === 'I'));
    return short.length < 3 ? [] : [[String(pupil), { spells: count(short.length), sessions: count(total(short)) }]];
  });
  const open = pupils.flatMap(({ pupil, sessions }): [string, ExpectedRow][] => {
    const latest = sessions.findLast(({ code }) => isPossible(code))!;
    const last = spellsOf(sessions).at(-1) ?? [];
    if (last.length <= 4 || last.at(-1) !== latest || !isOnRoll(known, pupil, to)) return [];
    return [[String(pupil), { sessions: count(last.length) }]];
  });
  const whole = all.flatMap(({ spells }) => spells);
  const short = whole.filter(({ length }) => length <= 4);
  return new Map([
    // Of two days at most.
    said([rate(short.length, whole.length), rate(total(short), total(whole))]),
    ['lengths', table(lengths)],
    ['repeated', table(repeated)],
    ['open', table(open)],
  ]);
};
