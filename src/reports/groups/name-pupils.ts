import { groupLabel } from '../../domain/pupils/group-label.ts';
import { groupKey } from '../selection/choice.ts';
import type { CharacteristicName } from '../selection/selection.ts';

const PHRASES: Readonly<Record<string, string>> = {
  'nc_year=R': 'Pupils in reception',
  'nc_year=X': 'Pupils who do not follow the national curriculum',
  'gender=F': 'Female pupils',
  'gender=M': 'Male pupils',
  'gender=O': 'Pupils of another gender',
  'free_school_meals=yes': 'Pupils with free school meals',
  'free_school_meals=no': 'Pupils without free school meals',
  'sen=support': 'Pupils with SEN support',
  'sen=ehc_plan': 'Pupils with an education, health and care plan',
  'sen=none': 'Pupils without special educational needs',
  'looked_after=yes': 'Looked-after pupils',
  'looked_after=no': 'Pupils who are not looked after',
  'previously_looked_after=yes': 'Previously looked-after pupils',
  'previously_looked_after=no': 'Pupils who were not looked after before',
};

/** A group as the beginning of a sentence: `Pupils with free school meals`, `Pupils in year 9`, `White British pupils`. */
export function namePupils(name: CharacteristicName, value: string): string {
  const key = groupKey(name, value);
  if (PHRASES[key] !== undefined) return PHRASES[key];
  if (name === 'year') return `Pupils in year ${value}`;
  return name === 'ethnicity' ? `Pupils of ethnicity “${groupLabel(key)}”` : groupLabel(key);
}
