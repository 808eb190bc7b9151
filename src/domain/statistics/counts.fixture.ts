import { type Area, NATION } from './area.ts';
import { type CountsRow, NO_CENSUS } from './counts-row.ts';

export const ENGLAND_AREA = NATION;
export const NORTH_EAST: Area = {
  ...ENGLAND_AREA,
  level: 'Regional',
  regionCode: 'E12000001',
  regionName: 'North East',
};
export const DARLINGTON: Area = {
  ...NORTH_EAST,
  level: 'Local authority',
  newLaCode: 'E06000005',
  laName: 'Darlington',
  oldLaCode: '841',
};

/** A row of 100 schools and so many sessions; a test names only what it is about. */
export function aCountsRow(
  row: Partial<Omit<CountsRow, 'counts'>> & { readonly counts?: Readonly<Record<string, number>> | null } = {},
): CountsRow {
  const { counts = { overall_attendance: 9, overall_absence: 1, possible_sessions: 10 }, ...others } = row;
  return {
    area: ENGLAND_AREA,
    phase: 'Primary',
    period: { kind: 'day', date: '2023-09-12' },
    schools: 100,
    enrolments: 1000,
    census: NO_CENSUS,
    contributors: null,
    ...others,
    counts: counts === null ? null : new Map(Object.entries(counts)),
  };
}
