import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bitOf, type PooledCell } from './comparison-group.ts';
import { type GroupSessions, poolGroups } from './pool-groups.ts';

const NATION = bitOf('nation');
const REGION = NATION | bitOf('region');
/** Schools of 1,000 possible sessions, 900 of them attended, 60 missed with leave. */
const cell = (week: string, count: number, change: Partial<PooledCell> = {}): PooledCell => ({
  week,
  groups: NATION,
  known: false,
  schools: count,
  attended: 900 * count,
  authorised: 60 * count,
  unauthorised: 40 * count,
  largest: count > 0 ? 1000 : 0,
  ...change,
});
const nation = (cells: readonly PooledCell[], extra: readonly PooledCell[] | null = null) =>
  poolGroups(cells, extra, 5).groups.get('nation')!;

describe('poolGroups', () => {
  it('pools counts over schools and weeks, rounds rates once and sessions to the nearest hundred', () => {
    const odd = cell('2026-09-07', 3, { attended: 2812, largest: 1100 });
    assert.deepEqual(nation([odd, cell('2026-09-14', 6), cell('2026-09-07', 3)]), {
      figures: {
        schools: 6,
        possibleAbout: 12_100,
        attendancePercent: '90.1',
        absencePercent: '9.9',
        authorisedPercent: '5.9',
        unauthorisedPercent: '4.0',
        lastWeek: '2026-09-14',
        leftOut: [],
      } satisfies GroupSessions,
    });
  });

  it('leaves out a week in which too few were open, so that two periods cannot tell it', () => {
    const weeks = [cell('2026-09-07', 6), cell('2026-09-14', 6), cell('2026-09-21', 1, { attended: 0 })];
    const [short, long] = [nation(weeks.slice(0, 2)), nation(weeks)];
    assert.ok('figures' in short && 'figures' in long);
    assert.deepEqual({ ...long.figures, leftOut: [] }, short.figures);
    assert.deepEqual(long.figures.leftOut, ['2026-09-21']);
  });

  it('says why there is nothing', () => {
    assert.deepEqual(nation([]), { hidden: 'none' });
    assert.deepEqual(nation([cell('2026-09-07', 4)]), { hidden: 'few' });
    assert.deepEqual(nation([cell('2026-09-07', 6, { largest: 5000 })]), { hidden: 'large' });
    const { groups } = poolGroups([cell('2026-09-07', 6, { groups: REGION }), cell('2026-09-07', 1)], null, 5);
    assert.deepEqual(groups.get('region'), { hidden: 'close' });
    assert.deepEqual(groups.get('authority'), { hidden: 'none' });
  });

  it('counts all pupils only in weeks in which the others are of enough schools, or of none', () => {
    const weeks = [cell('2026-09-07', 6), cell('2026-09-14', 6), cell('2026-09-21', 6)];
    const extra = [cell('2026-09-14', 1, { largest: 1000 }), cell('2026-09-21', 5)];
    const all = nation(weeks, extra);
    assert.ok('figures' in all);
    assert.deepEqual([all.figures.possibleAbout, all.figures.leftOut], [6000 + 11_000, ['2026-09-14']]);
  });

  it('property: whatever the numbers, sessions end in two noughts and rates have one decimal', () => {
    const counts = fc.record({
      schools: fc.integer({ min: 1, max: 9 }),
      attended: fc.nat(9000),
      authorised: fc.nat(900),
      unauthorised: fc.nat(900),
      groups: fc.integer({ min: 0, max: 63 }),
      known: fc.boolean(),
      largest: fc.integer({ min: 1, max: 3000 }),
    });
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 12 }), (given) => {
        const { groups } = poolGroups(
          given.map((each) => ({ ...each, week: '2026-09-07', groups: each.groups | NATION })),
          null,
          3,
        );
        for (const group of groups.values()) {
          if ('hidden' in group) continue;
          const { figures } = group;
          assert.equal(figures.possibleAbout % 100, 0);
          for (const text of [figures.attendancePercent, figures.authorisedPercent, figures.unauthorisedPercent])
            assert.match(text, /^\d{1,3}\.\d$/);
        }
      }),
    );
  });
});
