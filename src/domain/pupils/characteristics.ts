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
    ...Object.entries(GROUP_VALUES).map(([name, groupOf]) => `${name}=${groupOf(pupil)}`),
  ];
}

/** A pupil's group by each characteristic. A plan comes before support, as in the census, where a pupil has one SEN provision. */
export const GROUP_VALUES = {
  nc_year: ({ ncYear }: Characteristics) => ncYear,
  gender: ({ gender }: Characteristics) => gender ?? 'unknown',
  ethnicity: ({ ethnicity }: Characteristics) => ethnicity ?? 'unknown',
  looked_after: ({ lookedAfter }: Characteristics) => answer(lookedAfter),
  previously_looked_after: ({ previouslyLookedAfter }: Characteristics) => answer(previouslyLookedAfter),
  sen: ({ ehcPlan, senSupport }: Characteristics) => {
    if (ehcPlan) return 'ehc_plan';
    if (senSupport) return 'support';
    return ehcPlan === null || senSupport === null ? 'unknown' : 'none';
  },
  free_school_meals: ({ freeSchoolMeals }: Characteristics) => answer(freeSchoolMeals),
} as const;

/** The characteristics by which statistics are broken down: sex, special educational needs, free school meals. */
export const PUBLISHED_CHARACTERISTICS = ['gender', 'sen', 'free_school_meals'] as const;

/** The groups of published statistics that a pupil belongs to: `all`, and one of each characteristic (keys as of `groupsOf`). */
export const publishedGroupsOf = (pupil: Characteristics): string[] => [
  'all',
  ...PUBLISHED_CHARACTERISTICS.map((name) => `${name}=${GROUP_VALUES[name](pupil)}`),
];

function answer(value: boolean | null): string {
  if (value === null) return 'unknown';
  return value ? 'yes' : 'no';
}
