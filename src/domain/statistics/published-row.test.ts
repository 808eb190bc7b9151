import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aCountsRow, DARLINGTON } from './counts.fixture.ts';
import type { CountsRow } from './counts-row.ts';
import { allDigits, persistentCell, rateCell, twoDecimals, withAllSchools } from './published-row.ts';

const rows = (census: readonly (number | null)[], area: Partial<CountsRow> = {}) =>
  (['Special', 'Primary', 'Secondary'] as const).map((phase, index) =>
    aCountsRow({
      ...area,
      phase,
      schools: index + 1,
      census: { schools: 10, enrolments: census[index] ?? null },
      counts: { overall_attendance: [80, 95, 90][index]!, possible_sessions: [100, 100, 1000][index]! },
    }),
  );

describe('the row of all schools', () => {
  it('comes after its phases, sums their counts, and since 2025/26 pools their sessions', () => {
    const made = withAllSchools(rows([null, null, null]), false);
    assert.deepEqual(
      made.map(({ phase }) => phase),
      ['Primary', 'Secondary', 'Special', 'Total'],
    );
    const total = made.at(-1)!;
    assert.deepEqual([total.schools, total.counts?.get('possible_sessions')], [6, 1200]);
    assert.equal(rateCell(total, 'overall_attendance', allDigits), '22.0833333333333');
    assert.equal(rateCell(total, 'overall_attendance', twoDecimals), '22.08');
  });

  it('has the phases’ rates weighted by the census to 2024/25, so its rate is not its count over its sessions', () => {
    const total = withAllSchools(rows([100, 500, 400]), true).at(-1)!;
    // (80 % · 100 + 95 % · 500 + 9 % · 400) / 1000
    assert.equal(rateCell(total, 'overall_attendance', allDigits), '59.1');
    assert.deepEqual(total.census, { schools: 30, enrolments: 1000 });
  });

  it('has no rate where the weight of a phase is not known', () => {
    const total = withAllSchools(rows([100, null, 400]), true).at(-1)!;
    assert.equal(rateCell(total, 'overall_attendance', allDigits), 'x');
    assert.equal(total.census.enrolments, null);
  });

  it('is given of authorities since 2025/26 alone', () => {
    const phases = (weighted: boolean) =>
      withAllSchools(rows([1, 1, 1], { area: DARLINGTON }), weighted).map(({ phase }) => phase);
    assert.deepEqual([phases(true).includes('Total'), phases(false).includes('Total')], [false, true]);
  });

  it('is hidden when a phase in it is', () => {
    const [first, ...others] = rows([1, 1, 1]);
    const total = withAllSchools([{ ...first!, counts: null }, ...others], false).at(-1)!;
    assert.equal(total.counts, null);
    assert.equal(rateCell(total, 'overall_attendance', allDigits), 'x');
  });
});

describe('rates', () => {
  const persistent = { Primary: [564_711, 3_505_917], Secondary: [679_401, 2_713_769], Special: [42_207, 115_573] };
  const persistentOf = ({ phase }: CountsRow) => {
    const [flagged, enrolments] = persistent[phase] as [number, number];
    return { persistent: flagged, enrolments };
  };

  it('are those of the worked examples: persistent absence to January 2024', () => {
    const made = withAllSchools(rows([1, 2, 3]), true, persistentOf);
    assert.deepEqual(
      made.slice(0, 3).map((row) => persistentCell(row, allDigits)),
      ['16.1073693416016', '25.0353290939649', '36.5197753800628'],
    );
    assert.equal(persistentCell(made[0]!, twoDecimals), '16.11');
  });

  it('of persistent absence of all schools are pooled since 2025/26', () => {
    const total = withAllSchools(rows([1, 2, 3]), false, persistentOf).at(-1)!;
    const share = (564_711 + 679_401 + 42_207) / (3_505_917 + 2_713_769 + 115_573);
    assert.equal(persistentCell(total, allDigits), (share * 100).toPrecision(15));
  });

  it('are nothing, and never NaN, without a possible session', () => {
    const [row] = withAllSchools([aCountsRow({ counts: { overall_attendance: 0, possible_sessions: 0 } })], true);
    assert.deepEqual(
      [rateCell(row!, 'overall_attendance', allDigits), rateCell(row!, 'overall_attendance', twoDecimals)],
      ['z', 'z'],
    );
  });
});
