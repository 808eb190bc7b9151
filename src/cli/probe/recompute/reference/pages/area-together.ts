import type { Area, AreaSchool } from '../area.ts';
import { monday } from '../calendar.ts';
import { isPossible } from '../code-list.ts';
import { count, type ExpectedPage, type ExpectedRow, gap, rate, table } from '../expected.ts';
import { type Sat, type Tally, tally } from '../known-register.ts';
import { fullWeeks, inWeeks } from './area-schools.ts';

/** Fewer schools are not several. */
const SEVERAL = 3;
type Pair = readonly [number, number];

/** What hit several schools in the latest full week of the period: codes, places, and other weeks of the kind. */
export function areaTogetherPage(area: Area): ExpectedPage {
  const open = area.schools.filter(({ isOpen }) => isOpen);
  const full = open.map((school) => ({ school, weeks: fullWeeks(school.known, school.whole.sessions, area.year) }));
  const week = full
    .flatMap(({ weeks }) => weeks)
    .filter((each) => each <= monday(area.period.to))
    .sort()
    .at(-1);
  if (week === undefined || week < monday(area.period.from)) return new Map();
  const schools = full.flatMap(({ school, weeks }) => (weeks.includes(week) ? [school] : []));
  const surges = [
    ...Map.groupBy(
      schools.flatMap((school) => surgesOf(school, week)),
      ({ code }) => code,
    ),
  ].filter(([, own]) => own.length >= SEVERAL);
  const low = schools.filter(({ whole }) => isLow(tally(inWeeks(whole.sessions, [week])), tally(whole.sessions)));
  return new Map([
    [
      'codes',
      table(
        surges.map(([code, own]) => [
          code,
          {
            schools: count(own.length),
            share: rate(...pooled(own.map(({ share }) => share))),
            before: rate(...pooled(own.map(({ before }) => before))),
          },
        ]),
      ),
    ],
    [
      'code-schools',
      table(
        surges.flatMap(([code, own]) =>
          own.map(({ urn, share, before }): [string, ExpectedRow] => [
            `${code}:${urn}`,
            { share: rate(...share), before: rate(...before), gap: gap(share, before) },
          ]),
        ),
      ),
    ],
    ['low-schools', table(low.map((school) => [String(school.known.school.urn), lowRow([school], week)]))],
    ['places', table(placeRows(schools, low, week))],
    ['weeks', table(weekRows(open))],
  ]);
}

const pooled = (pairs: readonly Pair[]): Pair => [
  pairs.reduce((sum, [of]) => sum + of, 0),
  pairs.reduce((sum, [, than]) => sum + than, 0),
];

/** Codes of which the share of possible sessions was twice as much as before in the year, and a point more. */
function surgesOf({ known, whole }: AreaSchool, week: string) {
  const now = whole.sessions.filter(({ date }) => monday(date) === week);
  const then = whole.sessions.filter(({ date }) => monday(date) < week);
  const [base, baseBefore] = [tally(now).possible, tally(then).possible];
  const codes = [...new Set(now.map(({ code }) => code))].filter((code) => isPossible(code) && !'/\\'.includes(code));
  return codes.flatMap((code) => {
    const of = (sessions: readonly Sat[]) => sessions.filter((session) => session.code === code).length;
    const [share, before]: Pair[] = [
      [of(now), base],
      [of(then), baseBefore],
    ] as const;
    const [own, other] = [share![0] * baseBefore, before![0] * base];
    const isSurge = base > 0 && baseBefore > 0 && own >= 2 * other && 100 * (own - other) >= base * baseBefore;
    return isSurge ? [{ code, urn: known.school.urn, share: share!, before: before! }] : [];
  });
}

/** Two points or more under the year to date. */
const isLow = (week: Tally, year: Tally): boolean =>
  week.possible > 0 &&
  year.possible > 0 &&
  100 * (year.attended * week.possible - week.attended * year.possible) >= 2 * week.possible * year.possible;

function lowRow(schools: readonly AreaSchool[], week: string): ExpectedRow {
  const own = tally(schools.flatMap(({ whole }) => inWeeks(whole.sessions, [week])));
  const year = tally(schools.flatMap(({ whole }) => whole.sessions));
  return {
    attendance: rate(own.attended, own.possible),
    to_date: rate(year.attended, year.possible),
    gap: gap([own.attended, own.possible], [year.attended, year.possible]),
  };
}

/** All schools of the probe are primary schools, without a town or an authority. */
function placeRows(schools: readonly AreaSchool[], low: readonly AreaSchool[], week: string): [string, ExpectedRow][] {
  if (low.length < SEVERAL) return [];
  const { attendance, to_date } = lowRow(low, week);
  const row = { schools: count(low.length), of: count(schools.length), attendance: attendance!, to_date: to_date! };
  return [['phase=Primary', row]];
}

function weekRows(schools: readonly AreaSchool[]): [string, ExpectedRow][] {
  const weeks = new Set(schools.flatMap(({ whole }) => whole.sessions.map(({ date }) => monday(date))));
  return [...weeks].flatMap((week): [string, ExpectedRow][] => {
    const open = schools
      .map(({ whole }) => ({ own: tally(inWeeks(whole.sessions, [week])), year: tally(whole.sessions) }))
      .filter(({ own }) => own.possible > 0);
    const low = open.filter(({ own, year }) => isLow(own, year));
    if (low.length < SEVERAL) return [];
    const attendance = rate(...pooled(low.map(({ own }) => [own.attended, own.possible])));
    return [[week, { schools: count(low.length), of: count(open.length), attendance }]];
  });
}
