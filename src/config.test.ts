import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disclosureSettings } from './cli/disclosure-settings.ts';
import { readConfig, SETTINGS, usesSandbox } from './config.ts';
import { DEFAULT_SETTINGS } from './domain/disclosure/settings.ts';

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
  ROLLCALL_DOORS: 'schools=dfe-sign-in',
  ROLLCALL_ROLES: 'dfe-sign-in=api,idams=api',
  ROLLCALL_TRUSTED_PROXIES: 'a proxy',
  ROLLCALL_SESSION_HOURS: '24',
  ROLLCALL_REQUEST_OVERDUE_DAYS: '0',
  ROLLCALL_SMTP_URL: 'http://mail',
  ROLLCALL_NOTIFY_URL: 'notify',
  ROLLCALL_HELP_CONTACT: 'help@example.org',
  ROLLCALL_DPO_CONTACT: 'javascript:alert(1)',
  ROLLCALL_OPT_OUT_KEEP_DAYS: '366',
  ROLLCALL_RETENTION_YEARS: '66',
  ROLLCALL_DPIA_SIGNED_ON: '2026-02-30',
  ROLLCALL_ACCESSIBILITY_STATUS: 'wholly',
  ROLLCALL_ACCESSIBILITY_REVIEWED: 'last week',
  ROLLCALL_INVITE_REMIND_DAYS: '7,7',
  ROLLCALL_AGREEMENT_CHECK_MINUTES: '0',
  ROLLCALL_CREDENTIALS_KEY: 'a key that is too short',
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

const DATABASE_URL = 'postgresql://owner@db/rollcall';
const DFE = {
  ROLLCALL_DFE_SIGN_IN_ISSUER: 'https://oidc.example',
  ROLLCALL_DFE_SIGN_IN_CLIENT_ID: 'id',
  ROLLCALL_DFE_SIGN_IN_CLIENT_SECRET: 'secret',
  ROLLCALL_DFE_SIGN_IN_API_SECRET: 'another',
  ROLLCALL_DFE_SIGN_IN_ROLE_CODES: 'ATT',
};
const ALL_BY_DFE = { ROLLCALL_DOORS: 'schools=dfe-sign-in,trusts=dfe-sign-in,authorities=dfe-sign-in' };

test('half of the real settings is refused, not filled with invented data', () => {
  assert.throws(() => usesSandbox(readConfig({ DATABASE_URL })), {
    code: 'setting-invalid',
    message: /ROLLCALL_WONDE_TOKEN, ROLLCALL_DFE_SIGN_IN_ISSUER/,
  });
  assert.throws(() => usesSandbox(readConfig({ ROLLCALL_WONDE_TOKEN: 'x', ...DFE })), {
    message:
      /^ROLLCALL_IDAMS_ENDPOINT, ROLLCALL_IDAMS_ISSUER, ROLLCALL_IDAMS_CERTIFICATES, ROLLCALL_IDAMS_ROLE_CODES are not set/,
  });
  assert.equal(usesSandbox(readConfig({ DATABASE_URL, ROLLCALL_SANDBOX: 'on' })), true);
});

test('today’s arrangement, all by DfE Sign-in, is one line, and needs nothing of IDAMS', () => {
  const real = { DATABASE_URL, ROLLCALL_WONDE_TOKEN: 'x', ...DFE, ...ALL_BY_DFE };
  assert.equal(usesSandbox(readConfig(real)), false);
});

test('roles kept here need neither the Public API nor role codes', () => {
  const { ROLLCALL_DFE_SIGN_IN_API_SECRET: _secret, ROLLCALL_DFE_SIGN_IN_ROLE_CODES: _codes, ...few } = DFE;
  const real = { DATABASE_URL, ROLLCALL_WONDE_TOKEN: 'x', ...few, ...ALL_BY_DFE };
  assert.throws(() => usesSandbox(readConfig(real)), {
    message: /API_SECRET, ROLLCALL_DFE_SIGN_IN_ROLE_CODES are not set/,
  });
  assert.equal(usesSandbox(readConfig({ ...real, ROLLCALL_ROLES: 'dfe-sign-in=local,idams=local' })), false);
});

test('an operator without DfE Sign-in and IDAMS brings everyone through any issuer', () => {
  const real = {
    DATABASE_URL,
    ROLLCALL_WONDE_TOKEN: 'x',
    ROLLCALL_DOORS: 'schools=oidc,trusts=oidc,authorities=none',
    ROLLCALL_OIDC_ISSUER: 'https://id.example',
    ROLLCALL_OIDC_CLIENT_ID: 'id',
  };
  assert.throws(() => usesSandbox(readConfig(real)), { message: /^ROLLCALL_OIDC_CLIENT_SECRET is not set/ });
  assert.equal(usesSandbox(readConfig({ ...real, ROLLCALL_OIDC_CLIENT_SECRET: 's' })), false);
});

test('plain http is for this machine’s own addresses, outside production', () => {
  const at = (ROLLCALL_PUBLIC_URL: string, more = {}) => readConfig({ ROLLCALL_PUBLIC_URL, ...more });
  for (const url of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
    assert.equal(at(url).ROLLCALL_PUBLIC_URL, url);
    assert.throws(() => at(url, { NODE_ENV: 'production' }), { message: /must start with https in production/ });
  }
  for (const url of ['http://attendance.example.org', 'http://192.168.1.10:3000', 'http://localhost.example.org'])
    assert.throws(() => at(url), { message: /must start with https/ }, url);
});

test('the public address is a host, without a path, a name or a query', () => {
  const at = (ROLLCALL_PUBLIC_URL: string) =>
    readConfig({ ROLLCALL_PUBLIC_URL, ROLLCALL_TRUSTED_PROXIES: '127.0.0.1' });
  assert.ok(at('https://attendance.example.org/'));
  for (const more of ['/attendance', '/?a=b', '/#top'])
    assert.throws(() => at(`https://attendance.example.org${more}`), { message: /must be a host alone/ }, more);
  assert.throws(() => at('https://name:word@attendance.example.org'), { message: /must be a host alone/ });
});

test('not everybody is a proxy', () => {
  for (const network of ['0.0.0.0/0', '::/0', '127.0.0.1, 10.0.0.0/00'])
    assert.throws(() => readConfig({ ROLLCALL_TRUSTED_PROXIES: network }), { message: /ROLLCALL_TRUSTED_PROXIES/ });
});

test('with https somebody must do the encryption', () => {
  const at = (more = {}) => readConfig({ ROLLCALL_PUBLIC_URL: 'https://attendance.example.org', ...more });
  assert.throws(() => at(), { message: /ROLLCALL_TRUSTED_PROXIES/ });
  assert.deepEqual(at({ ROLLCALL_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' }).ROLLCALL_TRUSTED_PROXIES, [
    '127.0.0.1',
    '10.0.0.0/8',
  ]);
  assert.ok(at({ ROLLCALL_TLS_CERTIFICATE: 'c.pem', ROLLCALL_TLS_KEY: 'k.pem' }));
  assert.throws(() => at({ ROLLCALL_TLS_CERTIFICATE: 'c.pem' }), { message: /belong together/ });
});

test('mail goes one way, and GOV.UK Notify needs its template; the key is not repeated', () => {
  const ROLLCALL_NOTIFY_API_KEY = 'attendance-hunter2';
  const refuses = (environment: Record<string, string>, name: RegExp) =>
    assert.throws(
      () => readConfig({ ROLLCALL_NOTIFY_API_KEY, ...environment }),
      (error: Error & { code?: string }) =>
        error.code === 'setting-invalid' && name.test(error.message) && !error.message.includes('hunter2'),
    );
  const smtp = { ROLLCALL_SMTP_URL: 'smtps://mail.example', ROLLCALL_MAIL_FROM: 'attendance@example.org' };
  refuses({ ROLLCALL_NOTIFY_TEMPLATE_ID: 'x', ...smtp }, /ROLLCALL_SMTP_URL and ROLLCALL_NOTIFY_API_KEY are both set/);
  refuses({}, /ROLLCALL_NOTIFY_TEMPLATE_ID/);
  assert.equal(readConfig({ ROLLCALL_NOTIFY_API_KEY, ROLLCALL_NOTIFY_TEMPLATE_ID: 'x' }).ROLLCALL_MAIL_FROM, '');
});

test('the thresholds of disclosure control are the defaults of the domain, and can only be made stricter', () => {
  assert.deepEqual(disclosureSettings(readConfig({})), DEFAULT_SETTINGS);
  assert.throws(() => readConfig({ ROLLCALL_DISCLOSURE_LEAST_SCHOOLS: '2' }), /ROLLCALL_DISCLOSURE_LEAST_SCHOOLS/);
  assert.throws(() => readConfig({ ROLLCALL_DISCLOSURE_LARGEST_PERCENT: '90' }), /LARGEST_PERCENT/);
});
