import { addCounts, type Counts } from '../../domain/measures/counts.ts';
import { addBands, eachCounted, keptGroup } from '../area/figures.ts';
import type { Measured } from '../area/measures.ts';
import { readPooledGroups } from '../area/query.ts';
import type { AreaParts, AreaReport } from '../area-report.ts';
import { groupKey, groupValue } from '../selection/choice.ts';
import { CHARACTERISTIC_NAMES, type CharacteristicName, SENSITIVE_CHARACTERISTICS } from '../selection/selection.ts';
import { viewAreaGroups } from './view.ts';

/** The groups of each characteristic, all schools together; under `all` the whole selection. */
export interface AreaGroupsFacts {
  readonly groups: ReadonlyMap<string, Measured>;
  readonly characteristics: readonly CharacteristicName[];
}

/** Attendance and persistent absence by pupil group, all schools together, and from each group to its schools. */
export const areaGroups: AreaReport<AreaGroupsFacts> = {
  name: 'Groups across schools',
  path: '/area/groups',
  names: false,
  more: readAreaGroups,
  view: viewAreaGroups,
};

async function readAreaGroups({ transaction, facts }: AreaParts): Promise<AreaGroupsFacts> {
  const { asked, year, population, period, selection, sensitive } = facts;
  const characteristics = CHARACTERISTIC_NAMES.filter((name) => sensitive || !SENSITIVE_CHARACTERISTICS.includes(name));
  if (period.kind === 'year' && keptGroup(selection) === 'all') {
    const rows = await readPooledGroups(transaction, asked.urns, year.startYear, population);
    return { groups: new Map(rows.map(({ group, ...measured }) => [group, measured])), characteristics };
  }
  const groups = new Map<string, Counts & { enrolments: number[] }>();
  await eachCounted(
    transaction,
    asked,
    (_urn, { byProfile }, profiles) => {
      for (const [number, counts] of byProfile) {
        const profile = profiles.get(number)!;
        const keys = ['all', ...characteristics.map((name) => groupKey(name, groupValue(name, profile)))];
        for (const key of keys) {
          const before = groups.get(key);
          groups.set(
            key,
            before
              ? { ...addCounts(before, counts), enrolments: addBands([before, counts]) }
              : { ...counts, enrolments: [...counts.enrolments] },
          );
        }
      }
    },
    characteristics,
  );
  return { groups, characteristics };
}
