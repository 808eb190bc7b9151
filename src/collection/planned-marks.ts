import { NO_MARK } from '../domain/codes/codes.ts';
import type { MarkGrid } from '../domain/register/mark-grid.ts';
import { isHeld } from '../domain/sessions/dates.ts';
import type { PlannedMark } from '../store/register.ts';
import type { CollectionPlan } from './plan-collection.ts';

/**
 * Adds the marks entered in advance to a reading by "updated since", which does not give them again: those whose session has
 * come then enter the register. What the source gave itself stands.
 */
export function addPlanned(grid: MarkGrid<number>, plan: CollectionPlan, planned: readonly PlannedMark[]): void {
  if (plan.since === null) return;
  for (const { pupil, date, half, mark } of planned) {
    const given = grid.set(pupil, date, half, mark);
    if (given !== NO_MARK) grid.set(pupil, date, half, given);
  }
}

/**
 * The marks that wait from now on. A complete reading of everything ahead says which; other readings add to those that
 * waited before and whose session is still to come (a range may not hold it, so there all that waited waits on).
 */
export function plannedAfter(
  plan: CollectionPlan,
  before: readonly PlannedMark[],
  given: readonly PlannedMark[],
): PlannedMark[] {
  const isRange = plan.kind === 'range';
  if (plan.since === null && !isRange) return [...given];
  const keyOf = ({ pupil, date, half }: PlannedMark) => `${pupil} ${date} ${half}`;
  const known = new Set(given.map(keyOf));
  return [
    ...given,
    ...before.filter((each) => !known.has(keyOf(each)) && (isRange || !isHeld(each.date, each.half, plan.held))),
  ];
}
