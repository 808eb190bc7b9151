import type { Static } from 'typebox';
import { timeOrder } from '../../publish/query/time-order.ts';
import type { DataSetMeta } from '../../publish/released/describe-data-set.ts';
import { uuid } from '../../publish/released/public-ids.ts';
import type { ReleasedFiles } from '../../publish/released/released-files.ts';
import type { Changes } from '../../publish/versions/compare-metas.ts';
import type { ReleasedVersion } from '../../publish/versions/find-versions.ts';
import type { NamedDataSet } from './data-sets.ts';
import type { DataSetSummary, VersionSummary } from './schemas.ts';

const INVENTED = 'Invented data. ';
/** Words that say so where figures are invented. */
export const markInvented = (text: string, invented: boolean): string => (invented ? INVENTED + text : text);

/** A page of a list. */
export function pageOf<T>(all: readonly T[], { page, pageSize }: { readonly page: number; readonly pageSize: number }) {
  return {
    paging: viewPaging(page, pageSize, all.length),
    results: all.slice((page - 1) * pageSize, page * pageSize),
  };
}

export const viewPaging = (page: number, pageSize: number, totalResults: number) => ({
  page,
  pageSize,
  totalResults,
  totalPages: Math.max(1, Math.ceil(totalResults / pageSize)),
});

function about({ number, meta, release }: ReleasedVersion) {
  const times = meta.timePeriods.toSorted((a, b) => timeOrder(a) - timeOrder(b));
  return {
    version: number,
    published: release.publishedAt.toISOString(),
    totalResults: meta.rows,
    timePeriods: { start: times[0]?.label ?? '', end: times.at(-1)?.label ?? '' },
    geographicLevels: meta.geographicLevels.map(({ label }) => label),
    filters: meta.filters.map(({ label }) => label),
    indicators: meta.indicators.map(({ label }) => label),
  };
}

export const viewDataSet = (
  { id, title, summary }: NamedDataSet,
  latest: ReleasedVersion,
  invented: boolean,
): Static<typeof DataSetSummary> => ({
  id,
  title,
  summary: markInvented(summary, invented),
  status: 'Published',
  latestVersion: about(latest),
});

export function viewVersion({ name }: NamedDataSet, version: ReleasedVersion): Static<typeof VersionSummary> {
  const { release, isMajor } = version;
  const digest = release.files.find((file) => file.name === `${name}.csv`)!.digest;
  return {
    ...about(version),
    type: isMajor ? 'Major' : 'Minor',
    status: 'Published',
    notes: release.note ?? '',
    file: { id: uuid('file', digest) },
    release: { title: releaseTitle(release), slug: release.id },
  };
}

/** `Week 41 2026`, and of a correction `Week 41 2026, correction 2` */
function releaseTitle({ id }: ReleasedFiles): string {
  const [, year, week, correction] = /^(\d+)-w0?(\d+)(?:\.(\d+))?$/.exec(id) ?? [];
  if (year === undefined) return id;
  return `Week ${week} ${year}${correction === undefined ? '' : `, correction ${correction}`}`;
}

/** @param types the parts that are wanted; others are empty */
export function viewMeta(
  { filters, indicators, geographicLevels, locations, timePeriods }: DataSetMeta,
  types: readonly string[],
) {
  const only = <T>(type: string, part: readonly T[]): readonly T[] => (types.includes(type) ? part : []);
  return {
    filters: only('Filters', filters),
    indicators: only('Indicators', indicators),
    geographicLevels: only('Locations', geographicLevels),
    locations: only('Locations', locations),
    timePeriods: only(
      'TimePeriods',
      timePeriods.toSorted((a, b) => timeOrder(b) - timeOrder(a)),
    ),
  };
}

const NOTHING: Changes['major'] = {
  filters: [],
  filterOptions: [],
  geographicLevels: [],
  indicators: [],
  locationGroups: [],
  locationOptions: [],
  timePeriods: [],
};

export const viewChanges = ({ number, changes, release }: ReleasedVersion) => ({
  versionNumber: number,
  notes: release.note ?? '',
  majorChanges: changes?.major ?? NOTHING,
  minorChanges: changes?.minor ?? NOTHING,
});
