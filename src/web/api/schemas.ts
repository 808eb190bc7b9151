import { type Static, type TProperties, type TSchema, Type } from 'typebox';
import { LEVEL_CODES } from '../../publish/released/data-set.ts';
import { ApiError } from './problem.ts';

const object = <T extends TProperties>(properties: T) => Type.Object(properties, { additionalProperties: false });
const Uuid = Type.String({ format: 'uuid' });
const Instant = Type.String({ format: 'date-time' });
const Level = Type.Enum(LEVEL_CODES);

const Paging = object({
  page: Type.Integer(),
  pageSize: Type.Integer(),
  totalResults: Type.Integer(),
  totalPages: Type.Integer(),
});
const paged = <T extends TSchema>(results: T) => object({ paging: Paging, results: Type.Array(results) });

export const Publication = object({
  id: Uuid,
  title: Type.String(),
  slug: Type.String(),
  summary: Type.String(),
  lastPublished: Instant,
});
export const Publications = paged(Publication);

const about = {
  version: Type.String({ description: 'Such as 2.1: a new whole number where something is gone or renamed.' }),
  published: Instant,
  totalResults: Type.Integer(),
  timePeriods: object({ start: Type.String(), end: Type.String() }),
  geographicLevels: Type.Array(Type.String()),
  filters: Type.Array(Type.String()),
  indicators: Type.Array(Type.String()),
};

export const DataSetSummary = object({
  id: Uuid,
  title: Type.String(),
  summary: Type.String(),
  status: Type.Enum(['Published']),
  latestVersion: object(about),
});
export const DataSets = paged(DataSetSummary);

export const VersionSummary = object({
  ...about,
  type: Type.Enum(['Major', 'Minor']),
  status: Type.Enum(['Published']),
  notes: Type.String({ description: 'Of a release that corrects another: what was wrong.' }),
  file: object({ id: Uuid }),
  release: object({ title: Type.String(), slug: Type.String() }),
});
export const Versions = paged(VersionSummary);

const FilterMeta = { id: Type.String(), column: Type.String(), label: Type.String(), hint: Type.String() };
const OptionMeta = object({ id: Type.String(), label: Type.String() });
const IndicatorMeta = object({
  id: Type.String(),
  column: Type.String(),
  label: Type.String(),
  unit: Type.Enum(['', '%']),
  decimalPlaces: Type.Integer(),
});
const LevelMeta = object({ code: Level, label: Type.String() });
const LocationMeta = object({
  id: Type.String(),
  label: Type.String(),
  code: Type.String(),
  oldCode: Type.Optional(Type.String({ description: 'Of a local authority: its three digits.' })),
});
const TimeMeta = object({ code: Type.String(), period: Type.String(), label: Type.String() });

export const Meta = object({
  filters: Type.Array(object({ ...FilterMeta, options: Type.Array(OptionMeta) })),
  indicators: Type.Array(IndicatorMeta),
  geographicLevels: Type.Array(LevelMeta),
  locations: Type.Array(object({ level: LevelMeta, options: Type.Array(LocationMeta) })),
  timePeriods: Type.Array(TimeMeta),
});

const Texts = Type.Record(Type.String(), Type.String());
const Result = object({
  timePeriod: object({ code: Type.String(), period: Type.String() }),
  geographicLevel: Level,
  locations: Texts,
  filters: Texts,
  values: Texts,
});
export const Results = object({ paging: Paging, results: Type.Array(Result), warnings: Type.Array(ApiError) });
export type Results = Static<typeof Results>;

const change = <T extends TSchema>(of: T) =>
  Type.Array(object({ previousState: Type.Optional(of), currentState: Type.Optional(of) }));
const ChangeSet = object({
  filters: change(object(FilterMeta)),
  filterOptions: Type.Array(object({ filter: object(FilterMeta), options: change(OptionMeta) })),
  geographicLevels: change(LevelMeta),
  indicators: change(IndicatorMeta),
  locationGroups: change(LevelMeta),
  locationOptions: Type.Array(object({ level: LevelMeta, options: change(LocationMeta) })),
  timePeriods: change(TimeMeta),
});
export const VersionChanges = object({
  versionNumber: Type.String(),
  notes: Type.String(),
  majorChanges: ChangeSet,
  minorChanges: ChangeSet,
});
