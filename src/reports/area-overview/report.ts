import { readSchoolFigures, type SchoolFigures } from '../area/figures.ts';
import type { AreaReport } from '../area-report.ts';
import { viewAreaOverview } from './view.ts';

/** All schools together: headline figures, weeks, absence bands and phases. */
export const areaOverview: AreaReport<ReadonlyMap<number, SchoolFigures>> = {
  name: 'All schools together',
  path: '/area',
  names: false,
  more: ({ transaction, facts }) => readSchoolFigures(transaction, facts.asked),
  view: viewAreaOverview,
};
