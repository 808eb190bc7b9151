import { ENGLAND } from '../../domain/statistics/area.ts';
import { type DataSet, type Filter, LEVEL_CODES, LEVEL_LABELS, type LevelCode, type Location } from './data-set.ts';
import { shortId } from './public-ids.ts';

export interface OptionMeta {
  readonly id: string;
  readonly label: string;
}
export interface FilterMeta {
  readonly id: string;
  readonly column: string;
  readonly label: string;
  readonly hint: string;
}
export interface FilterOptions extends FilterMeta {
  readonly options: readonly OptionMeta[];
}
export interface IndicatorMeta {
  readonly id: string;
  readonly column: string;
  readonly label: string;
  readonly unit: string;
  readonly decimalPlaces: number;
}
export interface LevelMeta {
  readonly code: LevelCode;
  readonly label: string;
}
export interface LocationMeta {
  readonly id: string;
  readonly label: string;
  readonly code: string;
  /** Of an authority, its three digits. */
  readonly oldCode?: string;
}
export interface LocationGroup {
  readonly level: LevelMeta;
  readonly options: readonly LocationMeta[];
}
export interface TimeMeta {
  readonly code: string;
  /** `2026`, or `2025/2026` */
  readonly period: string;
  readonly label: string;
}

/** What there is in a data set, each with the id by which it is asked for. Filters, options and indicators stand in the data set's own order. */
export interface DataSetMeta {
  readonly rows: number;
  readonly filters: readonly FilterOptions[];
  readonly indicators: readonly IndicatorMeta[];
  readonly geographicLevels: readonly LevelMeta[];
  readonly locations: readonly LocationGroup[];
  /** In the data set's own order, which need not be that of time. */
  readonly timePeriods: readonly TimeMeta[];
}

const described = new WeakMap<DataSet, DataSetMeta>();

/** Describes a data set; one that was described already is not described anew. */
export function describeDataSet(dataSet: DataSet): DataSetMeta {
  const known = described.get(dataSet);
  if (known) return known;
  const meta = describe(dataSet);
  described.set(dataSet, meta);
  return meta;
}

function describe({ name, rows, filters, indicators, locations, times }: DataSet): DataSetMeta {
  const levels = new Set(locations.map(({ level }) => level));
  return {
    rows,
    filters: filters.map((filter) => describeFilter(name, filter)),
    indicators: indicators.map(({ column, label, unit, decimals }) => ({
      id: shortId(name, 'indicator', column),
      column,
      label,
      unit,
      decimalPlaces: decimals,
    })),
    geographicLevels: LEVEL_CODES.filter((code) => levels.has(code)).map(describeLevel),
    locations: describeLocations(locations),
    timePeriods: times.map(({ code, period, label }) => ({ code, period: publicPeriod(period), label })),
  };
}

const describeFilter = (name: string, { column, label, hint, options }: Filter): FilterOptions => ({
  id: shortId(name, 'filter', column),
  column,
  label,
  hint,
  options: options.map((option) => ({ id: shortId(name, 'option', column, option), label: option })),
});

const describeLevel = (code: LevelCode): LevelMeta => ({ code, label: LEVEL_LABELS[code] });

/** `202526` is `2025/2026`; a year stays as it is. */
const publicPeriod = (period: string): string =>
  period.length === 6 ? `${period.slice(0, 4)}/${period.slice(0, 2)}${period.slice(4)}` : period;

/** Each level with its areas, also those that only hold areas of the data set. */
function describeLocations(locations: readonly Location[]): LocationGroup[] {
  const areas = locations.map(areasOf);
  return LEVEL_CODES.flatMap((code) => {
    const options = new Map(areas.flatMap((each) => (each[code] ? [[each[code].id, each[code]]] : [])));
    return options.size === 0 ? [] : [{ level: describeLevel(code), options: [...options.values()] }];
  });
}

/** The areas by level that a location lies in: of an authority the nation, its region and itself. */
export function areasOf(location: Location): Partial<Record<LevelCode, LocationMeta>> {
  const { level, code, name, oldCode, regionCode, regionName } = location;
  return {
    NAT: area('NAT', ENGLAND.code, ENGLAND.name),
    ...(regionCode !== '' && { REG: area('REG', regionCode, regionName) }),
    ...(level === 'LA' && { LA: { ...area('LA', code || oldCode, name), oldCode } }),
  };
}

const area = (level: LevelCode, code: string, label: string): LocationMeta => ({
  id: shortId('location', level, code),
  label,
  code,
});
