import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratePercent, weightedRatePercent } from './rate-percent.ts';
import examples from './worked-examples.json' with { type: 'json' };

const FAR = 20;

/** A published rate as a fraction: `94.75` per cent is 9475 of 10,000. */
function fractionOf(percent: string): { numerator: bigint; denominator: bigint } {
  const [whole, decimals = ''] = percent.split('.');
  return { numerator: BigInt(whole! + decimals), denominator: 100n * 10n ** BigInt(decimals.length) };
}

function rate(example: (typeof examples.cases)[number], decimals: number): string | null {
  if (example.numerator !== undefined) return ratePercent(example.numerator, example.denominator!, decimals);
  const parts = Object.values(example.inputs!).map((phase) => ({
    ...fractionOf(phase.rate),
    weight: phase.weight_total_enrolments,
  }));
  return weightedRatePercent(parts, decimals);
}

/** Published with 15 significant digits, from floating point: within one and a half units of the last digit printed. */
function assertPrintedDigits(exact: string, printed: string, name: string): void {
  const decimals = printed.split('.')[1]?.length ?? 0;
  const unit = 10n ** BigInt(FAR - decimals);
  const difference = BigInt(exact.replace('.', '')) - BigInt(printed.replace('.', '')) * unit;
  assert.ok((difference < 0n ? -difference : difference) * 2n <= 3n * unit, `${name}: ${exact} is not ${printed}`);
}

test('there are thirty worked examples', () => assert.equal(examples.cases.length, 30));

for (const example of examples.cases) {
  test(`${example.id}: ${example.what}`, () => {
    if (example.published_unrounded) assertPrintedDigits(rate(example, FAR)!, example.published_unrounded, example.id);
    if (example.rounded_2dp) assert.equal(rate(example, 2), example.rounded_2dp);
    if (example.published_2dp) assert.equal(rate(example, 2), example.published_2dp.replace(/\.(\d)$/, '.$10'));
    if (example.published) assert.equal(rate(example, example.published_dp), example.published);
  });
}

test('in the weighted years the published total is not the pooled rate', () => {
  const total = examples.cases.find(({ id }) => id === 'W7a')!;
  assert.notEqual(rate(total, 2), Number(total.pooled_would_be).toFixed(2));
});
