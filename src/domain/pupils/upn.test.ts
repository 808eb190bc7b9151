import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkLetter, checkUpn } from './upn.ts';

test('the worked examples of the check letter', () => {
  assert.deepEqual(checkUpn('U309200325017'), { kind: 'permanent', upn: 'U309200325017' });
  assert.deepEqual(checkUpn('J30920032501B'), { kind: 'temporary', upn: 'J30920032501B' });
  assert.deepEqual(checkUpn('B801200005001'), { kind: 'permanent', upn: 'B801200005001' });
  assert.deepEqual(checkUpn('P207000016049'), { kind: 'permanent', upn: 'P207000016049' });
});

test('a wrong first letter', () => {
  assert.deepEqual(checkUpn('A801200005001'), { problem: 'check-letter' });
  // Two MIS help pages print this one as right; their sum is off by one.
  assert.deepEqual(checkUpn('Q207000016049'), { problem: 'check-letter' });
});

test('blanks around it and lower case do no harm', () => {
  assert.deepEqual(checkUpn(' j30920032501b\n'), { kind: 'temporary', upn: 'J30920032501B' });
});

test('anything else is not in the form of a UPN', () => {
  const wrong = [
    '',
    'U30920032501',
    'U3092003250171',
    'I309200325017',
    'O309200325017',
    'S309200325017',
    'U30920032501S',
    'U3092O0325017',
    '0309200325017',
    'U309 200325017',
    'Ｕ309200325017',
  ];
  assert.deepEqual(new Set(wrong.map((text) => JSON.stringify(checkUpn(text)))), new Set(['{"problem":"format"}']));
});

const digits = fc.array(fc.nat(9), { minLength: 12, maxLength: 12 });

test('property: one digit changed is always found, and so is a swap of two neighbours', () => {
  fc.assert(
    fc.property(digits, fc.nat(11), fc.integer({ min: 1, max: 9 }), (given, place, by) => {
      const upn = checkLetter(given.join('')) + given.join('');
      assert.deepEqual(checkUpn(upn), { kind: 'permanent', upn });
      // 23 is prime, and neither a place (2 to 13) nor a difference (1 to 9) is a multiple of it.
      const changed = given.with(place, (given[place]! + by) % 10);
      assert.deepEqual(checkUpn(upn[0]! + changed.join('')), { problem: 'check-letter' });
      const next = (place + 1) % 12;
      fc.pre(next !== 0 && given[place] !== given[next]);
      const swapped = given.with(place, given[next]!).with(next, given[place]!);
      assert.deepEqual(checkUpn(upn[0]! + swapped.join('')), { problem: 'check-letter' });
    }),
  );
});
