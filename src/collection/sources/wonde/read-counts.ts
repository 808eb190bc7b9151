import { type Issue, makeIssue } from '../../../domain/quality/issues.ts';
import { RollcallError } from '../../../errors.ts';
import type { SchoolReader } from './read-school.ts';
import { readIncluded, readRow, readText } from './read-value.ts';
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

/**
 * Whether the school's access list hides pupils from this service, and how many. Its `mode` has no documented values: one that
 * reads as "only these" names the pupils that are shown, so how many are hidden is then not known. A list that cannot be had
 * says nothing: the roll is read all the same.
 */
export async function countHidden(reader: SchoolReader): Promise<{ isHiding: boolean; issues: readonly Issue[] }> {
  const list = await reader.readMeta('acl', { params: { with_user_type: 'true' } }).catch((error: unknown) => {
    if (error instanceof RollcallError && error.code !== 'source-untrusted') return null;
    throw error;
  });
  const mode = readText(list?.['mode']);
  const ids = Array.isArray(list?.['ids']) ? list['ids'] : [];
  const pupils = ids.filter((each) => /student|pupil/i.test(readText(readRow(each)?.['type']) ?? 'student')).length;
  if (mode === null || pupils === 0) return { isHiding: false, issues: [] };
  const isShownOnly = /only|allow|includ|white/i.test(mode);
  return { isHiding: true, issues: [makeIssue('pupils-hidden', 'roll', isShownOnly ? {} : { pupils })] };
}
