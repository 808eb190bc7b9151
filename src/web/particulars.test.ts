import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  afterOptOut,
  lawfulBasis,
  NOTHING_FILLED,
  PARTICULARS,
  type Particulars,
  type PublicFacts,
  say,
  unfilledSettings,
} from './particulars.ts';

const facts = (particulars: Partial<Particulars>, others: Partial<PublicFacts> = {}): PublicFacts => ({
  ...NOTHING_FILLED,
  particulars: { ...NOTHING_FILLED.particulars, ...particulars },
  ...others,
});
const everything = Object.fromEntries(Object.keys(PARTICULARS).map((name) => [name, 'x'])) as Particulars;

test('what is not filled in is listed by its setting', () => {
  assert.deepEqual(unfilledSettings(facts(everything)), []);
  assert.deepEqual(unfilledSettings(facts({ ...everything, dpoName: '', hosting: '' })), [
    'ROLLCALL_DPO_NAME',
    'ROLLCALL_HOSTING',
  ]);
});

test('help may be given by whoever runs the service', () => {
  const { particulars } = facts({ operatorContact: 'mailto:us@operator.example' });
  assert.ok(!unfilledSettings(facts(particulars)).includes('ROLLCALL_HELP_CONTACT'));
  assert.deepEqual(say(particulars, 'helpContact'), {
    text: 'us@operator.example',
    href: 'mailto:us@operator.example',
  });
});

test('what is not accessible is asked for only where the statement says that something is not', () => {
  const without = facts({ ...everything, accessibilityIssues: '' });
  const settings = (accessibilityStatus: PublicFacts['accessibilityStatus']) =>
    unfilledSettings({ ...without, accessibilityStatus });
  assert.deepEqual(settings('not-assessed'), []);
  assert.deepEqual(settings('fully'), []);
  assert.deepEqual(settings('partially'), ['ROLLCALL_ACCESSIBILITY_ISSUES']);
  assert.deepEqual(settings('not'), ['ROLLCALL_ACCESSIBILITY_ISSUES']);
});

test('a particular that is missing says so in words; a filled one is text, or a link to write to', () => {
  const { particulars } = facts({ dpoContact: 'https://operator.example/dpo', dpoName: 'javascript:alert(1)' });
  assert.deepEqual(say(particulars, 'operatorAddress'), {
    text: '[Not filled in yet: the postal address of that organisation]',
    unfilled: true,
  });
  assert.deepEqual(say(particulars, 'dpoContact'), {
    text: 'https://operator.example/dpo',
    href: 'https://operator.example/dpo',
  });
  assert.equal(say(particulars, 'dpoName'), 'javascript:alert(1)');
});

test('the suggested lawful basis stands with its mark until the operator has settled one', () => {
  const [suggested, mark] = lawfulBasis(NOTHING_FILLED.particulars);
  assert.match(String(suggested), /6\(1\)\(e\).*9\(2\)\(g\)/);
  assert.ok(typeof mark === 'object' && 'unfilled' in mark);
  assert.deepEqual(lawfulBasis(facts({ lawfulBasis: 'Settled.' }).particulars), ['Settled.']);
});

test('what happens after a school has stopped, in days', () => {
  assert.match(afterOptOut(30), /kept for 30 days, .* then deleted$/);
  assert.match(afterOptOut(1), /kept for 1 day, /);
  assert.match(afterOptOut(0), /^The data that we hold about its pupils is deleted straight away/);
});
