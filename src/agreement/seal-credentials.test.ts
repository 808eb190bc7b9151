import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { openCredentials, sealCredentials } from './seal-credentials.ts';

const [first, second] = [randomBytes(32), randomBytes(32)];
const CREDENTIALS = { user: 'rollcall', secret: 'Zebra-5-umbrella' };
const unreadable = { code: 'credentials-unreadable' };

test('what is sealed opens again, with the key that sealed it, for the school it was sealed for', () => {
  const sealed = sealCredentials([first], 900_001, CREDENTIALS);
  assert.doesNotMatch(sealed, /rollcall|Zebra/);
  assert.deepEqual(openCredentials([first], 900_001, sealed), CREDENTIALS);
  assert.throws(() => openCredentials([first], 900_002, sealed), unreadable);
});

test('the same credentials are never sealed the same twice', () => {
  assert.notEqual(sealCredentials([first], 900_001, CREDENTIALS), sealCredentials([first], 900_001, CREDENTIALS));
});

test('a key is changed in two steps: the new one seals, the old one still opens', () => {
  const before = sealCredentials([first], 900_001, CREDENTIALS);
  assert.deepEqual(openCredentials([second, first], 900_001, before), CREDENTIALS);
  const after = sealCredentials([second, first], 900_001, CREDENTIALS);
  assert.deepEqual(openCredentials([second], 900_001, after), CREDENTIALS);
});

test('a key that is missing or changed, and a seal that was changed, are told apart, and tell nothing', () => {
  const sealed = sealCredentials([first], 900_001, CREDENTIALS);
  assert.throws(() => openCredentials([second], 900_001, sealed), {
    ...unreadable,
    message: /ROLLCALL_CREDENTIALS_KEY/,
  });
  assert.throws(() => openCredentials([], 900_001, sealed), { ...unreadable, message: /ROLLCALL_CREDENTIALS_KEY/ });
  const parts = sealed.split('.');
  const changed = [...parts.slice(0, 3), Buffer.from('another text').toString('base64url'), parts[4]].join('.');
  for (const text of [changed, '', '1', 'x.y.z', sealed.slice(0, -2), `2${sealed.slice(1)}`])
    assert.throws(
      () => openCredentials([first], 900_001, text),
      (error: Error) =>
        !error.message.includes('Zebra') && (error as { code?: string }).code === 'credentials-unreadable',
    );
  assert.throws(() => sealCredentials([], 900_001, CREDENTIALS), { code: 'setting-invalid' });
});
