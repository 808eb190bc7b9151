import { ENGLAND } from '../statistics/area.ts';
import { firstDayOf, mondayOfWeek, type Period, periodKey, termOf, type Week, weekOf } from '../statistics/period.ts';
import { type InputRow, largestOf, type ReleaseInputs } from '../statistics/release-inputs.ts';

/** Schools that stand behind the same row in two releases may have this part of its sessions more or less by late changes of marks. */
const LATE_CHANGES = 0.02;

/**
 * A release makes all of the year again, and who has the one before can take the difference: where a school has joined, came late or left, that is the
 * school. So weeks that were released stay as they were for an authority and phase, with all larger areas and longer periods made of them, while the
 * schools behind them are others than before by fewer than is safe; late changes of marks of the same schools come in.
 * @param former what the latest published release of the academic year was made from
 * @param least as many schools may come or go together
 */
export function keepPast(inputs: ReleaseInputs, former: ReleaseInputs, least: number): ReleaseInputs {
  const authorities = new Set(
    [...former.areas, ...inputs.areas]
      .filter(({ level }) => level === 'Local authority')
      .map(({ newLaCode }) => newLaCode),
  );
  const [before, now] = [rowsOf(former), rowsOf(inputs)];
  // A correction puts right what was wrong of the same schools, however much it is.
  const isOther = former.asOf === inputs.asOf ? () => false : isLarge;
  const kept = findKept({ before, now, asOf: former.asOf, authorities, least, isOther });
  if (kept.size === 0) return inputs;
  const made = new Map(now);
  const regionOf = new Map([...former.areas, ...inputs.areas].map((area) => [area.newLaCode, area.regionCode]));
  for (const key of new Set([...before.keys(), ...now.keys()])) {
    const [was, is] = [before.get(key), now.get(key)];
    const row = (was ?? is)!;
    if (!authorities.has(row.area) || !kept.has(blockOf(row) ?? '')) continue;
    if (was) made.set(key, was);
    else made.delete(key);
    // Days are in no longer row: their week is.
    const periods =
      row.period.kind === 'week' ? [row.period, ...longerThan(row.period, inputs.startYear)] : [row.period];
    for (const period of periods)
      for (const area of [row.area, regionOf.get(row.area)!, ENGLAND.code]) {
        if (area === row.area && period === row.period) continue;
        const place = keyOf({ ...row, area, period });
        const whole = made.get(place) ?? before.get(place);
        if (whole) made.set(place, exchange(made.has(place) ? whole : emptied(whole), is, was));
      }
  }
  return { ...inputs, areas: withFormer(inputs.areas, former.areas), rows: [...made.values()] };
}

type Rows = ReadonlyMap<string, InputRow>;
const rowsOf = ({ rows }: ReleaseInputs): Rows => new Map(rows.map((row) => [keyOf(row), row]));

const keyOf = ({ area, phase, group, period }: Pick<InputRow, 'area' | 'phase' | 'group' | 'period'>): string =>
  `${area}|${phase}|${group}|${periodKey(period)}`;

/** An authority's week of a phase, with its days and all groups: it is kept whole or made again whole. Null for longer periods. */
function blockOf({ area, phase, period }: InputRow): string | null {
  const week = period.kind === 'day' ? weekOf(period.date) : period;
  return week.kind === 'week' ? `${area}|${phase}|${periodKey(week)}` : null;
}

interface Comparison {
  readonly before: Rows;
  readonly now: Rows;
  /** The last day of the release before. */
  readonly asOf: string;
  readonly authorities: ReadonlySet<string>;
  readonly least: number;
  /** Whether sessions are so many others that other schools must be behind them. */
  readonly isOther: (was: number, is: number) => boolean;
}

/** The blocks whose schools are others than before, by too few. */
function findKept({ before, now, asOf, authorities, least, isOther }: Comparison): Set<string> {
  const [kept, free] = [new Set<string>(), new Set<string>()];
  for (const key of new Set([...before.keys(), ...now.keys()])) {
    const [was, is] = [before.get(key), now.get(key)];
    const row = (was ?? is)!;
    const { period } = row;
    if (period.kind === 'term' || period.kind === 'year' || firstDayOf(period) > asOf) continue;
    if (row.group !== 'all' || !authorities.has(row.area)) continue;
    const block = blockOf(row)!;
    const schools = Math.abs((is?.schools ?? 0) - (was?.schools ?? 0));
    if (period.kind === 'week' && schools >= least) free.add(block);
    else if (schools > 0 || isOther(possible(was), possible(is))) kept.add(block);
  }
  return kept.difference(free);
}

const possible = (row: InputRow | undefined): number => row?.counts.get('possible_sessions') ?? 0;
const isLarge = (was: number, is: number): boolean => Math.abs(is - was) > LATE_CHANGES * was;

function longerThan(week: Week, startYear: number): Period[] {
  return [
    { kind: 'term', startYear, term: termOf(mondayOfWeek(week)) },
    { kind: 'year', startYear },
  ];
}

const emptied = (row: InputRow): InputRow => ({
  ...row,
  schoolDays: 0,
  enrolmentDays: 0,
  counts: new Map([...row.counts.keys()].map((column) => [column, 0])),
});

/** A larger row in which a part is as it was. Whose it is told at its most: no school is in it that was in neither. */
function exchange(whole: InputRow, is: InputRow | undefined, was: InputRow | undefined): InputRow {
  const by = (of: (row: InputRow) => number) => (was ? of(was) : 0) - (is ? of(is) : 0);
  const isSameTime = periodKey(whole.period) === periodKey((was ?? is)!.period);
  return {
    ...whole,
    schools: isSameTime ? whole.schools + by(({ schools }) => schools) : Math.max(whole.schools, was?.schools ?? 0),
    days: Math.max(whole.days, was && isSameTime ? was.days : 0),
    schoolDays: whole.schoolDays + by(({ schoolDays }) => schoolDays),
    enrolmentDays: whole.enrolmentDays + by(({ enrolmentDays }) => enrolmentDays),
    counts: new Map(
      [...whole.counts].map(([column, count]) => [column, count + by(({ counts }) => counts.get(column) ?? 0)]),
    ),
    largest: was ? largestOf(whole.largest, was.largest) : whole.largest,
  };
}

function withFormer(areas: ReleaseInputs['areas'], former: ReleaseInputs['areas']): ReleaseInputs['areas'] {
  const named = new Set(areas.map(({ newLaCode, regionCode }) => `${regionCode}|${newLaCode}`));
  return [...areas, ...former.filter(({ newLaCode, regionCode }) => !named.has(`${regionCode}|${newLaCode}`))];
}
