import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sameSitePath } from './same-site-path.ts';

test('paths of this site are kept, with their query', () => {
  assert.equal(sameSitePath('/schools/900001/pupils?year=7&band=3'), '/schools/900001/pupils?year=7&band=3');
  assert.equal(sameSitePath('/'), '/');
});

test('what a browser could read as another site is refused', () => {
  const hostile = [
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/..//evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    ' /x',
    '/x y',
    '',
    'schools',
    '/\u2025',
  ];
  for (const text of hostile) assert.equal(sameSitePath(text), null, JSON.stringify(text));
});

test('sign-in and sign-out are no places to come back to', () => {
  for (const text of ['/sign-in', '/sign-in?to=/', '/sign-in/callback?code=1', '/sign-out'])
    assert.equal(sameSitePath(text), null);
});

test('only text is a path', () => {
  for (const value of [undefined, null, ['/a', '/b'], {}, 7, '/'.padEnd(2000, 'a')])
    assert.equal(sameSitePath(value), null);
});

test('property: whatever is given, the browser stays on this site', () => {
  const here = 'https://rollcall.example';
  const pieces = fc
    .array(
      fc.constantFrom(
        '/',
        '\\',
        '.',
        '..',
        '@',
        ':',
        '?',
        '#',
        '%2f',
        '%5c',
        'evil.example',
        'a',
        '\t',
        '\n',
        '\r',
        ' ',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(pieces, fc.string()), (text) => {
      const path = sameSitePath(text);
      return path === null || new URL(path, here).origin === here;
    }),
    { numRuns: 2000 },
  );
});
