import type { SessionChoice } from '../../domain/measures/count-year.ts';
import { publishedRules } from '../../domain/measures/published-definition.ts';
import { type Characteristics, GROUP_VALUES } from '../../domain/pupils/characteristics.ts';
import { placeOf, type SchoolYear } from '../../domain/register/school-year.ts';
import { type Population, STATISTICAL_YEARS } from '../population.ts';
import { CHARACTERISTIC_NAMES, type CharacteristicName, type Selection } from './selection.ts';

/** A group's value of a characteristic, as it stands in addresses and keys: `7`, `support`, `unknown`. */
export const groupValue = (name: CharacteristicName, profile: Characteristics): string =>
  GROUP_VALUES[name === 'year' ? 'nc_year' : name](profile);

/** The key that `groupLabel` has words for. */
export const groupKey = (name: CharacteristicName, value: string): string =>
  `${name === 'year' ? 'nc_year' : name}=${value}`;

const isIn = (population: Population, { ncYear }: Characteristics): boolean =>
  population === 'all' || STATISTICAL_YEARS.includes(ncYear);

/** Whether a profile is of the population and of every group chosen. */
export const isChosen = (population: Population, groups: Selection['groups'], profile: Characteristics): boolean =>
  isIn(population, profile) &&
  CHARACTERISTIC_NAMES.every((name) => groups[name] === undefined || groupValue(name, profile) === groups[name]);

/**
 * The sessions that a selection is about, in a school's year.
 * @param days first and last, inclusive
 */
export function choiceOf(
  { year }: Pick<SchoolYear, 'year'>,
  selection: Pick<Selection, 'definition' | 'groups'>,
  population: Population,
  days: { readonly from: string; readonly to: string },
): SessionChoice {
  const [from, to] = [placeOf(year, days.from, 'AM'), placeOf(year, days.to, 'PM') + 1];
  if (selection.definition === 'here')
    return { from, to, includes: (profile) => isChosen(population, selection.groups, profile) };
  const rules = publishedRules(year);
  return {
    from: Math.max(from, rules.from),
    to,
    includes: (profile) => rules.includes(profile) && isChosen('all', selection.groups, profile),
    leftOutFrom: rules.leftOutFrom,
  };
}
