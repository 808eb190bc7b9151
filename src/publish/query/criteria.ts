import { type Static, type TSchema, Type } from 'typebox';
import { LEVEL_CODES } from '../released/data-set.ts';

const some = { minItems: 1 } as const;
const strict = { additionalProperties: false, minProperties: 1 } as const;

/** How results are compared with what is asked for; each comparator that is given must hold. */
const comparators = <T extends TSchema>(what: T) => ({
  eq: Type.Optional(what),
  notEq: Type.Optional(what),
  in: Type.Optional(Type.Array(what, some)),
  notIn: Type.Optional(Type.Array(what, some)),
});

const Id = Type.String({ minLength: 1, maxLength: 40, description: 'An id, as the metadata of the data set has it.' });
const Level = Type.Enum(LEVEL_CODES, { description: 'NAT: the nation. REG: regions. LA: local authorities.' });
const Code = Type.String({ minLength: 1, maxLength: 30 });

export const LocationAsked = Type.Object(
  { level: Level, id: Type.Optional(Id), code: Type.Optional(Code), oldCode: Type.Optional(Code) },
  {
    additionalProperties: false,
    minProperties: 2,
    maxProperties: 2,
    description: 'A location by its level and one of: id, code, and of a local authority oldCode.',
  },
);
export type LocationAsked = Static<typeof LocationAsked>;

export const TimeAsked = Type.Object(
  {
    period: Type.String({ pattern: '^\\d{4}(/\\d{4})?$', description: 'A year such as 2026, or 2025/2026.' }),
    code: Type.String({
      pattern: '^(AY|T[1-3]|W([1-9]|[1-4]\\d|5[0-3]))$',
      description: 'AY: academic year. T1 to T3: terms. W1 to W53: weeks.',
    }),
  },
  { additionalProperties: false },
);
export type TimeAsked = Static<typeof TimeAsked>;

const time = Type.Optional(TimeAsked);

/** What of each kind results must be. All that are given must hold; under `not`, none of them. */
export const Facets = Type.Object(
  {
    filters: Type.Optional(Type.Object(comparators(Id), strict)),
    geographicLevels: Type.Optional(Type.Object(comparators(Level), strict)),
    locations: Type.Optional(Type.Object(comparators(LocationAsked), strict)),
    timePeriods: Type.Optional(
      Type.Object({ ...comparators(TimeAsked), gt: time, gte: time, lt: time, lte: time }, strict),
    ),
  },
  strict,
);
export type Facets = Static<typeof Facets>;

export type Criteria =
  | Facets
  | { readonly and: readonly Criteria[] }
  | { readonly or: readonly Criteria[] }
  | { readonly not: Criteria };

export const SortAsked = Type.Object(
  {
    field: Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'timePeriod, geographicLevel, location|LEVEL, filter|ID or indicator|ID.',
    }),
    direction: Type.Enum(['Asc', 'Desc']),
  },
  { additionalProperties: false },
);
export type SortAsked = Static<typeof SortAsked>;
