import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig, SETTINGS, usesSandbox } from './config.ts';

test('with nothing set, every setting has its default', () => {
  const config = readConfig({});
  assert.equal(config.PORT, 3000);
  assert.deepEqual(config.ROLLCALL_COLLECT_AT, ['16:30']);
  assert.equal(config.ROLLCALL_WONDE_DATE_FILTER, null);
  assert.equal(usesSandbox(config), true);
  assert.ok(Object.isFrozen(config));
});

test('an empty variable counts as not set', () => {
  assert.equal(readConfig({ PORT: '  ' }).PORT, 3000);
});

const WRONG: Record<string, string> = {
  PORT: '70000',
  DATABASE_URL: 'mysql://x',
  ROLLCALL_COLLECTOR_DATABASE_URL: 'nonsense',
  ROLLCALL_SECRET: 'short',
  ROLLCALL_PUBLIC_URL: 'attendance.example.org',
  ROLLCALL_LOG_LEVEL: 'loud',
  ROLLCALL_CLOCK: 'yesterday',
  ROLLCALL_REFRESH_DAYS: '-1',
  ROLLCALL_COLLECT_AT: '25:00',
  ROLLCALL_COLLECT_CONCURRENCY: '0',
  ROLLCALL_WONDE_URL: 'ftp://x',
  ROLLCALL_WONDE_AUTH: 'digest',
  ROLLCALL_WONDE_PAGING: 'pages',
  ROLLCALL_WONDE_PAGE_SIZE: '1e3',
  ROLLCALL_WONDE_DATE_FILTER: 'from',
  ROLLCALL_WONDE_QUERY_DATES: 'unix',
  ROLLCALL_SANDBOX_SCHOOLS: 'many',
  GOVUK_BRANDING: 'yes',
};

for (const [name, value] of Object.entries(WRONG)) {
  test(`a wrong ${name} is refused by name`, () => {
    assert.ok(name in SETTINGS);
    assert.throws(() => readConfig({ [name]: value }), { code: 'setting-invalid', message: new RegExp(name) });
  });
}

test('a wrong address is not repeated: it may hold a password', () => {
  assert.throws(
    () => readConfig({ DATABASE_URL: 'http://owner:secret@host' }),
    (error: Error) => !error.message.includes('secret'),
  );
});

test('production refuses a set clock and the sandbox', () => {
  assert.throws(() => readConfig({ NODE_ENV: 'production', ROLLCALL_CLOCK: '2026-10-05' }), { code: 'clock-refused' });
  assert.throws(() => usesSandbox(readConfig({ NODE_ENV: 'production' })), { code: 'sandbox-refused' });
  assert.throws(() => usesSandbox(readConfig({ NODE_ENV: 'production', ROLLCALL_SANDBOX: 'on' })), {
    code: 'sandbox-refused',
  });
});

test('half of the real settings is refused, not filled with invented data', () => {
  const DATABASE_URL = 'postgresql://owner@db/rollcall';
  assert.throws(() => usesSandbox(readConfig({ DATABASE_URL })), {
    code: 'setting-invalid',
    message: /ROLLCALL_WONDE_TOKEN and ROLLCALL_OIDC_ISSUER/,
  });
  assert.throws(() => usesSandbox(readConfig({ ROLLCALL_WONDE_TOKEN: 'x' })), {
    message: /ROLLCALL_OIDC_ISSUER is not set/,
  });
  assert.equal(
    usesSandbox(readConfig({ DATABASE_URL, ROLLCALL_WONDE_TOKEN: 'x', ROLLCALL_OIDC_ISSUER: 'https://id.example' })),
    false,
  );
  assert.equal(usesSandbox(readConfig({ DATABASE_URL, ROLLCALL_SANDBOX: 'on' })), true);
});
