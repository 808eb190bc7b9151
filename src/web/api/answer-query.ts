import { setImmediate } from 'node:timers/promises';
import type { SortAsked } from '../../publish/query/criteria.ts';
import { type NotFound, resolveCriteria } from '../../publish/query/resolve-criteria.ts';
import { resolveSorts } from '../../publish/query/resolve-sorts.ts';
import { selectRows } from '../../publish/query/select-rows.ts';
import { cellText, type DataSet, type Location } from '../../publish/released/data-set.ts';
import { areasOf, type DataSetMeta, describeDataSet } from '../../publish/released/describe-data-set.ts';
import { type ApiError, ApiRefused } from './problem.ts';
import type { Query } from './query.ts';
import type { Results } from './schemas.ts';
import { viewPaging } from './views.ts';

/** How a kind of question is answered. */
export interface QueryManner {
  /** Of the criteria in the question. */
  readonly path: string;
  /** What was not found is named as it stood in an address. */
  readonly asText: boolean;
  readonly invented: boolean;
}

/** Answers a question about a data set. @throws ApiRefused when it asks for indicators or sorts that the data set has not */
export async function answerQuery(dataSet: DataSet, query: Query, manner: QueryManner): Promise<Results> {
  const meta = describeDataSet(dataSet);
  const { condition, notFound } = resolveCriteria(query.criteria, dataSet, meta, manner.path);
  const { digits, notFound: unknownSorts } = resolveSorts(query.sorts, dataSet, meta);
  const indicators = query.indicators ?? meta.indicators.map(({ id }) => id);
  const unknown = indicators.filter((id) => !meta.indicators.some((each) => each.id === id));
  const errors = [
    ...(unknown.length > 0 ? [unknownThings('indicators', 'IndicatorsNotFound', unknown)] : []),
    ...(unknownSorts.length > 0
      ? [unknownThings('sorts', 'SortFieldsNotFound', manner.asText ? unknownSorts.map(sortText) : unknownSorts)]
      : []),
  ];
  if (errors.length > 0) throw new ApiRefused(400, errors);
  const from = (query.page - 1) * query.pageSize;
  const { total, rows } = await selectRows(dataSet.rows, condition, digits, from, from + query.pageSize);
  return {
    paging: viewPaging(query.page, query.pageSize, total),
    results: await writeResults(rows, createWriter(dataSet, meta, indicators, query.debug)),
    warnings: [
      ...notFound.map((each) => warnNotFound(each, manner.asText)),
      ...(query.debug ? [WARNINGS.debug] : []),
      ...(total === 0 ? [WARNINGS.nothing] : []),
      ...(manner.invented ? [WARNINGS.invented] : []),
    ],
  };
}

const WARNINGS = {
  debug: {
    message: 'Labels stand beside ids, since debug was asked for. Programs should not ask for it.',
    code: 'DebugEnabled',
  },
  nothing: { message: 'There are no results. Try to ask for less at once.', code: 'QueryNoResults' },
  invented: { message: 'These figures are invented.', code: 'InventedData' },
} as const satisfies Record<string, ApiError>;

const unknownThings = (path: string, code: string, items: readonly unknown[]): ApiError => ({
  message: `The data set has not all ${path} that are asked for.`,
  code,
  path,
  detail: { items },
});

const KINDS = {
  filters: ['FiltersNotFound', 'options of filters'],
  geographicLevels: ['GeographicLevelsNotFound', 'levels'],
  locations: ['LocationsNotFound', 'locations'],
  timePeriods: ['TimePeriodsNotFound', 'time periods'],
} as const;

function warnNotFound({ kind, path, items }: NotFound, asText: boolean): ApiError {
  const [code, words] = KINDS[kind];
  return {
    message: `The data set has not all ${words} that are asked for.`,
    code,
    path,
    detail: { items: asText ? items.map(itemText) : items },
  };
}

const sortText = ({ field, direction }: SortAsked) => `${field}|${direction}`;

/** As it stood in the address: `LA|code|E09000002`, `2026|W41`. */
function itemText(item: unknown): string {
  if (typeof item === 'string') return item;
  const { level, ...by } = item as Record<string, string>;
  return level === undefined ? `${by['period']}|${by['code']}` : [level, ...Object.entries(by).flat()].join('|');
}

type Result = Results['results'][number];

/** Others get their turn after every thousand. */
async function writeResults(rows: Uint32Array, write: (row: number) => Result): Promise<Result[]> {
  const results: Result[] = [];
  for (const row of rows) {
    if (results.length % 1000 === 999) await setImmediate();
    results.push(write(row));
  }
  return results;
}

/** Writes rows as results. With `debug` a label stands beside each id. */
function createWriter(
  dataSet: DataSet,
  meta: DataSetMeta,
  indicatorIds: readonly string[],
  debug: boolean,
): (row: number) => Result {
  const name = (id: string, label: string) => (debug ? `${id} :: ${label}` : id);
  const times = meta.timePeriods.map(({ code, period }) => ({ code, period }));
  const areas = dataSet.locations.map((location) => namesOf(location, name));
  const filters = meta.filters.map(({ id, column, options }, place) => ({
    key: name(id, column),
    options: options.map((option) => name(option.id, option.label)),
    of: dataSet.filters[place]!.of,
  }));
  const indicators = meta.indicators.flatMap(({ id, column }, place) =>
    indicatorIds.includes(id) ? [{ key: name(id, column), indicator: dataSet.indicators[place]! }] : [],
  );
  return (row) => {
    const location = dataSet.locationOf[row]!;
    return {
      timePeriod: times[dataSet.timeOf[row]!]!,
      geographicLevel: dataSet.locations[location]!.level,
      locations: areas[location]!,
      filters: Object.fromEntries(filters.map(({ key, options, of }) => [key, options[of[row]!]!])),
      values: Object.fromEntries(indicators.map(({ key, indicator }) => [key, cellText(indicator, row)])),
    };
  };
}

const namesOf = (location: Location, name: (id: string, label: string) => string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(areasOf(location)).map(([level, { id, label, code }]) => [level, name(id, `${label} (${code})`)]),
  );
