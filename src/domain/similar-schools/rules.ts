import { distanceKm } from './distance.ts';
import type { SchoolFacts } from './school-facts.ts';

/** One published fact by which schools are compared: how many points two schools are apart by it. */
export interface SimilarityRule {
  readonly key: 'size' | 'free_school_meals' | 'sen_support' | 'ehc_plans' | 'place';
  readonly name: string;
  /** What makes one point, in words. */
  readonly step: string;
  /** Why the rule cannot be used for a school; null when it can. */
  missing(own: SchoolFacts): string | null;
  /** Whole points from 0 to `MOST_POINTS`; null when the fact is not published for the other school. */
  points(own: SchoolFacts, other: SchoolFacts): number | null;
  /** The two facts side by side: "410 pupils (this school 395)". */
  says(own: SchoolFacts, other: SchoolFacts): string;
}

/** However far apart two schools are by one fact, it counts no more than this, so that no single fact decides. */
export const MOST_POINTS = 10;
/** What counts when a fact is not published for the other school. */
export const UNKNOWN_POINTS = 5;

const steps = (difference: number, step: number): number => Math.min(MOST_POINTS, Math.floor(difference / step));
const percent = (permille: number): string => `${Math.floor(permille / 10)}.${permille % 10}%`;

function shareRule(
  key: SimilarityRule['key'],
  name: string,
  fact: 'fsmPermille' | 'senSupportPermille' | 'ehcPlanPermille',
  points: number,
): SimilarityRule {
  const small = name.replace(/^Free/, 'free');
  return {
    key,
    name,
    step: `each ${points === 1 ? 'percentage point' : `${points} percentage points`} of difference`,
    missing: (own) => (own[fact] === null ? `no share of pupils with ${small} is published for this school` : null),
    points: (own, other) => (other[fact] === null ? null : steps(Math.abs(own[fact]! - other[fact]), points * 10)),
    says: (own, other) =>
      other[fact] === null
        ? `${small} not published`
        : `${percent(other[fact])} ${small} (this school ${percent(own[fact]!)})`,
  };
}

const size: SimilarityRule = {
  key: 'size',
  name: 'Size',
  step: 'each 10% of this school’s number of pupils',
  missing: ({ pupils }) => (pupils ? null : 'no number of pupils is published for this school'),
  points: (own, other) =>
    other.pupils === null ? null : steps(10 * Math.abs(own.pupils! - other.pupils), own.pupils!),
  says: (own, other) =>
    other.pupils === null
      ? 'number of pupils not published'
      : `${grouped(other.pupils)} pupils (this school ${grouped(own.pupils!)})`,
};

/** Kilometres that make one point. */
const STEP_KM = 20;
/** Points where a place is not known: another authority of the region, another region. */
const OTHER_AUTHORITY = 2;

const place: SimilarityRule = {
  key: 'place',
  name: 'Distance',
  step: `each ${STEP_KM} km in a straight line`,
  missing: (own) => (own.place || own.regionCode ? null : 'neither place nor region is published for this school'),
  points: (own, other) => {
    if (own.place && other.place) return steps(distanceKm(own.place, other.place), STEP_KM);
    if (own.laCode !== null && own.laCode === other.laCode) return 0;
    return own.regionCode !== null && own.regionCode === other.regionCode ? OTHER_AUTHORITY : null;
  },
  says: (own, other) => {
    if (own.place && other.place) {
      const km = distanceKm(own.place, other.place);
      return km < 1 ? 'less than 1 km away' : `${grouped(km)} km away`;
    }
    if (own.laCode !== null && own.laCode === other.laCode) return 'in the same local authority (distance not known)';
    return own.regionCode !== null && own.regionCode === other.regionCode
      ? 'in the same region (distance not known)'
      : `in ${other.regionName ?? 'a region that is not known'} (distance not known)`;
  },
};

const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** Every rule. Adding one touches this list, and the words on the page follow. */
export const SIMILARITY_RULES: readonly SimilarityRule[] = [
  size,
  shareRule('free_school_meals', 'Free school meals', 'fsmPermille', 2),
  shareRule('sen_support', 'SEN support', 'senSupportPermille', 2),
  shareRule('ehc_plans', 'EHC plans', 'ehcPlanPermille', 1),
  place,
];
