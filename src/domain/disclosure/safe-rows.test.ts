import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf } from '../statistics/columns.ts';
import { aCountsRow } from '../statistics/counts.fixture.ts';
import { withAllSchools } from '../statistics/published-row.ts';
import { wideTable } from '../statistics/wide-table.ts';
import { checkSafeTable, type SafeRows, type SafeTable } from './safe-rows.ts';

test('rows that come from no rule make no table, whatever the compiler is told', () => {
  const rows = withAllSchools([aCountsRow({})], false);
  assert.throws(() => wideTable(rows as unknown as SafeRows, columnsOf(2025)), /must come from a rule/);
  const table = { keyColumns: [], measureColumns: [], rows: [] };
  assert.throws(() => checkSafeTable(table as unknown as SafeTable), /must come from a rule/);
});
