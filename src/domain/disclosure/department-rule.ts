import type { PublishedRow } from '../statistics/published-row.ts';
import { asSafe, type SafeRows } from './safe-rows.ts';

/**
 * The Department's own rule: every measure of a local authority's row but the number of schools is hidden when that number, the mean of the
 * days, is exactly one (pupil attendance in schools, data guidance). It protects little: a region less its other authorities gives the
 * hidden one back (docs/disclosure.md). It is here to reproduce the Department's files.
 */
export const departmentRule = <Series>(
  series: ReadonlyMap<Series, readonly PublishedRow[]>,
): ReadonlyMap<Series, SafeRows> =>
  new Map([...series].map(([name, rows]) => [name, asSafe(rows.map(hideSingleSchool))] as const));

const hideSingleSchool = (row: PublishedRow): PublishedRow =>
  row.area.level === 'Local authority' && row.schools === 1 ? { ...row, counts: null, enrolments: null } : row;
