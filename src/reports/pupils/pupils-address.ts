import type { ReportFacts } from '../school-report.ts';
import { type CharacteristicName, fieldsOf } from '../selection/selection.ts';

/** What the list of pupils is narrowed to besides the selection. */
export interface PupilsWanted {
  readonly absence?: string;
  readonly floor?: string;
  readonly groups?: Readonly<Partial<Record<CharacteristicName, string>>>;
}

/**
 * The address of the list of exactly the pupils that a page counted: the same groups, period, definition and past date. The list has
 * all year groups unless told, so the population is said; pupils without a possible session, who are in no figure, are left out.
 */
export function pupilsAddress(
  { school, selection, population }: Pick<ReportFacts, 'school' | 'selection' | 'population'>,
  { absence = 'counted', floor, groups = {} }: PupilsWanted = {},
): string {
  const chosen = { ...selection.groups, ...groups };
  const query = new URLSearchParams();
  // A year group of the population says it already.
  if (chosen.year === undefined && population === 'statistical') query.set('year', 'statistical');
  for (const { name, value } of fieldsOf({ ...selection, groups: chosen, population: null, own: {}, sort: null }))
    query.append(name, value);
  query.set('absence', absence);
  if (floor !== undefined) query.set('floor', floor);
  return `/schools/${school.urn}/pupils?${query}`;
}
