import { LEVEL_LABELS, type LevelCode, SYMBOLS } from '../released/data-set.ts';
import type { DataSetMeta } from '../released/describe-data-set.ts';
import type { Criteria, Facets, LocationAsked, SortAsked, TimeAsked } from './criteria.ts';
import type { TidyRecord } from './tidy-file.fixture.ts';

/** Whether a row of a file meets criteria, told from its text alone, by the words of the documentation. */
export function meets(record: TidyRecord, criteria: Criteria, meta: DataSetMeta): boolean {
  if ('and' in criteria) return criteria.and.every((each) => meets(record, each, meta));
  if ('or' in criteria) return criteria.or.some((each) => meets(record, each, meta));
  if (!('not' in criteria)) return facetsOf(criteria).every((facet) => meetsFacet(record, facet, meta));
  const { not } = criteria;
  if ('and' in not || 'or' in not || 'not' in not) return !meets(record, not, meta);
  return !facetsOf(not).some((facet) => meetsFacet(record, facet, meta));
}

type Facet = readonly [kind: keyof Facets, comparators: Readonly<Record<string, unknown>>];
const facetsOf = (facets: Facets) => Object.entries(facets) as unknown as Facet[];

function meetsFacet(record: TidyRecord, [kind, comparators]: Facet, meta: DataSetMeta): boolean {
  const is = (asked: unknown) => IS[kind](record, asked as never, meta);
  return Object.entries(comparators).every(([comparator, asked]) => {
    const any = [asked].flat().some(is);
    if (comparator === 'eq' || comparator === 'in') return any;
    if (comparator.startsWith('not')) return !any;
    return isTimeBy(record, comparator, asked as TimeAsked, meta);
  });
}

const IS: Readonly<Record<keyof Facets, (record: TidyRecord, asked: never, meta: DataSetMeta) => boolean>> = {
  filters: (record, asked: string, meta) =>
    meta.filters.some(({ column, options }) => options.find(({ id }) => id === asked)?.label === record[column]),
  geographicLevels: (record, asked: LevelCode) => record['geographic_level'] === LEVEL_LABELS[asked],
  locations: (record, asked: LocationAsked, meta) => {
    if (asked.oldCode !== undefined) return asked.level === 'LA' && record['old_la_code'] === asked.oldCode;
    const group = meta.locations.find(({ level }) => level.code === asked.level);
    const code = asked.code ?? group?.options.find(({ id }) => id === asked.id)?.code;
    return code !== undefined && record[CODES[asked.level]] === code;
  },
  timePeriods: (record, asked: TimeAsked) =>
    record['time_period'] === asked.period && record['time_identifier'] === `Week ${asked.code.slice(1)}`,
};
const CODES: Readonly<Record<LevelCode, string>> = { NAT: 'country_code', REG: 'region_code', LA: 'new_la_code' };
const NAMES: Readonly<Record<string, string>> = { NAT: 'country_name', REG: 'region_name', LA: 'la_name' };

const timeOf = (record: TidyRecord) =>
  Number(record['time_period']) * 100 + Number(record['time_identifier']!.replace('Week ', ''));

function isTimeBy(record: TidyRecord, comparator: string, asked: TimeAsked, meta: DataSetMeta): boolean {
  if (!meta.timePeriods.some(({ code, period }) => code === asked.code && period === asked.period)) return false;
  const by = timeOf(record) - (Number(asked.period) * 100 + Number(asked.code.slice(1)));
  if (comparator === 'gt') return by > 0;
  if (comparator === 'gte') return by >= 0;
  return comparator === 'lt' ? by < 0 : by <= 0;
}

/** How two rows follow each other; zero leaves them as they stand in the file. */
export function compareBy(sorts: readonly SortAsked[], meta: DataSetMeta) {
  return (a: TidyRecord, b: TidyRecord): number => {
    for (const { field, direction } of sorts) {
      const [one, other] = [keyOf(a, field, meta), keyOf(b, field, meta)];
      if (one !== other) return one < other === (direction === 'Asc') ? -1 : 1;
    }
    return 0;
  };
}

function keyOf(record: TidyRecord, field: string, meta: DataSetMeta): string | number {
  if (field === 'timePeriod') return timeOf(record);
  if (field === 'geographicLevel') return Object.values(LEVEL_LABELS).indexOf(record['geographic_level']!);
  const [kind, id] = field.split('|') as [string, string];
  if (kind === 'location') return record[NAMES[id]!]!;
  if (kind === 'filter') return record[meta.filters.find((each) => each.id === id)!.column]!;
  const text = record[meta.indicators.find((each) => each.id === id)!.column]!;
  const symbol = (SYMBOLS as readonly string[]).indexOf(text);
  return symbol < 0 ? Number(text) : -1 - symbol;
}
