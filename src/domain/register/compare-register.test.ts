import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CompareRules, compareRegister } from './compare-register.ts';
import { MarkGrid } from './mark-grid.ts';

const WEEK = '2026-10-05';
const RULES: CompareRules = {
  from: '2026-08-03',
  to: '2027-08-01',
  complete: true,
  held: { date: '2026-10-07', half: 'AM' },
  seenThrough: { date: '2026-10-06', half: 'PM' },
  openFrom: '2026-09-30',
  doubtful: new Set(),
};

const grid = (...weeks: [pupil: number, marks: string, week?: string][]) => {
  const made = new MarkGrid<number>();
  for (const [pupil, marks, week] of weeks) made.setWeek(week ?? WEEK, pupil, marks);
  return made;
};

test('a mark seen at the first run that could see it leaves no trace', () => {
  const { weeks, changes, counts } = compareRegister(
    grid([1, '/\\/\\..........']),
    grid([1, '/\\/\\/.........']),
    RULES,
  );
  assert.deepEqual(weeks, [{ pupil: 1, week: WEEK, marks: '/\\/\\/.........', newest: true }]);
  assert.deepEqual(changes, []);
  assert.equal(counts.new, 1);
  assert.equal(counts.unchanged, 4);
});

test('a mark seen later than it could have been is remembered as having been none', () => {
  const { changes, weeks } = compareRegister(grid([1, '/.............']), grid([1, '/\\............']), RULES);
  assert.deepEqual(changes, [{ pupil: 1, week: WEEK, session: 1, was: '.' }]);
  assert.equal(weeks[0]!.marks, '/\\............');
});

test('a replaced mark is kept, and the week keeps its profile', () => {
  const { changes, weeks, counts } = compareRegister(
    grid([1, 'N\\/\\..........']),
    grid([1, 'I\\/\\..........']),
    RULES,
  );
  assert.deepEqual(changes, [{ pupil: 1, week: WEEK, session: 0, was: 'N' }]);
  assert.equal(weeks[0]!.newest, false);
  assert.equal(counts.changed, 1);
});

test('a change after the refresh period is counted and not taken', () => {
  const rules = { ...RULES, openFrom: '2026-10-06' };
  const { late, weeks, counts } = compareRegister(grid([1, 'N\\............']), grid([1, 'I\\............']), rules);
  assert.deepEqual(late, [{ pupil: 1, week: WEEK, session: 0, was: 'N', now: 'I' }]);
  assert.deepEqual(weeks, []);
  assert.equal(counts.changed, 0);
});

test('a gap is filled even after the refresh period', () => {
  const rules = { ...RULES, openFrom: '2026-10-07' };
  const { weeks, late } = compareRegister(grid([1, '.\\............']), grid([1, '/\\............']), rules);
  assert.equal(weeks[0]!.marks, '/\\............');
  assert.deepEqual(late, []);
});

test('what could not be read is replaced whenever it can be', () => {
  const rules = { ...RULES, openFrom: '2026-10-07' };
  const { weeks } = compareRegister(grid([1, '?\\............']), grid([1, 'I\\............']), rules);
  assert.equal(weeks[0]!.marks, 'I\\............');
});

test('a session in doubt stays open', () => {
  const rules = { ...RULES, openFrom: '2026-10-07', doubtful: new Set(['1 2026-10-05 AM']) };
  const { weeks } = compareRegister(grid([1, 'N\\............']), grid([1, 'I\\............']), rules);
  assert.equal(weeks[0]!.marks, 'I\\............');
});

test('a mark that is gone is only named, and only by a complete reading', () => {
  const stored = grid([1, '/\\/...........']);
  assert.deepEqual(compareRegister(stored, grid([1, '/\\............']), RULES).missing, [
    { pupil: 1, week: WEEK, session: 2 },
  ]);
  assert.deepEqual(compareRegister(stored, grid([1, '/\\............']), { ...RULES, complete: false }).missing, []);
  assert.deepEqual(compareRegister(stored, grid(), RULES).missing.length, 3);
});

test('a mark for a session not yet held waits apart', () => {
  const { planned, weeks } = compareRegister(grid(), grid([1, '....VV........']), RULES);
  assert.deepEqual(
    weeks.map(({ marks }) => marks),
    ['....V.........'],
  );
  assert.deepEqual(planned, [{ pupil: 1, date: '2026-10-07', half: 'PM', mark: 'V' }]);
});

test('marks outside the window are passed over', () => {
  const rules = { ...RULES, from: '2026-10-06' };
  const { weeks } = compareRegister(grid(), grid([1, '/\\/\\..........']), rules);
  assert.equal(weeks[0]!.marks, '../\\..........');
});
