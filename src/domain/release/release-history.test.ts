import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../../sandbox/random.ts';
import { auditRelease, type Protected } from '../disclosure/audit/audit-release.ts';
import { loadSolver } from '../disclosure/audit/bounds.ts';
import { publishedOf } from '../disclosure/audit/publication.ts';
import { auditStrict } from '../disclosure/audit-strict.ts';
import { type FormerReleases, knownParts } from '../disclosure/former-rows.ts';
import { DEFAULT_SETTINGS } from '../disclosure/settings.ts';
import { hiddenRowsOf, type StrictSeries, strictRule } from '../disclosure/strict-rule.ts';
import type { FormerTable } from '../disclosure/table.ts';
import { addDays } from '../sessions/dates.ts';
import { lastDayOf, periodKey } from '../statistics/period.ts';
import { PHASES } from '../statistics/phase.ts';
import type { InputRow, ReleaseInputs } from '../statistics/release-inputs.ts';
import { statisticsOfInputs } from '../statistics/statistics-of-inputs.ts';
import { inputKey } from './find-kept.ts';
import { keepPast } from './keep-past.ts';
import {
  AUTHORITIES,
  bandsOf,
  DAYS,
  FRIDAYS,
  type HistorySchool,
  inputsOf,
  MONDAYS,
  periodsOf,
  START_YEAR,
  sessionsOf,
} from './release-history.fixture.ts';

/** Everything that was made of a release. */
interface Made {
  readonly inputs: ReleaseInputs;
  readonly strict: StrictSeries;
}

const LEAST = DEFAULT_SETTINGS.leastSchoolsUnknown;
const solver = await loadSolver();

/** Releases one after the other, each with what it must know of those before. */
function publish(schools: readonly HistorySchool[], releases: number): Made[] {
  const made: Made[] = [];
  let former: FormerReleases | null = null;
  for (let release = 0; release < releases; release++) {
    const read = inputsOf(schools, release);
    const before = made.at(-1);
    const inputs: ReleaseInputs =
      before && former ? keepPast(read, { ...before.inputs, hidden: former.hidden }, LEAST) : read;
    const { series } = statisticsOfInputs(inputs);
    const strict = strictRule(series, DEFAULT_SETTINGS, former);
    former = { asOf: FRIDAYS.slice(0, release + 1), hidden: new Set(hiddenRowsOf(strict)) };
    made.push({ inputs, strict });
  }
  return made;
}

/**
 * Somebody who has all releases, and knows how they are made: that weeks of an authority that were hidden are not made again.
 * @returns the counts of any release that can be told too closely
 */
function attack(made: readonly Made[]) {
  const truth = new Map<string, Protected>();
  const tables = made.map(({ strict: { table, hidden, known } }, release): FormerTable => {
    const keyOf = (key: string) => `${release}: ${key}`;
    const isOwn = (key: string) => !key.includes('|to ');
    const rows = table.rows.filter(({ key }) => isOwn(key));
    const shown = new Set(
      table.rows
        .filter(({ key, kind }) => kind === 'published' && !(hidden.has(key) && !known.has(key)))
        .map(({ key }) => key),
    );
    const least = knownParts(table, (key) => shown.has(key));
    for (const { key, counts } of rows)
      if (hidden.has(key) && !known.has(key)) truth.set(keyOf(key), { counts, least: least.get(key) ?? null });
    return {
      rows: rows.map((row) => ({ ...row, key: keyOf(row.key) })),
      sums: table.sums
        .filter(({ whole, parts }) => [whole, ...parts].every(isOwn))
        .map(({ whole, parts }) => ({ whole: keyOf(whole), parts: parts.map(keyOf) })),
      hidden: new Set([...hidden].map(keyOf)),
    };
  });
  return auditRelease(publishedOf([...tables, unchanged(made)]), truth, DEFAULT_SETTINGS, solver).recovered;
}

/** That hidden weeks and days of an authority's phase are the same in every release that has them. */
function unchanged(made: readonly Made[]): FormerTable {
  const sums = made.slice(1).flatMap(({ strict: { table, hidden } }, place) => {
    const before = made[place]!.strict;
    const had = new Set(before.table.rows.map(({ key }) => key));
    return table.rows
      .filter(
        ({ key }) =>
          had.has(key) &&
          hidden.has(key) &&
          before.hidden.has(key) &&
          /^(daily|weekly)\|E06.*\|(Primary|Secondary|Special)\|/.test(key),
      )
      .map(({ key }) => ({ whole: `${place + 1}: ${key}`, parts: [`${place}: ${key}`] }));
  });
  return { rows: [], sums, hidden: new Set() };
}

/**
 * Rows of authorities' weeks and days that have more or fewer sessions than in the release before, by what one to four schools have that came, went or were late:
 * late changes of marks leave as many. And pupils of terms to which nothing came.
 */
function findFew(made: readonly Made[], schools: readonly HistorySchool[]): string[] {
  const found: string[] = [];
  for (const [was, { inputs: next }] of made.slice(1).entries()) {
    const before = new Map(made[was]!.inputs.rows.map((row) => [inputKey(row), row]));
    for (const row of next.rows) {
      const old = before.get(inputKey(row));
      if (!old || !row.area.startsWith('E06') || lastDayOf(row.period) > FRIDAYS[was]!) continue;
      const others = schools.filter(
        ({ authority, phase, joins, leaves, late }) =>
          authority.newLaCode === row.area && phase === row.phase && (joins > 0 || leaves < Infinity || late),
      );
      const isFew = (difference: number, of: (school: HistorySchool) => number) =>
        difference !== 0 && sumsOfFew(others.map(of)).has(Math.abs(difference));
      const sessions = (school: HistorySchool) =>
        add(
          DAYS.filter(
            (day) =>
              !school.closed.has(day) && periodsOf(day).some((each) => periodKey(each) === periodKey(row.period)),
          ).map((day) => sessionsOf(school, row.group, day, 0).possible),
        );
      if (isFew(possible(row) - possible(old), sessions))
        found.push(`${FRIDAYS[was + 1]}: sessions of ${inputKey(row)}`);
      if (
        row.bands &&
        isFew(add(row.bands) - add(old.bands!), (school) => add(bandsOf(school, row.group, row.period, was + 1)))
      )
        found.push(`${FRIDAYS[was + 1]}: pupils of ${inputKey(row)}`);
    }
  }
  return found;
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
const possible = ({ counts }: Pick<InputRow, 'counts'>): number => counts.get('possible_sessions')!;

/** What one to four of these are together. */
function sumsOfFew(figures: readonly number[]): ReadonlySet<number> {
  const sums = new Map<number, number>([[0, 0]]);
  for (const figure of figures.filter((each) => each > 0))
    for (const [sum, count] of [...sums])
      if (count < LEAST - 1) sums.set(sum + figure, Math.min(count + 1, sums.get(sum + figure) ?? LEAST));
  return new Set(sums.keys());
}

/** Sums that do not hold: a region is the sum of its authorities and a year that of its weeks; nothing is below nothing. */
function findWrongSums({ inputs: { rows, areas } }: Made): string[] {
  const regionOf = new Map(areas.map((area) => [area.newLaCode, area.regionCode]));
  const found = rows
    .filter((row) =>
      [...row.counts.values(), ...(row.bands ?? []), row.schools, row.schoolDays].some((count) => count < 0),
    )
    .map(inputKey);
  const sums = new Map<string, number>();
  const note = (key: string, by: number) => sums.set(key, (sums.get(key) ?? 0) + by);
  for (const row of rows) {
    const isAuthority = row.area.startsWith('E06');
    for (const [what, count] of [
      ...row.counts,
      ...(row.bands ?? []).map((pupils, band) => [`band ${band}`, pupils] as const),
    ]) {
      note(`areas ${inputKey(row)} ${what}`, isAuthority ? 0 : -count);
      if (isAuthority)
        for (const area of [regionOf.get(row.area)!, 'E92000001'])
          note(`areas ${inputKey({ ...row, area })} ${what}`, count);
    }
    if (row.period.kind === 'week' || row.period.kind === 'year')
      note(`weeks ${inputKey({ ...row, period: YEAR })}`, row.period.kind === 'week' ? possible(row) : -possible(row));
  }
  return [...found, ...[...sums].filter(([, rest]) => rest !== 0).map(([key, rest]) => `${key}: ${rest}`)];
}

const YEAR = { kind: 'year', startYear: START_YEAR } as const;

async function judge(schools: readonly HistorySchool[], releases: number = FRIDAYS.length) {
  const made = publish(schools, releases);
  const recovered = [
    ...made.map(({ strict }) => auditStrict(strict, DEFAULT_SETTINGS, solver)).flatMap((own) => own.recovered),
    ...attack(made),
  ];
  return { made, recovered, few: findFew(made, schools), wrong: made.flatMap(findWrongSums) };
}

/** Eight authorities in two regions, as many schools of a phase in each. */
function usual(count: (place: number, phase: HistorySchool['phase']) => number): HistorySchool[] {
  return AUTHORITIES.flatMap((authority, place) =>
    PHASES.flatMap((phase, number) =>
      Array.from({ length: count(place, phase) }, (_, own): HistorySchool => {
        const id = place * 1000 + number * 100 + own;
        const pupils = 150 + 25 * ((id * 37) % 11) + (id % 23);
        return { id, authority, phase, pupils, joins: 0, leaves: Infinity, closed: new Set(), boys: false };
      }),
    ),
  );
}
const MANY = { Primary: 10, Secondary: 8, Special: 6 } as const;
const shut = (...days: readonly string[]) => new Set(days);
const weekOfDays = (monday: string) => [0, 1, 2, 3, 4].map((more) => addDays(monday, more));

/** All that can happen to schools of a few authorities, at random. */
function drawn(seed: number): HistorySchool[] {
  const random = createRandom(seed);
  const counts = new Map<string, number>();
  const all = usual((place, phase) => {
    const most = { Primary: 11, Secondary: 8, Special: 6 }[phase];
    const count = phase === 'Special' ? random.below(most + 1) : random.between(2, most);
    counts.set(`${place} ${phase}`, count);
    return count;
  });
  /** Of an authority and phase: those that join together, and days on which one school alone is open. */
  const news = new Map(
    [...counts.keys()].map((key) => {
      const first = random.below(MONDAYS.length * 5);
      const odd = random.next() < 0.15 ? DAYS.slice(first, first + random.pick([1, 1, 5])) : [];
      return [key, { together: random.next() < 0.1 ? random.between(1, 3) : 0, odd }];
    }),
  );
  const release = () => random.between(1, FRIDAYS.length - 1);
  return all.map((school) => {
    const own = school.id % 100;
    const { together, odd } = news.get(`${Math.floor(school.id / 1000)} ${school.phase}`)!;
    const joins = together > 0 && own < 6 ? together : random.next() < 0.05 ? release() : 0;
    const leaves = random.next() < 0.05 ? Math.max(joins + 1, release()) : Infinity;
    const late = random.next() < 0.05 && { late: { monday: random.pick(MONDAYS), from: release() } };
    const away = random.next() < 0.1 ? [random.pick(DAYS)] : [];
    const closed = shut(...away, ...(own > 0 ? odd : []));
    return { ...school, joins, leaves, closed, boys: random.next() < 0.1, ...late };
  });
}

test('nothing comes or goes: nothing is hidden in any of four releases', async () => {
  const { made, recovered, few, wrong } = await judge(usual((_, phase) => MANY[phase]));
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
  for (const { strict } of made) assert.equal(strict.hiddenRows, 0);
});

test('one school alone is open in the newest week: neither the week nor the year less that of the release before tells it', async () => {
  for (const week of [2, 3]) {
    const schools = usual((_, phase) => MANY[phase]).map((school) =>
      school.id >= 1100 && school.id < 1200 && school.id !== 1103
        ? { ...school, closed: shut(...weekOfDays(MONDAYS[week]!)) }
        : school,
    );
    const { made, recovered, few, wrong } = await judge(schools);
    assert.deepEqual([recovered, few, wrong], [[], [], []]);
    const newest = made.at(-1)!.strict;
    assert.ok(newest.hiddenRows < newest.rows / 5, `${newest.hiddenRows} of ${newest.rows}`);
  }
});

test('one school alone is open in the first and in the third week', async () => {
  const schools = usual((_, phase) => MANY[phase]).map((school) =>
    school.id >= 1100 && school.id < 1200 && school.id !== 1103
      ? { ...school, closed: shut(...weekOfDays(MONDAYS[0]), ...weekOfDays(MONDAYS[2])) }
      : school,
  );
  const { recovered, few, wrong } = await judge(schools);
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
});

test('five schools join together, of which one alone is open on a Tuesday: its day is not told, so their weeks come from then on', async () => {
  const TUESDAY = addDays(MONDAYS[0], 1);
  const isNew = ({ id }: HistorySchool) => id >= 4000 && id < 4005;
  const schools = usual((_, phase) => MANY[phase]).map((school) =>
    isNew(school) ? { ...school, joins: 1, closed: shut(...(school.id > 4000 ? [TUESDAY] : [])) } : school,
  );
  const { made, recovered, few, wrong } = await judge(schools, 2);
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
  const week = (number: number, release: number) =>
    made[release]!.inputs.rows.find(
      ({ area, phase, group, period }) =>
        `${area}|${phase}|${group}|${periodKey(period)}` === `E06000104|Primary|all|2026-W${number}`,
    )!.schools;
  assert.deepEqual([week(49, 0), week(49, 1), week(50, 1), week(51, 1)], [5, 5, 10, 10]);
});

test('an authority whose first schools join has no week before, and nothing of no sessions', async () => {
  const schools = usual((_, phase) => MANY[phase]).map((school) =>
    school.id >= 7000 ? { ...school, joins: 2 } : school,
  );
  const { made, recovered, few, wrong } = await judge(schools);
  assert.deepEqual([recovered, few, wrong], [[], [], []]);
  const own = made.at(-1)!.inputs.rows.filter(({ area }) => area === 'E06000107');
  const first = own
    .filter(({ period }) => period.kind === 'week')
    .map(({ period }) => periodKey(period))
    .sort()[0];
  assert.equal(first, '2027-W01');
  assert.ok(own.every((row) => row.schoolDays > 0 && possible(row) > 0));
});

for (const seed of [2, 3])
  test(`schools join, leave, are late and alone in four releases, at random (${seed}): nobody who has them all can tell what is hidden`, async () => {
    const { made, recovered, few, wrong } = await judge(drawn(seed));
    assert.deepEqual([recovered, few, wrong], [[], [], []]);
    const newest = made.at(-1)!.strict;
    assert.ok(newest.hiddenRows > 0);
  });
