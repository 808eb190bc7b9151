import { CODES } from '../codes/codes.ts';
import { columnsOf, POSSIBLE, TOTALS } from './columns.ts';

/** Columns that another name of a code's stands for under the 2006 Regulations, by code. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  T: 'reason_t_authorised_grt_absence',
  D: 'reason_d_aea_dual_registration',
  X: 'reason_x_not_attending_covid_non_compulsory',
};

const CATEGORY_TOTALS: Readonly<Record<string, readonly (typeof TOTALS)[number][]>> = {
  present: ['present_sessions', 'overall_attendance', POSSIBLE],
  'approved-educational-activity': ['approved_educational_activity', 'overall_attendance', POSSIBLE],
  authorised: ['authorised_absence', 'overall_absence', POSSIBLE],
  unauthorised: ['unauthorised_absence', 'overall_absence', POSSIBLE],
};

/** The counts of sessions in the wide files of an academic year: totals, then reasons. */
export const countColumnsOf = (startYear: number): readonly string[] => [...TOTALS, ...columnsOf(startYear).reasons];

/**
 * Which counts of an academic year's files a session with each code adds to, as places of `countColumnsOf`; codes in the order of `CODES`. A
 * code outside the days on which it held adds to the totals of its category, and to a reason only where the year's files have one for it (pupil
 * attendance in schools, data guidance; attendance-rules of both sets of regulations: `code-table.ts`).
 */
export function placesOfCodes(startYear: number): readonly (readonly number[])[] {
  const columns = countColumnsOf(startYear);
  return CODES.map(({ code, category, field }) => {
    const own = [field, OLD_NAMES[code]].filter((name) => name !== null && name !== undefined);
    const present = code === '/' || code === '\\' ? ['reason_present'] : [];
    const late = code === 'L' || code === 'U' ? ['late_sessions'] : [];
    return [...(CATEGORY_TOTALS[category] ?? []), ...late, ...own, ...present]
      .map((name) => columns.indexOf(name))
      .filter((place) => place >= 0);
  });
}
