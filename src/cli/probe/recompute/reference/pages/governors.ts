import { SENSITIVE_TRAITS, TRAITS, traitOf } from '../asked.ts';
import { daysFrom, halfTerms, plusDays, weekday, yearOf } from '../calendar.ts';
import { type Chosen, choose } from '../choose.ts';
import { isMissed } from '../code-list.ts';
import {
  count,
  type ExpectedRow,
  type ExpectedTable,
  gap,
  isAbsent,
  NONE,
  rate,
  said,
  table,
  type Value,
  WORDS,
} from '../expected.ts';
import { pointsHalfUp } from '../half-up.ts';
import { knownAt, type Sat, type Tally, tally } from '../known-register.ts';
import type { PageFacts, ReferencePage } from './page.ts';

/** Fewer pupils are not told apart. */
const FEWEST = 10;
const isFew = (pupils: number): boolean => pupils > 0 && pupils < FEWEST;

/** The governors' summary, to the last school day of the period: periods, groups that differ, reasons; no small group told apart. */
export const governorsPage: ReferencePage = (facts) => {
  const to = facts.known.open.filter((day) => day <= facts.chosen.to).at(-1);
  if (to === undefined) return new Map();
  const year = between(facts, facts.known.year.from, to);
  if (year.pupils.length < FEWEST) return new Map();
  return new Map([
    said([...weekdayRates(year), ...ratesBefore(facts, to)]),
    ['attendance-periods', table(periodRows(facts, to, year))],
    ['differing-groups', table(groupRows(year))],
    ['absence-reasons', reasonsTable(year)],
  ]);
};

const between = ({ known, asked, sensitive, chosen }: PageFacts, from: string, to: string): Chosen =>
  choose(known, { ...asked, population: chosen.population }, sensitive, { from, to });

function periodRows(facts: PageFacts, to: string, year: Chosen): [string, ExpectedRow][] {
  const halves = halvesTo(facts, to);
  const [before, current] = [halves.at(-2), halves.at(-1)!];
  const last = lastYear(facts, to);
  return [
    ['half-term', periodRow(between(facts, current.from, to))],
    ...(before
      ? [['half-term-before', periodRow(between(facts, before.from, before.to))] as [string, ExpectedRow]]
      : []),
    ['year', periodRow(year)],
    ...(last ? [['last-year', periodRow(last)] as [string, ExpectedRow]] : []),
  ];
}

/** Half terms that had begun by a day, and in which the school was open. */
const halvesTo = ({ known }: PageFacts, to: string) =>
  halfTerms(known.year.from, known.open).filter(
    (half) => half.from <= to && known.open.some((day) => day >= half.from && day <= half.to),
  );

/** To the same day of the same week of the academic year before; null without a possible session. */
function lastYear({ known, asked, sensitive, chosen }: PageFacts, to: string): Chosen | null {
  const { from } = yearOf(plusDays(known.year.from, -1));
  const before = knownAt(known.school, { ...asked, on: from });
  const days = { from, to: plusDays(from, daysFrom(known.year.from, to)) };
  const found = choose(before, { ...asked, population: chosen.population }, sensitive, days);
  return tally(found.sessions).possible > 0 ? found : null;
}

function periodRow({ sessions, pupils }: Chosen): ExpectedRow {
  const { attended, authorised, unauthorised, possible } = tally(sessions);
  const all = pupils.length;
  const few = isFew(all);
  const absent = (oneIn: 10 | 2): Value => {
    const number = pupils.filter((each) => isAbsent(each.tally, oneIn)).length;
    return few || isFew(number) || isFew(all - number) ? NONE : rate(number, all);
  };
  return {
    attendance: few ? NONE : rate(attended, possible),
    authorised: few ? NONE : rate(authorised, possible),
    unauthorised: few ? NONE : rate(unauthorised, possible),
    persistent: absent(10),
    severe: absent(2),
    pupils: few ? NONE : count(all),
  };
}

/** Each day of the week, and the other days. */
const weekdayRates = ({ sessions }: Chosen): Value[] =>
  [1, 2, 3, 4, 5, 6, 7].flatMap((day) => {
    const own = tally(sessions.filter(({ date }) => weekday(date) === day));
    const others = tally(sessions.filter(({ date }) => weekday(date) !== day));
    return [rate(own.attended, own.possible), rate(others.attended, others.possible)];
  });

/** The year as it stood at the end of the half term before. */
function ratesBefore(facts: PageFacts, to: string): Value[] {
  const before = halvesTo(facts, to).at(-2);
  if (!before) return [];
  const { pupils } = between(facts, facts.known.year.from, before.to);
  const absent = (oneIn: 10 | 2) => pupils.filter((each) => isAbsent(each.tally, oneIn)).length;
  return [rate(absent(10), pupils.length), rate(absent(2), pupils.length)];
}

interface Group {
  readonly key: string;
  readonly own: Tally;
  readonly rest: Tally;
  readonly pupils: number;
  readonly others: number;
}

/** Which of two values is listed first; of equally small groups that one is left out first. */
const inListOrder = (a: string, b: string): number => listed(a) - listed(b) || (a < b ? -1 : 1);
const LISTED =
  `R 1 2 3 4 5 6 7 8 9 10 11 12 13 X F M O yes no none support ehc_plan WBRI WIRI WIRT WROM WOTH MWBC MWBA MWAS MOTH AIND APKN
  ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT`.split(/\s+/);
const listed = (value: string): number =>
  value === 'unknown' ? LISTED.length + 1 : LISTED.indexOf(value) + 1 || LISTED.length;

/** Groups of which attendance differs by a point or more from that of all others: at most eight, the smaller of two halves. */
function groupRows(year: Chosen): [string, ExpectedRow][] {
  const groups = TRAITS.filter((trait) => !SENSITIVE_TRAITS.includes(trait)).flatMap((trait) => {
    const values = new Set([...year.sessions, ...year.pupils].map(({ who }) => traitOf(trait, who)));
    const all = [...values].sort(inListOrder).map((value): Group => {
      const own = tally(year.sessions.filter(({ who }) => traitOf(trait, who) === value));
      const members = year.pupils.filter(({ who }) => traitOf(trait, who) === value).length;
      return {
        key: `${trait === 'year' ? 'nc_year' : trait}=${value}`,
        own,
        rest: tally(year.sessions.filter(({ who }) => traitOf(trait, who) !== value)),
        pupils: members === 0 && own.possible > 0 ? 1 : members,
        others: year.pupils.length - members,
      };
    });
    return toldApart(all, (some) => some.reduce((sum, { pupils }) => sum + pupils, 0)).filter(
      ({ key, others }) => others >= FEWEST && !key.endsWith('=unknown'),
    );
  });
  return groups
    .filter((group) => !groups.some((other) => isOtherHalf(group, other)))
    .map((group) => ({ group, size: sizeOf(group) }))
    .filter(({ size }) => size >= 1)
    .sort((a, b) => b.size - a.size || (a.group.key < b.group.key ? -1 : 1))
    .slice(0, 8)
    .map(({ group: { key, own, rest, pupils } }) => [
      key,
      {
        attendance: rate(own.attended, own.possible),
        rest: rate(rest.attended, rest.possible),
        gap: gap([own.attended, own.possible], [rest.attended, rest.possible]),
        pupils: count(pupils),
      },
    ]);
}

/** In points, as rounded. */
function sizeOf({ own, rest }: Group): number {
  if (own.possible === 0 || rest.possible === 0) return 0;
  return Number(pointsHalfUp([own.attended, own.possible], [rest.attended, rest.possible]).replace(/^[+−]/, ''));
}

function isOtherHalf(group: Group, other: Group): boolean {
  if (group === other || group.key.split('=')[0] !== other.key.split('=')[0]) return false;
  if (other.own.attended !== group.rest.attended || other.own.possible !== group.rest.possible) return false;
  return other.pupils < group.pupils || (other.pupils === group.pupils && other.key < group.key);
}

/**
 * What may be told apart: the smallest are left out until neither the next nor all that were left out together are few.
 * @param together how many pupils some have together
 */
function toldApart<Part extends { readonly pupils: number }>(
  parts: readonly Part[],
  together: (some: readonly Part[]) => number,
): Part[] {
  const rest = parts.filter(({ pupils }) => pupils > 0).sort((a, b) => a.pupils - b.pupils);
  const left: Part[] = [];
  while (rest.length > 0 && (isFew(rest[0]!.pupils) || isFew(together(left)))) left.push(rest.shift()!);
  return rest;
}

function reasonsTable({ sessions }: Chosen): ExpectedTable {
  const all = tally(sessions);
  const row = (number: number): ExpectedRow => ({
    meaning: WORDS,
    category: WORDS,
    sessions: count(number),
    share_absence: rate(number, all.missed),
    share_possible: rate(number, all.possible),
  });
  const byCode = Map.groupBy(
    sessions.filter(({ code }) => isMissed(code)),
    ({ code }) => code,
  );
  const pupilsIn = (some: readonly Sat[]) => new Set(some.map(({ pupil }) => pupil)).size;
  const reasons = [...byCode]
    .map(([code, own]) => ({ code, own, pupils: pupilsIn(own) }))
    .sort((a, b) => b.own.length - a.own.length || (a.code < b.code ? -1 : 1));
  const told = toldApart(reasons, (some) => pupilsIn(some.flatMap(({ own }) => own)));
  if (told.length === 0) return table([]);
  const pooled = reasons.filter((reason) => !told.includes(reason));
  const rows = told.map(({ code, own }): [string, ExpectedRow] => [code, row(own.length)]);
  const other = pooled.flatMap(({ own }) => own).length;
  return table(pooled.length === 0 ? rows : [...rows, ['other', row(other)]], row(all.missed));
}
