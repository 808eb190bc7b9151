import { isStatistical, NC_YEARS } from '../domain/pupils/nc-year.ts';

/** Whose sessions a page counts. */
export type Population = 'statistical' | 'all';

/** Years that the Department's statistics stand on when birth dates are not collected: NC years 1 to 11, and X. */
export const STATISTICAL_YEARS: readonly string[] = NC_YEARS.filter((year) => isStatistical(year));

/** NC years of a population; null means every year. */
export const yearsOf = (population: Population): readonly string[] | null =>
  population === 'all' ? null : STATISTICAL_YEARS;
