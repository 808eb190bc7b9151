import assert from 'node:assert/strict';
import { it } from 'node:test';
import { linkRows } from './links.ts';
import { ProtectedCounts } from './protected.ts';
import type { Row } from './table.ts';

const row = (key: string, attended: number, absent: number): Row => ({
  key,
  counts: new Map(Object.entries({ attended, absent })),
  of: 'sessions',
  schools: 10,
  largest: null,
  pupils: null,
  together: key,
  kind: 'published',
  line: key,
  time: '',
});

const [whole, one, two] = [row('whole', 1000, 70), row('one', 900, 67), row('two', 100, 3)];
const linked = linkRows({ rows: [whole, one, two], sums: [{ whole: 'whole', parts: ['one', 'two'] }] });

/** Each count must be able to change by a tenth, and absence by five at least. */
const amountsOf = ({ counts }: Row, measure: string) => {
  const tenth = Math.max(5, counts.get(measure)! / 10);
  return [tenth, -Math.min(tenth, counts.get(measure)!)];
};

it('a move protects what it changes enough when it is made as large as it can be, either way, and other measures with it', () => {
  const counts = new ProtectedCounts(linked, amountsOf);
  const move = new Map([
    [one, 10],
    [two, -10],
  ]);
  counts.note(move, { row: two, measure: 'attended' });
  const seen = (each: Row, measure: string) =>
    amountsOf(each, measure).map((amount) => counts.has(each, measure, amount));
  // A hundred can go from the second to the first, and ninety are needed; as many and more the other way.
  assert.deepEqual(seen(one, 'attended'), [true, true]);
  assert.deepEqual(seen(two, 'attended'), [true, true]);
  // Three absences can go to the first, which need five or more.
  assert.deepEqual(seen(one, 'absent'), [false, true]);
  assert.deepEqual(seen(two, 'absent'), [true, true]);
  assert.deepEqual(seen(whole, 'attended'), [false, false]);
});
