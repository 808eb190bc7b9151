import { addCounts, type Counts } from '../../domain/measures/counts.ts';
import { PHASES, type Phase, type PhaseWeek } from './query.ts';

/** With fewer schools in a group, what one did could be told. */
export const FEWEST_SCHOOLS = 3;

/** A group of schools in one week. */
export interface GroupWeek extends Counts {
  readonly schools: number;
}

/** One week of all schools together. `withheld`: there are too few schools to show; null: there is none. */
export interface ShownWeek {
  readonly week: string;
  readonly all: GroupWeek | 'withheld';
  readonly phases: Readonly<Record<Phase, GroupWeek | 'withheld' | null>>;
  /** Schools that are in no number of this week, since they could be told from the difference: none, one or two. */
  readonly leftOut: number;
}

/**
 * Withholds groups of fewer than three schools. Groups that are not shown by themselves stay in the total of the week only
 * when they are three schools or more together: else the total less the phases shown would tell them. Sums over weeks are made of
 * what is shown, so they tell nothing either.
 */
export function withholdFew(rows: readonly PhaseWeek[]): ShownWeek[] {
  const weeks = Map.groupBy(rows, ({ week }) => week);
  return [...weeks].map(([week, groups]) => {
    const isShown = ({ phase, schools }: PhaseWeek) => phase !== null && schools >= FEWEST_SCHOOLS;
    const [shown, hidden] = [groups.filter(isShown), groups.filter((group) => !isShown(group))];
    const hiddenSchools = hidden.reduce((sum, { schools }) => sum + schools, 0);
    const leftOut = hiddenSchools < FEWEST_SCHOOLS ? hiddenSchools : 0;
    const all = together(leftOut > 0 ? shown : groups);
    const phaseOf = (phase: Phase) => {
      const group = groups.find((each) => each.phase === phase);
      if (!group) return null;
      return isShown(group) ? together([group]) : 'withheld';
    };
    return {
      week,
      all: all.schools < FEWEST_SCHOOLS ? 'withheld' : all,
      phases: Object.fromEntries(PHASES.map((phase) => [phase, phaseOf(phase)])) as ShownWeek['phases'],
      leftOut,
    };
  });
}

const together = (groups: readonly GroupWeek[]): GroupWeek => ({
  ...addCounts(...groups),
  schools: groups.reduce((sum, { schools }) => sum + schools, 0),
});
