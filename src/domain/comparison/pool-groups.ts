import { absent, addCounts, possible } from '../measures/counts.ts';
import { ratePercent } from '../measures/rate-percent.ts';
import { roundAbout } from './about.ts';
import {
  bitOf,
  COMPARISON_GROUPS,
  type ComparisonGroup,
  type Hidden,
  type PooledCell,
  type Weight,
} from './comparison-group.ts';
import { type Judged, safeGroups } from './safe-groups.ts';

/** A group's figures as they may be told: rates to one decimal, sessions to the nearest hundred. */
export interface GroupSessions {
  /** The most that had marks in a week. */
  readonly schools: number;
  readonly possibleAbout: number;
  readonly attendancePercent: string;
  readonly absencePercent: string;
  readonly authorisedPercent: string;
  readonly unauthorisedPercent: string;
  /** The last week that is in it. */
  readonly lastWeek: string;
  /** Weeks of the period that are left out, since that week alone could not be shown. */
  readonly leftOut: readonly string[];
}

export type Pooled<T> = { readonly figures: T } | { readonly hidden: Hidden };

export interface PooledGroups {
  readonly groups: ReadonlyMap<ComparisonGroup, Pooled<GroupSessions>>;
  /** By week, the groups that may be shown in it. */
  readonly safeIn: ReadonlyMap<string, readonly ComparisonGroup[]>;
}

/**
 * Pools the weeks of a period, each group over the weeks in which it may be shown: so the sum of any weeks, and the difference of any two
 * periods, is made of what could have been shown anyway.
 * @param cells of the statistical population
 * @param extra the sessions of all other pupils, by the same schools, where all pupils are counted; null where they are not
 * @param least schools that a group must have
 */
export function poolGroups(
  cells: readonly PooledCell[],
  extra: readonly PooledCell[] | null,
  least: number,
): PooledGroups {
  const extraOf = Map.groupBy(extra ?? [], ({ week }) => week);
  const weeks = [...Map.groupBy(cells, ({ week }) => week)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, own]) => {
      const layers = extra === null ? [own] : [own, extraOf.get(week) ?? []];
      return {
        week,
        own,
        cells: layers.flat(),
        judged: judgeWeek(
          layers.map((layer) => layer.map(weightOf)),
          least,
        ),
      };
    });
  const groups = COMPARISON_GROUPS.map((group): [ComparisonGroup, Pooled<GroupSessions>] => {
    const safe = weeks.filter(({ judged }) => judged.get(group) === null);
    if (safe.length === 0)
      return [group, { hidden: mostUsual(weeks.map(({ judged }) => judged.get(group) ?? 'none')) }];
    const within = (cell: PooledCell) => (cell.groups & bitOf(group)) !== 0;
    const counts = addCounts(...safe.flatMap((each) => each.cells.filter(within)));
    const base = possible(counts);
    const rate = (sessions: number) => ratePercent(sessions, base, 1)!;
    const schools = safe.map(({ own }) => own.filter(within).reduce((sum, cell) => sum + cell.schools, 0));
    const figures = {
      schools: Math.max(...schools),
      possibleAbout: roundAbout(base),
      attendancePercent: rate(counts.attended),
      absencePercent: rate(absent(counts)),
      authorisedPercent: rate(counts.authorised),
      unauthorisedPercent: rate(counts.unauthorised),
      lastWeek: safe.at(-1)!.week,
      // Weeks in which no school of the group was open are none of it.
      leftOut: weeks.flatMap(({ week, judged }) =>
        (judged.get(group) ?? 'none') === 'none' || safe.some((each) => each.week === week) ? [] : [week],
      ),
    };
    return [group, { figures }];
  });
  const safeIn = weeks.map(
    ({ week, judged }) => [week, COMPARISON_GROUPS.filter((group) => judged.get(group) === null)] as const,
  );
  return { groups: new Map(groups), safeIn: new Map(safeIn) };
}

/** All pupils are shown only where the statistical population is, so that one never stands without the other being safe. */
export function judgeWeek(layers: readonly (readonly Weight[])[], least: number): Judged {
  const first = safeGroups(layers.slice(0, 1), least);
  if (layers.length === 1) return first;
  const shown = COMPARISON_GROUPS.filter((group) => first.get(group) === null);
  return new Map([...first, ...safeGroups(layers, least, shown)]);
}

const weightOf = (cell: PooledCell): Weight => ({ ...cell, total: possible(cell) });

const mostUsual = (all: readonly Hidden[]): Hidden => {
  const real = all.filter((why) => why !== 'none');
  const times = Map.groupBy(real, (why) => why);
  return [...times].sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 'none';
};
