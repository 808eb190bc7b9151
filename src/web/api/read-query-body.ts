import { type Static, Type } from 'typebox';
import { type Criteria, Facets, SortAsked } from '../../publish/query/criteria.ts';
import { checkShape, joinPath } from './check-shape.ts';
import type { ApiError } from './problem.ts';
import { Debug, Indicators, QUERY_PAGING, type Query } from './query.ts';
import { refuseIf } from './read-parameters.ts';

/** The body of a question. Its criteria are checked part by part. */
export const QueryBody = Type.Object(
  {
    criteria: Type.Optional(Type.Unknown()),
    indicators: Type.Optional(Indicators),
    sorts: Type.Optional(Type.Array(SortAsked, { minItems: 1, description: 'The first counts most.' })),
    debug: Type.Optional(Debug),
    page: Type.Optional(QUERY_PAGING.page),
    pageSize: Type.Optional(QUERY_PAGING.pageSize),
  },
  { additionalProperties: false },
);

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
