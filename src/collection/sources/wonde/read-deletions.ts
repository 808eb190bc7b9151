import { keyOfId } from './parse.ts';
import type { SchoolReader } from './read-school.ts';
import { readRow, readText } from './read-value.ts';

/**
 * Keys of pupils whose record was deleted in the MIS and not restored. Wonde names top-level records only, and says that
 * deletions do not replace full reading: they explain why a pupil is gone, and nothing is removed because of them. A school
 * that does not permit the list loses only the explanation.
 */
export async function readDeletions(reader: SchoolReader): Promise<ReadonlySet<string>> {
  const deleted = new Set<string>();
  for await (const page of reader.readOptional('deletions', { params: { type: 'student' } })) {
    if ('issue' in page) continue;
    for (const row of page.rows) {
      const each = readRow(row);
      const id = readText(each?.['id']);
      if (id !== null && readText(each?.['type']) === 'student' && !each?.['restored_at']) deleted.add(keyOfId(id));
    }
  }
  return deleted;
}
