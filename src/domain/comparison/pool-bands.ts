import { ratePercent } from '../measures/rate-percent.ts';
import { roundAbout } from './about.ts';
import { bitOf, COMPARISON_GROUPS, type ComparisonGroup } from './comparison-group.ts';
import type { Pooled } from './pool-groups.ts';
import { safeGroups } from './safe-groups.ts';

/** Pupils to date of schools that are in exactly the same groups, pooled. */
export interface BandCell {
  readonly groups: number;
  readonly known: boolean;
  readonly schools: number;
  readonly pupils: number;
  readonly persistent: number;
  readonly severe: number;
  /** Pupils of the school that has the most. */
  readonly largest: number;
}

/** Persistence of a group as it may be told. */
export interface GroupPersistence {
  /** The week to the end of which pupils are counted. */
  readonly week: string;
  readonly pupilsAbout: number;
  readonly persistentPercent: string;
  readonly severePercent: string;
}

/**
 * Pools pupils by absence to date, as at the end of one week.
 * @param extra all other pupils, where all are counted; null where they are not
 * @param among the groups whose sessions may be shown in that week: persistence is not shown without them
 */
export function poolBands(
  week: string,
  cells: readonly BandCell[],
  extra: readonly BandCell[] | null,
  among: readonly ComparisonGroup[],
  least: number,
): ReadonlyMap<ComparisonGroup, Pooled<GroupPersistence>> {
  const weights = (layer: readonly BandCell[]) => layer.map((cell) => ({ ...cell, total: cell.pupils }));
  const first = safeGroups([weights(cells)], least, among);
  const shown = among.filter((group) => first.get(group) === null);
  const judged =
    extra === null ? first : new Map([...first, ...safeGroups([weights(cells), weights(extra)], least, shown)]);
  const all = [...cells, ...(extra ?? [])];
  return new Map(
    COMPARISON_GROUPS.filter((group) => among.includes(group)).map((group) => {
      const hidden = judged.get(group) ?? null;
      return [group, hidden === null ? { figures: sum(week, all, bitOf(group)) } : { hidden }];
    }),
  );
}

function sum(week: string, cells: readonly BandCell[], bit: number): GroupPersistence {
  const own = cells.filter(({ groups }) => groups & bit);
  const add = (of: (cell: BandCell) => number) => own.reduce((total, cell) => total + of(cell), 0);
  const pupils = add((cell) => cell.pupils);
  return {
    week,
    pupilsAbout: roundAbout(pupils),
    persistentPercent: ratePercent(
      add((cell) => cell.persistent),
      pupils,
      1,
    )!,
    severePercent: ratePercent(
      add((cell) => cell.severe),
      pupils,
      1,
    )!,
  };
}
