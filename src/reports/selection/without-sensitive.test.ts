import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSelection, withoutSensitive } from './selection.ts';

test('a filter by who is looked after is left out for those who may not see it, and told', () => {
  const selection = withoutSensitive(readSelection({ year: '4', looked_after: 'no', previously_looked_after: 'yes' }));
  assert.deepEqual(selection.groups, { year: '4' });
  assert.deepEqual(selection.ignored, [
    'looked_after=no (seen with a right of its own)',
    'previously_looked_after=yes (seen with a right of its own)',
  ]);
  const other = readSelection({ sen: 'support' });
  assert.equal(withoutSensitive(other), other);
});
