import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { RollcallError } from './errors.ts';

/** A setting: its doc line, its default as it would be written in the environment, and how it is read. */
export interface Setting<T> {
  doc: string;
  default: string;
  read: (value: string, name: string) => T;
}

const invalid = (name: string, value: string, wanted: string) =>
  new RollcallError(
    'setting-invalid',
    `${name} is "${value}", but it must be ${wanted}. Correct it in the environment or in .env.`,
  );

const text = (value: string) => value;
const secret = (value: string) => value;
const whole =
  (least: number, most: number) =>
  (value: string, name: string): number => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < least || number > most)
      throw invalid(name, value, `a whole number from ${least} to ${most}`);
    return number;
  };
const choice =
  <const T extends string>(...choices: T[]) =>
  (value: string, name: string): T => {
    const found = choices.find((each) => each === value);
    if (found === undefined) throw invalid(name, value, `one of ${choices.join(', ')}`);
    return found;
  };
const url =
  (...protocols: string[]) =>
  (value: string, name: string): string => {
    if (value === '') return '';
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (!parsed || !protocols.includes(parsed.protocol))
      throw invalid(name, '…', `an address that starts with ${protocols.join(' or ')}//`);
    return value;
  };
const times = (value: string, name: string): string[] => {
  const list = value.split(',').map((each) => each.trim());
  if (!list.every((each) => /^([01]\d|2[0-3]):[0-5]\d$/.test(each)))
    throw invalid(name, value, 'times of day such as 10:30,15:45');
  return list;
};
const instant = (value: string, name: string): string => {
  if (value !== '' && Number.isNaN(Date.parse(value)))
    throw invalid(name, value, 'a date or a time such as 2026-10-15T09:30');
  return value;
};
const pair = (value: string, name: string): { from: string; to: string } | null => {
  if (value === '') return null;
  const [from, to, ...rest] = value.split(',').map((each) => each.trim());
  if (!from || !to || rest.length > 0) throw invalid(name, value, 'two parameter names such as from,to');
  return { from, to };
};
const list = (value: string): string[] =>
  value
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const define = <T>(doc: string, fallback: string, read: (value: string, name: string) => T): Setting<T> => ({
  doc,
  default: fallback,
  read,
});

/** Every setting there is. `docs/operating/settings.md` lists the same, and a test compares the two. */
export const SETTINGS = {
  NODE_ENV: define('`production` refuses the sandbox, a set clock and plain-text cookies.', 'development', text),
  PORT: define('Port of the web pages.', '3000', whole(0, 65535)),
  HOST: define('Address that the web pages listen on.', '127.0.0.1', text),
  DATABASE_URL: define(
    'PostgreSQL 15 or later, as the owner. Empty: the embedded PostgreSQL.',
    '',
    url('postgres:', 'postgresql:'),
  ),
  ROLLCALL_COLLECTOR_DATABASE_URL: define(
    "The collector's login. Empty: made by the owner, which then needs CREATEROLE.",
    '',
    url('postgres:', 'postgresql:'),
  ),
  ROLLCALL_VIEWER_DATABASE_URL: define(
    "The viewer's login (reports). Empty: as above.",
    '',
    url('postgres:', 'postgresql:'),
  ),
  ROLLCALL_STATISTICS_DATABASE_URL: define(
    'The statistics login. Empty: as above.',
    '',
    url('postgres:', 'postgresql:'),
  ),
  ROLLCALL_DATA_DIR: define('Folder of the embedded database, its secrets and files.', './var', text),
  ROLLCALL_SECRET: define(
    'Key of sessions and of the database logins, 32 characters or more. Empty: made once and kept in the data folder.',
    '',
    secret,
  ),
  ROLLCALL_PUBLIC_URL: define(
    'Address of the pages as people see it. Empty: http://localhost:PORT.',
    '',
    url('http:', 'https:'),
  ),
  ROLLCALL_LOG_LEVEL: define(
    'fatal, error, warn, info, debug or silent.',
    'warn',
    choice('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
  ),
  ROLLCALL_CLOCK: define(
    'Sets the clock to start at this time (never in production). Empty: the real time.',
    '',
    instant,
  ),
  ROLLCALL_REFRESH_DAYS: define('Days after a session in which its code is refreshed.', '7', whole(0, 365)),
  ROLLCALL_COMPLETE_READ_DAYS: define(
    'A complete read is due when the last one is this many days old.',
    '7',
    whole(1, 366),
  ),
  ROLLCALL_COLLECT_AT: define('Times of collection on school days, Europe/London.', '16:30', times),
  ROLLCALL_COLLECT_CONCURRENCY: define('Schools collected at the same time.', '2', whole(1, 64)),
  ROLLCALL_WONDE_TOKEN: define('Token of the Wonde account. Empty with no DATABASE_URL: the sandbox.', '', secret),
  ROLLCALL_WONDE_SCHOOL_TOKENS: define('Tokens of single schools, as URN=token, with commas between.', '', secret),
  ROLLCALL_WONDE_URL: define("Where Wonde's API is asked first.", 'https://api.wonde.com', url('http:', 'https:')),
  ROLLCALL_WONDE_HOSTS: define('Hosts (and their sub-domains) that may be sent the token.', 'wonde.com', list),
  ROLLCALL_WONDE_AUTH: define('How the token is sent: bearer or basic.', 'bearer', choice('bearer', 'basic')),
  ROLLCALL_WONDE_PAGING: define('cursor or page.', 'cursor', choice('cursor', 'page')),
  ROLLCALL_WONDE_PAGE_SIZE: define(
    'Rows asked for a page. The most that Wonde allows is unknown.',
    '200',
    whole(1, 10000),
  ),
  ROLLCALL_WONDE_DATE_FILTER: define(
    'Names of the parameters that filter marks by attendance date, as from,to. None is documented, so none is sent.',
    '',
    pair,
  ),
  ROLLCALL_WONDE_QUERY_DATES: define(
    'Form of dates in queries: space (2026-10-27 05:10:39) or iso (2026-10-27T05:10:39Z).',
    'space',
    choice('space', 'iso'),
  ),
  ROLLCALL_WONDE_OVERLAP_HOURS: define(
    'A read by "updated since" reaches back this much before the last one, since the zone of query dates is unknown.',
    '6',
    whole(0, 168),
  ),
  ROLLCALL_WONDE_TIMEOUT_SECONDS: define('Longest wait for one answer.', '30', whole(1, 600)),
  ROLLCALL_WONDE_RETRIES: define('Tries after the first on 429, 5xx and network faults.', '5', whole(0, 20)),
  ROLLCALL_WONDE_PAUSE_MS: define(
    'Pause between two pages of one school. Rate limits are unknown.',
    '0',
    whole(0, 60000),
  ),
  ROLLCALL_OIDC_ISSUER: define(
    'Issuer of sign-in (OpenID Connect discovery). Empty with no DATABASE_URL: the sandbox.',
    '',
    url('http:', 'https:'),
  ),
  ROLLCALL_OIDC_CLIENT_ID: define('Client id at that issuer.', '', text),
  ROLLCALL_OIDC_CLIENT_SECRET: define('Client secret at that issuer.', '', secret),
  ROLLCALL_OIDC_CLIENT_AUTH: define('How the client secret is sent: basic or post.', 'basic', choice('basic', 'post')),
  ROLLCALL_SESSION_MINUTES: define(
    'Minutes without use after which a person must sign in again.',
    '20',
    whole(1, 1440),
  ),
  ROLLCALL_OPERATOR_NAME: define('Who runs this installation, as the public pages say it.', '', text),
  ROLLCALL_OPERATOR_CONTACT: define(
    'How to reach them: a web address or mailto:.',
    '',
    url('http:', 'https:', 'mailto:'),
  ),
  ROLLCALL_SANDBOX: define(
    'on: invented schools and sign-in stand-ins. off: never. auto: when neither DATABASE_URL, a Wonde token nor an issuer is set.',
    'auto',
    choice('auto', 'on', 'off'),
  ),
  ROLLCALL_SANDBOX_SCHOOLS: define('Schools that the sandbox makes up.', '16', whole(1, 5000)),
  ROLLCALL_SANDBOX_SEED: define('Seed from which the sandbox makes everything up.', '1', whole(0, 2147483647)),
  ROLLCALL_CHROMIUM: define('Path of Chromium for the browser tests. Empty: looked for.', '', text),
  ROLLCALL_TEST_DATABASE_URL: define(
    'An empty prepared database for the tests. Empty: the embedded PostgreSQL.',
    '',
    url('postgres:', 'postgresql:'),
  ),
  GOVUK_BRANDING: define(
    'on: the crown and the GOV.UK typeface, only for services on gov.uk.',
    'off',
    choice('on', 'off'),
  ),
} as const;

type Settings = typeof SETTINGS;
export type Config = { readonly [Name in keyof Settings]: Settings[Name] extends Setting<infer T> ? T : never };

/**
 * Reads every setting once. An empty variable counts as unset. Throws `setting-invalid` naming the variable.
 * @param environment normally `process.env`, after `.env`
 */
export function readConfig(environment: Record<string, string | undefined> = loadEnvironment()): Config {
  const entries = Object.entries(SETTINGS).map(([name, setting]) => {
    const value = environment[name]?.trim();
    const read = setting.read as (value: string, name: string) => unknown;
    return [name, read(value === undefined || value === '' ? setting.default : value, name)];
  });
  const config = Object.fromEntries(entries) as Config;
  checkTogether(config);
  return Object.freeze({ ...config, ROLLCALL_DATA_DIR: resolve(config.ROLLCALL_DATA_DIR) });
}

function checkTogether(config: Config): void {
  if (config.ROLLCALL_SECRET !== '' && config.ROLLCALL_SECRET.length < 32)
    throw new RollcallError(
      'setting-invalid',
      'ROLLCALL_SECRET is shorter than 32 characters. Make one with: openssl rand -hex 32',
    );
  if (config.NODE_ENV === 'production' && config.ROLLCALL_CLOCK !== '')
    throw new RollcallError(
      'clock-refused',
      'ROLLCALL_CLOCK is set, but a clock can be set only outside production. Unset it.',
    );
}

/**
 * Whether the sandbox stands in for Wonde and for sign-in. Half a set of real settings is refused rather than filled with invented data.
 * @throws setting-invalid naming what is missing; sandbox-refused in production
 */
export function usesSandbox(config: Config): boolean {
  const real = {
    DATABASE_URL: config.DATABASE_URL,
    ROLLCALL_WONDE_TOKEN: config.ROLLCALL_WONDE_TOKEN || config.ROLLCALL_WONDE_SCHOOL_TOKENS,
    ROLLCALL_OIDC_ISSUER: config.ROLLCALL_OIDC_ISSUER,
  };
  const given = Object.values(real).filter((value) => value !== '').length;
  const wanted = config.ROLLCALL_SANDBOX === 'on' || (config.ROLLCALL_SANDBOX === 'auto' && given === 0);
  if (!wanted) {
    const missing = (['ROLLCALL_WONDE_TOKEN', 'ROLLCALL_OIDC_ISSUER'] as const).filter((name) => real[name] === '');
    if (missing.length > 0)
      throw new RollcallError(
        'setting-invalid',
        `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set. Set ${missing.length > 1 ? 'them' : 'it'}, or set ROLLCALL_SANDBOX=on to run on invented schools.`,
      );
    return false;
  }
  if (config.NODE_ENV === 'production')
    throw new RollcallError(
      'sandbox-refused',
      'NODE_ENV is production, where the sandbox never runs. Set DATABASE_URL, ROLLCALL_WONDE_TOKEN and ROLLCALL_OIDC_ISSUER.',
    );
  return true;
}

function loadEnvironment(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
