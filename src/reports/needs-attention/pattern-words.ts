import type { Pattern } from '../../domain/attention/pattern.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { percentText } from '../figures.ts';

/** Whether it is the pupil or the year group, with both shares of the others: `Own: the rest of Year 9 missed 6.1%, before 5.9%`. */
export function patternWords({ whose, during, before }: Pattern, yearGroup: string): string {
  const group = groupLabel(`nc_year=${yearGroup}`);
  if (during.possible === 0) return `Nobody else in ${group} to compare with`;
  const now = `the rest of ${group} missed ${percentText(during.missed, during.possible)}`;
  if (before.possible === 0) return `Not known: ${now}, with nothing before to compare`;
  const shares = `${now}, before ${percentText(before.missed, before.possible)}`;
  return `${whose === 'own' ? 'Own' : 'Year group too'}: ${shares}`;
}
