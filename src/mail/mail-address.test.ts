import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMailAddress, readSender } from './mail-address.ts';

test('addresses that people have', () => {
  for (const address of [
    'head@heron.example',
    "siobhán.o'neill+rollcall@admin.heron-primary.sch.uk",
    'a@b.example',
    'x_y@bücher.example',
  ])
    assert.equal(isMailAddress(address), true, address);
});

test('addresses that would be two, add a header, or lead nowhere', () => {
  for (const address of [
    '',
    'head',
    'head@',
    '@heron.example',
    'head@heron',
    'head@heron..example',
    'head@heron.example\r\nBcc: all@heron.example',
    'head@heron.example,all@heron.example',
    'Head <head@heron.example>',
    'head@heron@example.org',
    '"he ad"@heron.example',
    'head@heron.example\u0000',
    'head\u200B@heron.example',
    'head@[127.0.0.1]',
    `${'a'.repeat(65)}@heron.example`,
    `a@${'b'.repeat(250)}.example`,
  ])
    assert.equal(isMailAddress(address), false, JSON.stringify(address));
});

test('a sender is an address, with or without a name', () => {
  assert.deepEqual(readSender('attendance@example.org', 'Rollcall'), {
    name: 'Rollcall',
    address: 'attendance@example.org',
  });
  assert.deepEqual(readSender(' "Attendance, Heron" <attendance@example.org> ', 'Rollcall'), {
    name: 'Attendance, Heron',
    address: 'attendance@example.org',
  });
  assert.throws(() => readSender('Attendance', 'Rollcall'), { code: 'setting-invalid', message: /ROLLCALL_MAIL_FROM/ });
});
