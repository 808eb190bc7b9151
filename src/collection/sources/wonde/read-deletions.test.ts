import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeIssue } from '../../../domain/quality/issues.ts';
import { readDeletions } from './read-deletions.ts';
import type { SchoolReader } from './read-school.ts';

type Page = Awaited<ReturnType<ReturnType<SchoolReader['readOptional']>['next']>>['value'];

function readerOf(...pages: NonNullable<Page>[]): SchoolReader {
  const readOptional = async function* () {
    yield* pages;
  };
  return { readOptional } as unknown as SchoolReader;
}

const page = (...rows: unknown[]) => ({ rows, refusedIncludes: [] });
const when = { date: '2026-10-05 09:00:00.000000', timezone_type: 3, timezone: 'UTC' };

test('pupils deleted and not restored, over all pages; other kinds and odd rows are passed over', async () => {
  const deleted = await readDeletions(
    readerOf(
      page(
        { type: 'student', id: 'A1', deleted_at: when, restored_at: null },
        { type: 'contact', id: 'A2', deleted_at: when },
      ),
      page({ type: 'student', id: 'A3', deleted_at: when, restored_at: when }, null, 'x', { type: 'student' }),
      page({ type: 'student', id: 'A4', deleted_at: when }),
    ),
  );
  assert.deepEqual([...deleted], ['id:A1', 'id:A4']);
});

test('a school that does not permit the list loses only the explanation', async () => {
  const deleted = await readDeletions(readerOf({ issue: makeIssue('endpoint-not-permitted', 'deletions') }));
  assert.equal(deleted.size, 0);
});
