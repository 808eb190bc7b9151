import { isStatistical } from './nc-year.ts';

/** What is kept of a pupil besides identity. Null: the source did not say. */
export interface Characteristics {
  /** An NC year that is collected: `R`, `1` … `13`, `X`. */
  readonly ncYear: string;
  /** `M`, `F` or `O`. */
  readonly gender: string | null;
  /** A main ethnicity code. */
  readonly ethnicity: string | null;
  readonly lookedAfter: boolean | null;
  readonly previouslyLookedAfter: boolean | null;
  readonly senSupport: boolean | null;
  readonly ehcPlan: boolean | null;
  readonly freeSchoolMeals: boolean | null;
}

/**
 * The key of every pupil group that a pupil belongs to: `all`, `statistical` (the population of published figures), and one of
 * each characteristic, where what the source did not say is `=unknown`. `groupLabel` has words for them.
 */
export function groupsOf(pupil: Characteristics, options: { countX?: boolean } = {}): string[] {
  return [
    'all',
    ...(isStatistical(pupil.ncYear, options) ? ['statistical'] : []),
    `nc_year=${pupil.ncYear}`,
    `gender=${pupil.gender ?? 'unknown'}`,
    `ethnicity=${pupil.ethnicity ?? 'unknown'}`,
    `looked_after=${answer(pupil.lookedAfter)}`,
    `previously_looked_after=${answer(pupil.previouslyLookedAfter)}`,
    `sen=${senGroup(pupil)}`,
    `free_school_meals=${answer(pupil.freeSchoolMeals)}`,
  ];
}

function answer(value: boolean | null): string {
  if (value === null) return 'unknown';
  return value ? 'yes' : 'no';
}

/** A plan comes before support, as in the census, where a pupil has one SEN provision. */
function senGroup({ ehcPlan, senSupport }: Characteristics): string {
  if (ehcPlan) return 'ehc_plan';
  if (senSupport) return 'support';
  return ehcPlan === null || senSupport === null ? 'unknown' : 'none';
}
