import type { SchoolReport } from '../school-report.ts';
import { CHARACTERISTIC_NAMES, type Selection } from './selection.ts';

/**
 * The selection without what a page's figures cannot be narrowed by. A group is told, since a page of all pupils would else pass for a
 * page of the group; a period still says which academic year is meant.
 */
export function keepOffered({ without = [] }: Pick<SchoolReport, 'without'>, selection: Selection): Selection {
  const left = new Set(without);
  const told = left.has('groups') ? CHARACTERISTIC_NAMES.filter((name) => selection.groups[name] !== undefined) : [];
  return {
    ...selection,
    ...(left.has('population') && { population: null }),
    ...(left.has('definition') && { definition: 'here' }),
    ...(left.has('period') && {
      period: 'year',
      on: selection.on ?? selection.to ?? selection.from,
      from: null,
      to: null,
    }),
    ...(told.length > 0 && {
      groups: {},
      ignored: [...selection.ignored, ...told.map((name) => `${name}=${selection.groups[name]}`)],
    }),
  };
}
