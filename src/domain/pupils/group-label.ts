import { ethnicityLabel } from './ethnicity.ts';

const LABELS: Readonly<Record<string, string>> = {
  all: 'All pupils',
  statistical: 'Pupils in published figures (years 1 to 11)',
  'nc_year=R': 'Reception',
  'nc_year=X': 'National curriculum not followed',
  'gender=M': 'Male',
  'gender=F': 'Female',
  'gender=O': 'Gender: another answer',
  'gender=unknown': 'Gender not known',
  'ethnicity=unknown': 'Ethnicity not known',
  'looked_after=yes': 'Looked after',
  'looked_after=no': 'Not looked after',
  'looked_after=unknown': 'Looked after: not known',
  'previously_looked_after=yes': 'Previously looked after',
  'previously_looked_after=no': 'Not previously looked after',
  'previously_looked_after=unknown': 'Previously looked after: not known',
  'sen=ehc_plan': 'Education, health and care plan',
  'sen=support': 'SEN support',
  'sen=none': 'No special educational need',
  'sen=unknown': 'SEN not known',
  'free_school_meals=yes': 'Free school meals',
  'free_school_meals=no': 'No free school meals',
  'free_school_meals=unknown': 'Free school meals not known',
};

/** Words for a key of `groupsOf`: `Year 7`, `Female`, `White British`. A key that is none is given back as it is. */
export function groupLabel(key: string): string {
  const known = LABELS[key];
  if (known !== undefined) return known;
  const [name, value = ''] = key.split('=');
  if (name === 'nc_year') return `Year ${value}`;
  return name === 'ethnicity' ? ethnicityLabel(value) : key;
}
