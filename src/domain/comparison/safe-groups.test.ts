import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bitOf, COMPARISON_GROUPS, type ComparisonGroup, type Weight } from './comparison-group.ts';
import { safeGroups } from './safe-groups.ts';
import { FEWEST_APART } from './tells-few.ts';

/** One school, in these groups. */
const school = (groups: readonly ComparisonGroup[], change: Partial<Weight> = {}): Weight => ({
  groups: groups.reduce((bits, group) => bits | bitOf(group), 0),
  known: false,
  schools: 1,
  total: 1000,
  largest: change.total ?? 1000,
  ...change,
});
const schools = (count: number, groups: readonly ComparisonGroup[], change: Partial<Weight> = {}) =>
  Array.from({ length: count }, () => school(groups, change));
const shown = (weights: readonly Weight[], least = 5) =>
  Object.fromEntries([...safeGroups([weights], least)].filter(([, why]) => why !== 'none'));

describe('safeGroups', () => {
  it('shows an authority with five others, not one with one, two or four', () => {
    const authority = (count: number) =>
      shown([...schools(count, ['nation', 'region', 'authority']), ...schools(20, ['nation', 'region'])]).authority;
    assert.deepEqual([1, 2, 4, 5].map(authority), ['few', 'few', 'few', null]);
  });

  it('asks for no fewer than the setting says', () => {
    const nation = (least: number) => shown(schools(6, ['nation']), least).nation;
    assert.deepEqual([3, 6, 7].map(nation), [null, null, 'few']);
  });

  it('hides a group in which one school has more than half', () => {
    const nation = (total: number) => shown([...schools(6, ['nation']), school(['nation'], { total })]).nation;
    assert.deepEqual([6000, 6001].map(nation), [null, 'large']);
  });

  it('hides the narrower of two groups that differ by one school or two, not by three or none', () => {
    const region = (more: number) => shown([...schools(8, ['nation', 'region']), ...schools(more, ['nation'])]);
    assert.deepEqual(
      [0, 1, 2, 3].map((more) => region(more).region),
      [null, 'close', 'close', null],
    );
    assert.equal(region(1).nation, null);
  });

  it('hides one that differs by three, when one of them has more than half of the difference', () => {
    const more = [school(['nation'], { total: 5000 }), ...schools(2, ['nation'])];
    assert.equal(shown([...schools(20, ['nation', 'region']), ...more]).region, 'close');
  });

  it('finds a school that only three groups together would tell', () => {
    // The nation less the region less the similar ones leaves one school twice counted: it is in both.
    const weights = [
      ...schools(9, ['nation', 'region']),
      ...schools(9, ['nation', 'similar']),
      school(['nation', 'region', 'similar']),
    ];
    assert.deepEqual(shown(weights), { nation: null, region: null, similar: 'close' });
  });

  it('counts the options of near as if they stood beside each other', () => {
    const weights = [
      ...schools(12, ['nation']),
      ...schools(8, ['nation', 'similar', 'similar_region']),
      school(['nation', 'similar']),
    ];
    assert.deepEqual(shown(weights), { nation: null, similar: null, similar_region: 'close' });
  });

  it('takes away the schools that the viewer may see: what is left is enough, or nothing', () => {
    const authority = (known: number, others: number) =>
      shown([
        ...schools(known, ['nation', 'authority'], { known: true }),
        ...schools(others, ['nation', 'authority']),
        ...schools(20, ['nation']),
      ]).authority;
    assert.deepEqual([authority(8, 0), authority(8, 1), authority(8, 4), authority(8, 5)], [null, 'few', 'few', null]);
    // Known to the viewer does not make it enough for whoever is handed the page.
    assert.equal(authority(2, 0), 'few');
  });

  it('takes them away from the difference of two groups as well', () => {
    const region = (known: number, others: number) =>
      shown([
        ...schools(8, ['nation', 'region']),
        ...schools(known, ['nation'], { known: true }),
        ...schools(others, ['nation']),
      ]).region;
    assert.deepEqual([region(3, 0), region(3, 1), region(3, 3)], [null, 'close', null]);
  });

  it('needs a second part to be enough, or none', () => {
    const main = schools(8, ['nation']);
    const judge = (more: readonly Weight[]) => safeGroups([main, more], 5).get('nation');
    assert.deepEqual(
      [0, 1, 4, 5].map((count) => judge(schools(count, ['nation']))),
      [null, 'few', 'few', null],
    );
  });

  it('property: no weights from −2 to 2 make a sum of what is shown that is about one school or two', () => {
    const masks = fc.array(fc.integer({ min: 0, max: 63 }), { minLength: 5, maxLength: 24 });
    fc.assert(
      fc.property(masks, (given) => {
        const weights = given.map((groups) => ({ groups: groups | 1, known: false, schools: 1, total: 1, largest: 1 }));
        const judged = safeGroups([weights], 3);
        const bits = COMPARISON_GROUPS.filter((group) => judged.get(group) === null).map(bitOf);
        for (const factors of combinations(bits.length)) {
          const sums = weights.map(({ groups }) =>
            bits.reduce((sum, bit, at) => sum + (groups & bit ? factors[at]! : 0), 0),
          );
          const told = sums.filter((sum) => sum !== 0).length;
          assert.ok(told === 0 || told >= FEWEST_APART, `${factors} tells ${told}`);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function combinations(width: number): number[][] {
  if (width === 0) return [[]];
  return combinations(width - 1).flatMap((rest) => [-2, -1, 0, 1, 2].map((factor) => [...rest, factor]));
}
