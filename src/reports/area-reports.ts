import { areaGroups } from './area-groups/report.ts';
import { areaMoves } from './area-moves/report.ts';
import { areaOverview } from './area-overview/report.ts';
import type { AreaReport } from './area-report.ts';
import { areaSchools } from './area-schools/report.ts';
import { areaSharing } from './area-sharing/report.ts';
import { areaTogether } from './area-together/report.ts';

/** The reports about all the schools that somebody sees, in the order in which they are offered. */
// biome-ignore lint/suspicious/noExplicitAny: each report reads something else besides, which only the report itself knows
export const AREA_REPORTS: readonly AreaReport<any>[] = [
  areaSchools,
  areaOverview,
  areaGroups,
  areaTogether,
  areaMoves,
  areaSharing,
];
