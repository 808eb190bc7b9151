import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packWeeks, unpackWeeks } from './packed-weeks.ts';

test('packed weeks come back as they were, in their order', () => {
  const count = fc.nat(20_000);
  const week = fc.record({
    number: fc.nat(53),
    attended: count,
    authorised: count,
    unauthorised: count,
    marked: count,
  });
  fc.assert(
    fc.property(fc.uniqueArray(week, { selector: ({ number }) => number }), (weeks) => {
      const sorted = weeks.toSorted((a, b) => a.number - b.number);
      assert.deepEqual(
        unpackWeeks(packWeeks(weeks)),
        sorted.map((each) => ({ ...each })),
      );
    }),
  );
  assert.deepEqual(unpackWeeks(''), []);
});
