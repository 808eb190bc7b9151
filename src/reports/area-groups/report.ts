import type { Counts } from '../../domain/measures/counts.ts';
import type { Characteristics } from '../../domain/pupils/characteristics.ts';
import { eachCounted, keptGroup, wholeWeek } from '../area/figures.ts';
import type { Measured } from '../area/measures.ts';
import { addTo } from '../area/pool.ts';
import { readPooledGroups, readPooledGroupsOfWeek } from '../area/query.ts';
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
  const { asked, period, selection, sensitive } = facts;
  const characteristics = CHARACTERISTIC_NAMES.filter((name) => sensitive || !SENSITIVE_CHARACTERISTICS.includes(name));
  const week = wholeWeek(asked);
  if (keptGroup(selection) === 'all' && (period.kind === 'year' || week !== null)) {
    const rows =
      week === null
        ? await readPooledGroups(transaction, asked)
        : await readPooledGroupsOfWeek(transaction, asked, week);
    return { groups: new Map(rows.map(({ group, ...measured }) => [group, measured])), characteristics };
  }
  // Profiles that are the same in several schools are one object, of which there are far fewer.
  const kinds = new Map<Characteristics, Sums>();
  await eachCounted(
    transaction,
    asked,
    (_urn, [{ byProfile }], profiles) => {
      for (const [number, counts] of byProfile) add(sumsOf(kinds, profiles.get(number)!), counts);
    },
    { characteristics },
  );
  const groups = new Map<string, Sums>();
  for (const [profile, counts] of kinds) {
    const keys = ['all', ...characteristics.map((name) => groupKey(name, groupValue(name, profile)))];
    for (const key of keys) add(sumsOf(groups, key), counts);
  }
  return { groups, characteristics };
}

type Sums = Counts & { readonly enrolments: number[] };

function sumsOf<K>(map: Map<K, Sums>, key: K): Sums {
  let sums = map.get(key);
  if (!sums)
    map.set(key, (sums = { attended: 0, authorised: 0, unauthorised: 0, enrolments: new Array<number>(11).fill(0) }));
  return sums;
}

function add(to: Sums, counts: Measured): void {
  addTo(to, counts);
  for (let band = 0; band < 11; band++) to.enrolments[band]! += counts.enrolments[band]!;
}
