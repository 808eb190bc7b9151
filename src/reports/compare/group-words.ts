import type { ComparisonGroup, Hidden } from '../../domain/comparison/comparison-group.ts';
import { FEWEST_APART } from '../../domain/comparison/tells-few.ts';
import { addDays } from '../../domain/sessions/dates.ts';
import { rangeInWords } from '../../domain/sessions/in-words.ts';
import type { Near } from '../../domain/similar-schools/find-similar.ts';
import type { SchoolFacts } from '../../domain/similar-schools/school-facts.ts';
import type { CompareFacts, NotCompared } from './report.ts';

/** The rows beside the school's own, and their keys in files. */
export type Beside = 'authority' | 'region' | 'nation' | 'similar';

export const groupOf = (beside: Beside, near: Near): ComparisonGroup =>
  beside !== 'similar' ? beside : near === 'england' ? 'similar' : `similar_${near}`;

/** `Other primary schools in Derby` */
export function groupName(beside: Beside, { phase, areaName, regionName }: SchoolFacts): string {
  const schools = `${(phase ?? '').toLowerCase()} schools`.trim();
  if (beside === 'nation') return `Other ${schools} in England`;
  if (beside === 'region') return `Other ${schools} in ${regionName ?? 'the region'}`;
  if (beside === 'authority') return `Other ${schools} in ${areaName ?? 'the local authority'}`;
  return 'Similar schools';
}

/** For the head of a row, where room is short: `Others in Derby` */
export const groupHead = (beside: Beside, own: SchoolFacts): string =>
  groupName(beside, own).replace(/^Other .* schools in/, 'Others in');

/** The group within a sentence: `similar schools`. */
export const groupInSentence = (beside: Beside, own: SchoolFacts): string =>
  groupName(beside, own).replace(/^./, (letter) => letter.toLowerCase());

/** Why a group is not shown, as a sentence without its end. */
export function whyHidden(
  hidden: Hidden,
  { leastSchools, seesOthers }: Pick<CompareFacts, 'leastSchools' | 'seesOthers'>,
): string {
  if (hidden === 'none') return 'no school of this group has shared marks of these weeks';
  if (hidden === 'few')
    return `fewer than ${leastSchools} schools of this group share${seesOthers ? ', besides those that you can see by themselves' : ''}`;
  if (hidden === 'large') return 'one school has more than half of the group’s sessions';
  return `it would differ from another group by fewer than ${FEWEST_APART} schools, which could then be worked out`;
}

/** Why there is no comparison at all. */
export function whyNotCompared(why: NotCompared): string {
  if (why === 'no-phase')
    return 'Published statistics count this school under no phase (as with nursery schools and alternative provision), so there is no group of the same phase to compare it with.';
  if (why === 'known')
    return 'Tallies of other schools are kept as they stand now, not as they were known on a past day: remove “As known on” to see them.';
  if (why === 'no-week')
    return 'There is no whole week of this period that both definitions count alike for other schools.';
  return 'Tallies of other schools are not at hand here.';
}

/** Weeks that a group leaves out, in words; empty when there is none. */
export function leftOutWords(weeks: readonly string[]): string {
  if (weeks.length === 0) return '';
  const names = weeks.slice(0, 3).map((week) => rangeInWords(week, addDays(week, 4)));
  const more = weeks.length > 3 ? ` and ${weeks.length - 3} more` : '';
  return `without the ${weeks.length === 1 ? 'week' : 'weeks'} of ${names.join(', ')}${more}, in which too few were open`;
}
