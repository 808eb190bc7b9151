import {
  percentDigits,
  ratePercent,
  type WeightedPart,
  weightedPercentDigits,
  weightedRatePercent,
} from '../measures/rate-percent.ts';
import { type Cell, HIDDEN, NOT_APPLICABLE, NOT_AVAILABLE } from './cell.ts';
import { POSSIBLE } from './columns.ts';
import { type Census, type CountsRow, sumContributors, sumCounts, sumKnown } from './counts-row.ts';
import { periodKey } from './period.ts';
import { ALL_PHASES, PHASES, type Phase } from './phase.ts';
import { type Largest, largestOf } from './release-inputs.ts';

/** Pupils of an area and phase who were persistently absent, of those with a possible session, in a term or in the year to date. */
export interface PersistentCounts {
  readonly enrolments: number;
  readonly persistent: number;
  /** Severely absent, who are among the persistent; left out where it is not known. */
  readonly severe?: number;
  /** Enrolments of the two schools with most; left out where it is not known. */
  readonly largest?: Largest;
}

/** A row of the published files before anything is hidden. */
export interface PublishedRow extends Omit<CountsRow, 'phase'> {
  readonly phase: Phase | typeof ALL_PHASES;
  /** The phases by whose weighted rates the rates of this row are made; null: its own counts make them. */
  readonly weighted: readonly CountsRow[] | null;
  /** What the rate of persistent absence is made from, each with its weight; null where it is not known. */
  readonly persistence: readonly WeightedPart[] | null;
  /** The same of severe absence, which the Department's files do not have. */
  readonly severe: readonly WeightedPart[] | null;
  /** The pupils that these are of; null where they are not known. */
  readonly pupils: PersistentCounts | null;
  /** Of a breakdown: `all`, or a key of `publishedGroupsOf`. Left out in rows that are of all pupils and of no breakdown. */
  readonly group?: string;
  /** Of a hidden row not even the number of schools is told. */
  readonly schoolsHidden?: true;
  /** Nothing of it is published, since it could not be hidden. */
  readonly leftOut?: true;
  /** Its pupils by how much they miss are hidden, and its sessions are shown. */
  readonly pupilsHidden?: true;
}

/**
 * How an academic year's all-schools total is made: to 2024/25 the rates of the phases weighted by their enrolments in the spring census
 * before, since not every school responds, and for the nation and regions alone; since 2025/26 the sessions of all schools pooled, for
 * authorities too (pupil attendance in schools, methodology; the public dashboard's change of 15 September 2025). Counts were always
 * plain sums.
 */
export const isWeighted = (startYear: number): boolean => startYear <= 2024;

export type PersistentOf = (row: CountsRow) => PersistentCounts | undefined;

/** Rows of phases, those of each area and period followed by their all-schools row where there is one at that level. */
export function withAllSchools(
  rows: readonly CountsRow[],
  weighted: boolean,
  persistentOf: PersistentOf = () => undefined,
): PublishedRow[] {
  const groups = Map.groupBy(rows, ({ area, period }) =>
    [area.level, area.regionCode, area.newLaCode, periodKey(period)].join('|'),
  );
  return [...groups.values()].flatMap((group) => {
    const phases = group.toSorted((a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase));
    const hasTotal = !weighted || phases[0]!.area.level !== 'Local authority';
    const own = phases.map((row) => phaseRow(row, persistentOf));
    return hasTotal ? [...own, allSchoolsRow(phases, weighted, persistentOf)] : own;
  });
}

const phaseRow = (row: CountsRow, persistentOf: PersistentOf): PublishedRow => ({
  ...row,
  weighted: null,
  ...persistenceOf([row], persistentOf, () => 1),
});

function allSchoolsRow(rows: readonly CountsRow[], weighted: boolean, persistentOf: PersistentOf): PublishedRow {
  const { area, period } = rows[0]!;
  return {
    area,
    period,
    phase: ALL_PHASES,
    schools: sumKnown(rows.map(({ schools }) => schools)),
    enrolments: sumKnown(rows.map(({ enrolments }) => enrolments)),
    counts: sumCounts(rows),
    census: sumCensus(rows),
    contributors: sumContributors(rows),
    weighted: weighted ? rows : null,
    // Pooled: each phase weighs as much as it has pupils.
    ...persistenceOf(rows, persistentOf, (row) =>
      weighted ? (row.census.enrolments ?? undefined) : persistentOf(row)?.enrolments,
    ),
  };
}

function persistenceOf(
  rows: readonly CountsRow[],
  persistentOf: PersistentOf,
  weightOf: (row: CountsRow) => number | undefined,
): Pick<PublishedRow, 'persistence' | 'severe' | 'pupils'> {
  const found = rows.map((row) => ({ own: persistentOf(row), weight: weightOf(row) }));
  const partsOf = (count: 'persistent' | 'severe') =>
    known(found.map(({ own, weight }) => ({ numerator: own?.[count], denominator: own?.enrolments, weight })));
  return {
    persistence: partsOf('persistent'),
    severe: partsOf('severe'),
    pupils: sumPupils(found.map(({ own }) => own)),
  };
}

/** Pupils of all phases together; null where those of one are not known. */
function sumPupils(counts: readonly (PersistentCounts | undefined)[]): PersistentCounts | null {
  const [first, ...others] = counts;
  if (first === undefined || others.includes(undefined)) return null;
  return others.reduce<PersistentCounts>((sum, each) => {
    const { enrolments, persistent, severe, largest } = each!;
    return {
      enrolments: sum.enrolments + enrolments,
      persistent: sum.persistent + persistent,
      ...(sum.severe !== undefined && severe !== undefined && { severe: sum.severe + severe }),
      ...(sum.largest && largest && { largest: largestOf(sum.largest, largest) }),
    };
  }, first);
}

type Unsure<T> = { readonly [K in keyof T]: T[K] | undefined };

/** Null when a part is not known: then neither is the rate. */
function known(parts: readonly Unsure<WeightedPart>[]): WeightedPart[] | null {
  const isKnown = (part: Unsure<WeightedPart>): part is WeightedPart =>
    part.numerator !== undefined && part.denominator !== undefined && part.weight !== undefined;
  return parts.every(isKnown) ? [...parts] : null;
}

const sumCensus = (rows: readonly CountsRow[]): Census => ({
  schools: sumKnown(rows.map(({ census }) => census.schools)),
  enrolments: sumKnown(rows.map(({ census }) => census.enrolments)),
});

/** Makes a rate from fractions, each with its weight; null where there is nothing to divide by. */
type Rounding = (parts: readonly WeightedPart[]) => string | null;

/** To 15 significant digits, as in the wide files. */
export const allDigits: Rounding = (parts) => {
  const only = onlyPart(parts);
  return only ? percentDigits(only.numerator, only.denominator) : weightedPercentDigits(parts);
};

/** With two decimals, rounded half up, as in the tidy files. */
export const twoDecimals: Rounding = (parts) => {
  const only = onlyPart(parts);
  return only ? ratePercent(only.numerator, only.denominator, 2) : weightedRatePercent(parts, 2);
};

/** Of one part the weight makes no difference: nearly all rows are such, and weighing takes longer. */
const onlyPart = (parts: readonly WeightedPart[]) => (parts.length === 1 && parts[0]!.weight !== 0 ? parts[0] : null);

/** The rate of a count among possible sessions, as a cell. @param of its column */
export const rateCell = ({ weighted, counts }: PublishedRow, of: string, rounding: Rounding): Cell =>
  cellOf(
    known(
      (weighted ?? [{ counts, census: null }]).map((part) => ({
        numerator: part.counts?.get(of),
        denominator: part.counts?.get(POSSIBLE),
        weight: part.census === null ? 1 : (part.census.enrolments ?? undefined),
      })),
    ),
    rounding,
  );

/** The rate of persistent absence, as a cell. */
export const persistentCell = ({ persistence, pupilsHidden }: PublishedRow, rounding: Rounding): Cell =>
  pupilsHidden ? HIDDEN : cellOf(persistence, rounding);

/** The rate of severe absence, as a cell. */
export const severeCell = ({ severe, pupilsHidden }: PublishedRow, rounding: Rounding): Cell =>
  pupilsHidden ? HIDDEN : cellOf(severe, rounding);

/** A count of pupils, as a cell. */
export const pupilsCell = ({ pupils, pupilsHidden }: PublishedRow, of: 'enrolments' | 'persistent' | 'severe'): Cell =>
  pupilsHidden ? HIDDEN : (pupils?.[of]?.toString() ?? NOT_AVAILABLE);

const cellOf = (parts: readonly WeightedPart[] | null, rounding: Rounding): Cell =>
  parts === null ? NOT_AVAILABLE : (rounding(parts) ?? NOT_APPLICABLE);
