import type { RawCharacteristics } from '../raw-school.ts';

/** What an address asks of a page, as the probe draws it. */
export interface Asked {
  readonly population: 'all' | 'statistical' | null;
  readonly definition: 'here' | 'published';
  readonly groups: Readonly<Partial<Record<Trait, string>>>;
  readonly period: 'year' | 'term' | 'half-term' | 'week' | 'day' | 'range';
  readonly on: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly known: string | null;
  /** A page's own choices, by name. */
  readonly own: Readonly<Record<string, string>>;
}

export const ASKED_NOTHING: Asked = {
  population: null,
  definition: 'here',
  groups: {},
  period: 'year',
  on: null,
  from: null,
  to: null,
  known: null,
  own: {},
};

/** The query of the address, as a server reads it. */
export function queryOf(asked: Asked): Record<string, string> {
  const { population, definition, groups, period, on, from, to, known, own } = asked;
  const given = {
    population,
    definition: definition === 'here' ? null : definition,
    ...groups,
    period,
    on,
    from,
    to,
    known,
  };
  return Object.fromEntries(
    Object.entries({ ...given, ...own }).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

export const TRAITS = [
  'year',
  'gender',
  'ethnicity',
  'free_school_meals',
  'sen',
  'looked_after',
  'previously_looked_after',
] as const;
export type Trait = (typeof TRAITS)[number];
export const SENSITIVE_TRAITS: readonly string[] = ['looked_after', 'previously_looked_after'];

/** The value that a pupil has of a trait. A plan comes before support; whoever may have either unknown to us is not known. */
export function traitOf(trait: Trait, who: RawCharacteristics): string {
  const flag = (value: boolean | null) => (value === null ? 'unknown' : value ? 'yes' : 'no');
  switch (trait) {
    case 'year':
      return who.ncYear;
    case 'gender':
      return who.gender ?? 'unknown';
    case 'ethnicity':
      return who.ethnicity ?? 'unknown';
    case 'free_school_meals':
      return flag(who.freeSchoolMeals);
    case 'looked_after':
      return flag(who.lookedAfter);
    case 'previously_looked_after':
      return flag(who.previouslyLookedAfter);
    case 'sen':
      if (who.ehcPlan === true) return 'ehc_plan';
      if (who.senSupport === true) return 'support';
      return who.ehcPlan === false && who.senSupport === false ? 'none' : 'unknown';
  }
}

const AGED_FIVE_TO_FIFTEEN = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', 'X'];
export const isStatistical = ({ ncYear }: RawCharacteristics): boolean => AGED_FIVE_TO_FIFTEEN.includes(ncYear);
