import type { DataSetMeta } from '../released/describe-data-set.ts';
import { type Changes, compareMetas, hasChanges } from './compare-metas.ts';

/** A version of a data set: one that was published with a release. */
export interface Version {
  /** `2.1`: a major change begins the next whole number. */
  readonly number: string;
  readonly isMajor: boolean;
  readonly meta: DataSetMeta;
  /** Against the version before; null of the first. */
  readonly changes: Changes | null;
}

/** The versions of a data set, numbered by what changed from each to the next. @param metas from the oldest */
export function numberVersions(metas: readonly DataSetMeta[]): Version[] {
  let [whole, part] = [1, 0];
  return metas.map((meta, place) => {
    const before = metas[place - 1];
    const changes = before ? compareMetas(before, meta) : null;
    const isMajor = changes === null || hasChanges(changes.major);
    if (changes) [whole, part] = isMajor ? [whole + 1, 0] : [whole, part + 1];
    return { number: `${whole}.${part}`, isMajor, meta, changes };
  });
}
