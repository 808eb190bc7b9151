import type {
  DataSetMeta,
  FilterMeta,
  FilterOptions,
  IndicatorMeta,
  LevelMeta,
  LocationGroup,
  LocationMeta,
  OptionMeta,
  TimeMeta,
} from '../released/describe-data-set.ts';

/** Something that is new (no previous state), gone (no current state), or the same with other words. */
export interface Change<T> {
  readonly previousState?: T;
  readonly currentState?: T;
}

export interface ChangeSet {
  readonly filters: readonly Change<FilterMeta>[];
  readonly filterOptions: readonly { readonly filter: FilterMeta; readonly options: readonly Change<OptionMeta>[] }[];
  readonly geographicLevels: readonly Change<LevelMeta>[];
  readonly indicators: readonly Change<IndicatorMeta>[];
  readonly locationGroups: readonly Change<LevelMeta>[];
  readonly locationOptions: readonly { readonly level: LevelMeta; readonly options: readonly Change<LocationMeta>[] }[];
  readonly timePeriods: readonly Change<TimeMeta>[];
}

export interface Changes {
  /** Something is gone, and with it its id: a question that named it finds less. What is renamed is gone, and new. */
  readonly major: ChangeSet;
  /** Something is new, or said in other words under the same id. */
  readonly minor: ChangeSet;
}

/** What changed from one version of a data set to the next. */
export function compareMetas(before: DataSetMeta, after: DataSetMeta): Changes {
  const filters = compare(before.filters.map(withoutOptions), after.filters.map(withoutOptions), ({ id }) => id);
  const levels = compare(before.geographicLevels, after.geographicLevels, ({ code }) => code);
  const indicators = compare(before.indicators, after.indicators, ({ id }) => id);
  const groups = compare(before.locations.map(levelOf), after.locations.map(levelOf), ({ code }) => code);
  const times = compare(before.timePeriods, after.timePeriods, ({ code, period }) => `${period} ${code}`);
  const optionsOf = (column: FilterOptions) => before.filters.find(({ id }) => id === column.id)?.options;
  const areasOf = (group: LocationGroup) => before.locations.find(({ level }) => level.code === group.level.code);
  const of = (isOf: IsOf): ChangeSet => ({
    filters: filters.filter(isOf),
    filterOptions: after.filters.flatMap((filter) => {
      const options = compare(optionsOf(filter) ?? filter.options, filter.options, ({ id }) => id).filter(isOf);
      return options.length > 0 ? [{ filter: withoutOptions(filter), options }] : [];
    }),
    geographicLevels: levels.filter(isOf),
    indicators: indicators.filter(isOf),
    locationGroups: groups.filter(isOf),
    locationOptions: after.locations.flatMap((group) => {
      const options = compare(areasOf(group)?.options ?? group.options, group.options, ({ id }) => id).filter(isOf);
      return options.length > 0 ? [{ level: group.level, options }] : [];
    }),
    timePeriods: times.filter(isOf),
  });
  return { major: of(isMajor), minor: of((change) => !isMajor(change)) };
}

/** Whether anything changed. */
export const hasChanges = (changes: ChangeSet): boolean => Object.values(changes).some((each) => each.length > 0);

type IsOf = (change: Change<unknown>) => boolean;
const isMajor: IsOf = ({ currentState }) => currentState === undefined;
const withoutOptions = ({ id, column, label, hint }: FilterOptions): FilterMeta => ({ id, column, label, hint });
const levelOf = ({ level }: LocationGroup): LevelMeta => level;

function compare<T>(before: readonly T[], after: readonly T[], keyOf: (each: T) => string): Change<T>[] {
  const [was, is] = [before, after].map((list) => new Map(list.map((each) => [keyOf(each), each])));
  const gone = before.filter((each) => !is!.has(keyOf(each))).map((previousState) => ({ previousState }));
  const there = after.flatMap((currentState): Change<T>[] => {
    const previousState = was!.get(keyOf(currentState));
    if (previousState === undefined) return [{ currentState }];
    return JSON.stringify(previousState) === JSON.stringify(currentState) ? [] : [{ previousState, currentState }];
  });
  return [...gone, ...there];
}
