import { type Static, type TSchema, Type } from 'typebox';
import { type Criteria, Facets, SortAsked } from '../../publish/query/criteria.ts';
import { checkShape, joinPath } from './check-shape.ts';
import type { ApiError } from './problem.ts';
import { dataSetVersion, paging, parameters, parameterValues, refuseIf } from './read-parameters.ts';

const Id = Type.String({ minLength: 1, maxLength: 40 });
const Indicators = Type.Array(Id, { minItems: 1, description: 'Ids of indicators whose values are wanted; else all.' });
const PAGING = paging(10_000, 1000);
const debug = Type.Boolean({ default: false, description: 'Labels beside ids, to find out what is what.' });

/** The body of a question. Its criteria are checked part by part. */
export const QueryBody = Type.Object(
  {
    criteria: Type.Optional(Type.Unknown()),
    indicators: Type.Optional(Indicators),
    sorts: Type.Optional(Type.Array(SortAsked, { minItems: 1, description: 'The first counts most.' })),
    debug: Type.Optional(debug),
    page: Type.Optional(PAGING.page),
    pageSize: Type.Optional(PAGING.pageSize),
  },
  { additionalProperties: false },
);

/** A question about a data set. */
export interface Query {
  readonly criteria: Criteria | null;
  readonly indicators: readonly string[] | null;
  readonly sorts: readonly SortAsked[] | null;
  readonly debug: boolean;
  readonly page: number;
  readonly pageSize: number;
}

/** So many parts may criteria have: each is looked up for every row. */
const MOST_CRITERIA = 100;
/** Criteria that are not too many are never deeper. */
const DEEPEST = 3 * MOST_CRITERIA;

/** @throws ApiRefused which names each field that is wrong */
export function readQueryBody(sent: unknown): Query {
  const body = withoutNulls(sent ?? {}) as Static<typeof QueryBody>;
  const errors = checkShape(QueryBody, body, '');
  const criteria = (body as { criteria?: unknown })?.criteria;
  if (criteria !== undefined) errors.push(...checkCriteria(criteria, 'criteria', { left: MOST_CRITERIA }));
  refuseIf(errors);
  return {
    criteria: (criteria as Criteria | undefined) ?? null,
    indicators: body.indicators ?? null,
    sorts: body.sorts ?? null,
    debug: body.debug ?? false,
    page: body.page ?? 1,
    pageSize: body.pageSize ?? 1000,
  };
}

/** Many programs send null for what they do not ask. */
function withoutNulls(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((each) => withoutNulls(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => (each === null ? [] : [[name, withoutNulls(each, depth + 1)]])),
  );
}

function checkCriteria(criteria: unknown, path: string, parts: { left: number }): ApiError[] {
  if (parts.left-- <= 0)
    return parts.left < -1 ? [] : [{ message: `At most ${MOST_CRITERIA} criteria.`, code: 'TooManyCriteria', path }];
  const is = (name: string) => typeof criteria === 'object' && criteria !== null && Object.hasOwn(criteria, name);
  const joined = ['and', 'or', 'not'].find(is);
  if (joined === undefined) return checkShape(Facets, criteria, path);
  const { [joined]: inside, ...others } = criteria as Record<string, unknown>;
  const at = joinPath(path, joined);
  const errors = checkShape(Type.Object({}, { additionalProperties: false }), others, path);
  if (joined === 'not') return [...errors, ...checkCriteria(inside, at, parts)];
  return [
    ...errors,
    ...checkShape(Type.Array(Type.Unknown(), { minItems: 1 }), inside, at),
    ...(Array.isArray(inside) ? inside.flatMap((each, place) => checkCriteria(each, `${at}[${place}]`, parts)) : []),
  ];
}

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
  debug,
  ...PAGING,
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
