import { type TSchema, Type } from 'typebox';
import { Facets, SortAsked } from '../../publish/query/criteria.ts';
import { checkShape } from './check-shape.ts';
import type { ApiError } from './problem.ts';
import { Debug, Indicators, QUERY_PAGING, type Query } from './query.ts';
import { dataSetVersion, parameters, parameterValues, refuseIf } from './read-parameters.ts';

const COMPARATORS = { eq: false, notEq: false, in: true, notIn: true } as const;
const TIME_COMPARATORS = { ...COMPARATORS, gt: false, gte: false, lt: false, lte: false } as const;
const FACETS: Readonly<Record<keyof Facets, readonly [Readonly<Record<string, boolean>>, string]>> = {
  filters: [COMPARATORS, 'Ids of options of filters.'],
  geographicLevels: [COMPARATORS, 'NAT, REG or LA.'],
  locations: [COMPARATORS, 'Such as LA|code|E09000002, REG|id|abcde or LA|oldCode|301.'],
  timePeriods: [TIME_COMPARATORS, 'Such as 2026|W41.'],
};

/** The question in an address. Everything that is asked must hold. */
export const QueryParameters = parameters({
  dataSetVersion,
  ...(Object.fromEntries(
    Object.entries(FACETS).flatMap(([facet, [comparators, description]]) =>
      Object.entries(comparators).map(([comparator, isList]) => [
        `${facet}.${comparator}`,
        Type.Optional(isList ? Type.Array(Type.String(), { description }) : Type.String({ description })),
      ]),
    ),
  ) as Record<never, TSchema>),
  indicators: Type.Optional(Indicators),
  sorts: Type.Optional(Type.Array(Type.String(), { description: 'Such as timePeriod|Asc or indicator|abcde|Desc.' })),
  debug: Debug,
  ...QUERY_PAGING,
});

/** @throws ApiRefused which names each parameter that is wrong */
export function readQueryParameters(sent: unknown): Query & { readonly dataSetVersion: string | undefined } {
  const values = parameterValues(QueryParameters, sent);
  const errors = checkShape(QueryParameters, values, '');
  const criteria: Record<string, Record<string, unknown>> = {};
  for (const [name, asked] of Object.entries(values).filter(([each]) =>
    Object.hasOwn(QueryParameters.properties, each),
  )) {
    const [facet, comparator] = name.split('.') as [keyof Facets, string?];
    if (comparator !== undefined) (criteria[facet] ??= {})[comparator] = readItems(facet, asked, name, errors);
  }
  const sorts = values.sorts === undefined ? null : (readItems('sorts', values.sorts, 'sorts', errors) as SortAsked[]);
  const hasCriteria = Object.keys(criteria).length > 0;
  // What cannot be read at all has been named.
  const nameMore = (more: readonly ApiError[]) =>
    errors.push(...more.filter(({ path }) => !errors.some((each) => path?.startsWith(each.path ?? ''))));
  if (hasCriteria) nameMore(checkShape(Facets, criteria, ''));
  if (sorts) nameMore(checkShape(Type.Array(SortAsked), sorts, 'sorts'));
  refuseIf(errors);
  const { debug, page, pageSize, dataSetVersion, indicators = null } = values;
  return {
    criteria: hasCriteria ? (criteria as Facets) : null,
    sorts,
    debug,
    page,
    pageSize,
    dataSetVersion,
    indicators,
  };
}

/** What a parameter asks for, one or several; what is not of its form is noted. */
function readItems(kind: keyof typeof READERS, asked: unknown, path: string, errors: ApiError[]): unknown {
  if (Array.isArray(asked)) return asked.map((each, place) => readItems(kind, each, `${path}[${place}]`, errors));
  if (typeof asked !== 'string') return asked;
  const read = READERS[kind](asked);
  if (read === null) errors.push(wrongFormat(kind, asked, path));
  return read;
}

/** What is asked for in an address is a text; null when it is not of its form. */
const READERS: Readonly<Record<keyof Facets | 'sorts', (text: string) => unknown>> = {
  filters: (text) => text,
  geographicLevels: (text) => text,
  locations(text) {
    const [level, property, value, ...more] = text.split('|');
    return value === undefined || more.length > 0 ? null : { level, [property!]: value };
  },
  timePeriods(text) {
    const [period, code, ...more] = text.split('|');
    return code === undefined || more.length > 0 ? null : { period, code };
  },
  sorts(text) {
    const [, field, direction] = /^(.*)\|([^|]*)$/.exec(text) ?? [];
    return field === undefined ? null : { field, direction };
  },
};

const FORMATS: Readonly<Record<string, readonly [code: string, form: string]>> = {
  locations: ['LocationFormat', '{level}|{property}|{value}'],
  timePeriods: ['TimePeriodFormat', '{period}|{code}'],
  sorts: ['SortFormat', '{field}|{direction}'],
};

function wrongFormat(kind: string, value: string, path: string): ApiError {
  const [code, expectedFormat] = FORMATS[kind]!;
  return { message: `Must be of the form ${expectedFormat}.`, code: code!, path, detail: { value, expectedFormat } };
}
