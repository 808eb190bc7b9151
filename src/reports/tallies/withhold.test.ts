import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PHASES, type Phase, type PhaseWeek } from './query.ts';
import { FEWEST_SCHOOLS, withholdFew } from './withhold.ts';

const WEEK = '2026-11-16';
const group = (phase: Phase | null, schools: number, week = WEEK): PhaseWeek => ({
  week,
  phase,
  schools,
  attended: 90 * schools,
  authorised: 6 * schools,
  unauthorised: 4 * schools,
});
const only = (rows: readonly PhaseWeek[]) => withholdFew(rows)[0]!;

describe('withholdFew', () => {
  it('shows groups of three schools, and says which phases have none', () => {
    const { all, phases, leftOut } = only([group('Primary', 3), group('Secondary', 4)]);
    assert.deepEqual(all, { schools: 7, attended: 630, authorised: 42, unauthorised: 28 });
    assert.deepEqual([phases.Primary !== 'withheld' && phases.Primary?.schools, phases.Special], [3, null]);
    assert.equal(leftOut, 0);
  });

  it('leaves one or two schools out of the total, from which they could be told', () => {
    const { all, phases, leftOut } = only([group('Primary', 5), group('Special', 2)]);
    assert.deepEqual([all !== 'withheld' && all.schools, phases.Special, leftOut], [5, 'withheld', 2]);
    const without = only([group('Primary', 5), group(null, 1)]);
    assert.deepEqual([without.all !== 'withheld' && without.all.schools, without.leftOut], [5, 1]);
  });

  it('keeps them in it when they are three together', () => {
    const { all, leftOut } = only([group('Primary', 5), group('Special', 2), group(null, 1)]);
    assert.deepEqual([all !== 'withheld' && all.schools, leftOut], [8, 0]);
  });

  it('shows nothing of fewer than three schools in all', () => {
    assert.equal(only([group('Primary', 2)]).all, 'withheld');
    assert.equal(only([group('Primary', 1), group('Secondary', 1)]).all, 'withheld');
    assert.equal(only([group('Primary', 2), group('Secondary', 2)]).all !== 'withheld', true);
  });

  it('property: what is shown, and every difference of it, is of no school or of three', () => {
    const schools = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(fc.tuple(schools, schools, schools, schools), (counts) => {
        const rows = [...PHASES, null].map((phase, index) => group(phase, counts[index]!));
        const shown = only(
          rows.filter((row) => row.schools > 0).concat(counts.some((n) => n > 0) ? [] : [group(null, 1)]),
        );
        const phases = PHASES.map((phase) => shown.phases[phase]).filter(
          (each) => each !== null && each !== 'withheld',
        );
        assert.deepEqual(
          phases.filter((each) => each.schools < FEWEST_SCHOOLS),
          [],
        );
        if (shown.all === 'withheld') return;
        // Each subset of the phases shown, taken from the total.
        for (let subset = 0; subset < 1 << phases.length; subset++) {
          const taken = phases.filter((_, index) => subset & (1 << index)).reduce((sum, each) => sum + each.schools, 0);
          const rest = shown.all.schools - taken;
          assert.ok(rest === 0 || rest >= FEWEST_SCHOOLS, `${rest} schools can be told`);
        }
      }),
    );
  });
});
