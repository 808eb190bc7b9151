import type { Pattern } from '../../domain/attention/pattern.ts';
import { groupLabel } from '../../domain/pupils/group-label.ts';
import { percentText } from '../figures.ts';

/** Whether it is the pupil or the year group, with both shares of the others: `Own pattern. The rest of Year 9 missed …`. */
export function patternWords({ whose, during, before }: Pattern, yearGroup: string): string {
  const group = groupLabel(`nc_year=${yearGroup}`);
  if (during.possible === 0) return `Nobody else in ${group} to compare with.`;
  const now = percentText(during.missed, during.possible);
  if (before.possible === 0)
    return `In these sessions the rest of ${group} missed ${now}; there is nothing before to compare it with.`;
  const shares = `in these sessions the rest of ${group} missed ${now} (${percentText(before.missed, before.possible)} before).`;
  return whose === 'own' ? `This pupil’s own: ${shares}` : `The year group too: ${shares}`;
}
