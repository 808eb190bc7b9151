import type { DataSet, LevelCode } from '../released/data-set.ts';
import { areasOf, type DataSetMeta } from '../released/describe-data-set.ts';
import { anyItem, type Condition, EVERYTHING } from './condition.ts';
import type { Criteria, Facets, LocationAsked, TimeAsked } from './criteria.ts';
import { timeOrder } from './time-order.ts';

/** Things asked for that the data set has not. */
export interface NotFound {
  readonly kind: keyof Facets;
  /** Where in the question: `criteria.and[0].filters.in`. */
  readonly path: string;
  readonly items: readonly unknown[];
}

type Item = Extract<Condition, { kind: 'is' }>;
/** The item of a column that is asked for; null when the data set has none such. */
type Find<T> = (asked: T, comparator: string) => Item | null;

/**
 * Criteria in terms of a data set's own lists. What it has not is noted, and matches nothing.
 * @param path of the criteria in the question
 */
export function resolveCriteria(
  criteria: Criteria | null,
  dataSet: DataSet,
  meta: DataSetMeta,
  path = '',
): { readonly condition: Condition; readonly notFound: readonly NotFound[] } {
  const notFound: NotFound[] = [];
  const finders = findersOf(dataSet, meta);
  const facets = (each: Facets, at: string): Condition[] =>
    (Object.keys(finders) as (keyof Facets)[]).flatMap((kind) =>
      Object.entries(each[kind] ?? {}).map(([comparator, asked]) => {
        const list: unknown[] = Array.isArray(asked) ? asked : [asked];
        const find = finders[kind] as Find<unknown>;
        const found = list.map((one) => find(one, comparator));
        const items = list.filter((_one, place) => found[place] === null);
        if (items.length > 0) notFound.push({ kind, path: join(at, `${kind}.${comparator}`), items });
        const any = anyItem(found.filter((one) => one !== null));
        return comparator.startsWith('not') ? { kind: 'not', of: any } : any;
      }),
    );
  const walk = (each: Criteria, at: string): Condition => {
    if ('and' in each) return { kind: 'all', of: each.and.map((one, place) => walk(one, join(at, `and[${place}]`))) };
    if ('or' in each) return { kind: 'any', of: each.or.map((one, place) => walk(one, join(at, `or[${place}]`))) };
    if (!('not' in each)) return { kind: 'all', of: facets(each, at) };
    return { kind: 'not', of: refused(each.not, join(at, 'not')) };
  };
  /** Under `not` no kind of facet may hold, as in the Department's service. */
  const refused = (each: Criteria, at: string): Condition =>
    'and' in each || 'or' in each || 'not' in each
      ? walk(each, at)
      : { kind: 'any', of: KINDS.flatMap((kind) => (each[kind] ? [walk({ [kind]: each[kind] }, at)] : [])) };
  return { condition: criteria === null ? EVERYTHING : walk(criteria, path), notFound };
}

const KINDS = ['filters', 'geographicLevels', 'locations', 'timePeriods'] as const;
const join = (path: string, more: string) => (path === '' ? more : `${path}.${more}`);

function findersOf(dataSet: DataSet, meta: DataSetMeta): { [Kind in keyof Facets]-?: Find<never> } {
  const { filters, locations, locationOf, timeOf } = dataSet;
  const options = new Map(
    meta.filters.flatMap((filter, place) =>
      filter.options.map(({ id }, option) => [id, { of: filters[place]!.of, size: filter.options.length, option }]),
    ),
  );
  const areas = locations.map(areasOf);
  const item = (column: Uint16Array, isAllowed: readonly boolean[]): Item | null =>
    isAllowed.includes(true) ? { kind: 'is', column, allowed: Uint8Array.from(isAllowed, Number) } : null;
  return {
    filters: ((id) => {
      const found = options.get(id);
      if (!found) return null;
      const allowed = new Uint8Array(found.size);
      allowed[found.option] = 1;
      return { kind: 'is', column: found.of, allowed };
    }) satisfies Find<string>,
    geographicLevels: ((asked) =>
      item(
        locationOf,
        locations.map(({ level }) => level === asked),
      )) satisfies Find<LevelCode>,
    locations: (({ level, ...by }) => {
      const [[property, value] = ['', '']] = Object.entries(by) as ['id' | 'code' | 'oldCode', string][];
      return item(
        locationOf,
        areas.map((each) => each[level]?.[property as 'id'] === value),
      );
    }) satisfies Find<LocationAsked>,
    timePeriods: ((asked, comparator) => {
      const found = meta.timePeriods.find((time) => isTime(time, asked));
      if (!found) return null;
      const compared = COMPARED[comparator] ?? ((by: number) => by === 0);
      return {
        kind: 'is',
        column: timeOf,
        allowed: Uint8Array.from(meta.timePeriods, (time) => Number(compared(timeOrder(time) - timeOrder(found)))),
      };
    }) satisfies Find<TimeAsked>,
  };
}

const COMPARED: Readonly<Record<string, (by: number) => boolean>> = {
  gt: (by) => by > 0,
  gte: (by) => by >= 0,
  lt: (by) => by < 0,
  lte: (by) => by <= 0,
};

/** A time that spans two years may be asked for by the first of them. */
const isTime = (time: TimeAsked, asked: TimeAsked): boolean =>
  time.code === asked.code &&
  (time.period === asked.period || (time.period.includes('/') && time.period.startsWith(`${asked.period}/`)));
