import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { REPORTS } from './reports.ts';

/** About no single school: behind predicates of their own. */
const OF_NO_SCHOOL = ['tallies/report.ts'];

test('every report about a school is in the list, so that none is left out when leaks are looked for', () => {
  const list = ['reports.ts', 'area-reports.ts']
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('');
  const missing = globSync('*/report.ts', { cwd: import.meta.dirname })
    .filter((file) => !OF_NO_SCHOOL.includes(file))
    .filter((file) => !list.includes(`from './${file}'`));
  assert.deepEqual(missing, []);
  assert.equal(new Set(REPORTS.map(({ name }) => name)).size, REPORTS.length);
});
