import { type Issue, makeIssue } from '../../../domain/quality/issues.ts';
import { RollcallError } from '../../../errors.ts';
import type { SchoolReader } from './read-school.ts';
import { type Row, readIncluded, readRow, readText } from './read-value.ts';
import { isInvalidInclude, isNotPermitted } from './refusal.ts';

/** How many pupils Wonde itself counts on roll; null when it does not tell. */
export async function readExpected(reader: SchoolReader): Promise<number | null> {
  const counts = await reader.readOne('counts', { includes: ['students'] }).catch((error: unknown) => {
    if (isNotPermitted(error) || isInvalidInclude(error)) return null;
    throw error;
  });
  const text = readText(readIncluded(counts?.['students'])?.['count']) ?? '';
  return /^\d{1,7}$/.test(text) ? Number(text) : null;
}

/** What a school's access list does: how many pupils it hides, null when that cannot be told. */
export interface AccessList {
  readonly mode: string | null;
  readonly isHiding: boolean;
  readonly hidden: number | null;
}

/**
 * Reads `/meta/schools/{id}/acl`, null where it cannot be had. Its `mode` has no documented values: one that reads as "only these"
 * names the pupils that are shown, so how many are hidden is then not known.
 */
export function readAccessList(list: Row | null): AccessList {
  const mode = readText(list?.['mode'], 40);
  const ids = Array.isArray(list?.['ids']) ? list['ids'] : [];
  const pupils = ids.filter((each) => /student|pupil/i.test(readText(readRow(each)?.['type']) ?? 'student')).length;
  if (list === null) return { mode, isHiding: false, hidden: null };
  if (mode === null || pupils === 0) return { mode, isHiding: false, hidden: 0 };
  return { mode, isHiding: true, hidden: /only|allow|includ|white/i.test(mode) ? null : pupils };
}

/** Whether the school's access list hides pupils from this service. A list that cannot be had says nothing: the roll is read all the same. */
export async function countHidden(reader: SchoolReader): Promise<{ isHiding: boolean; issues: readonly Issue[] }> {
  const list = await reader.readMeta('acl', { params: { with_user_type: 'true' } }).catch((error: unknown) => {
    if (error instanceof RollcallError && error.code.startsWith('source-') && error.code !== 'source-untrusted')
      return null;
    throw error;
  });
  const { isHiding, hidden } = readAccessList(list);
  if (!isHiding) return { isHiding, issues: [] };
  return { isHiding, issues: [makeIssue('pupils-hidden', 'roll', hidden === null ? {} : { pupils: hidden })] };
}
