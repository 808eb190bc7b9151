import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { isDate } from './domain/sessions/dates.ts';
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
const number =
  (least: number, most: number) =>
  (value: string, name: string): number => {
    const found = Number(value);
    if (!/^\d+([.]\d+)?$/.test(value) || found < least || found > most)
      throw invalid(name, value, `a number from ${least} to ${most}`);
    return found;
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
const time = (value: string, name: string): string => {
  const [found, ...more] = times(value, name);
  if (found === undefined || more.length > 0) throw invalid(name, value, 'a time of day such as 07:00');
  return found;
};
const days = (value: string, name: string): number[] => {
  const found = list(value).map(Number);
  const rising = found.every((day, place) => Number.isInteger(day) && day > (found[place - 1] ?? 0) && day <= 365);
  if (!rising) throw invalid(name, value, 'rising numbers of days such as 7,21');
  return found;
};
const hexKeys = (value: string, name: string): string[] => {
  const keys = list(value);
  // The value is a secret: it is not repeated.
  if (!keys.every((key) => /^[0-9a-f]{64}$/i.test(key)))
    throw invalid(name, '…', '64 hexadecimal digits (or two such keys with a comma between)');
  return keys;
};
const instant = (value: string, name: string): string => {
  if (value !== '' && Number.isNaN(Date.parse(value)))
    throw invalid(name, value, 'a date or a time such as 2026-10-15T09:30');
  return value;
};
const day = (value: string, name: string): string => {
  if (value !== '' && !isDate(value)) throw invalid(name, value, 'a day such as 2026-11-25');
  return value;
};
const pair = (value: string, name: string): { from: string; to: string } | null => {
  if (value === '') return null;
  const [from, to, ...rest] = value.split(',').map((each) => each.trim());
  if (!from || !to || rest.length > 0) throw invalid(name, value, 'two parameter names such as from,to');
  return { from, to };
};
/** `name=value` pairs with commas between; every name once, from those allowed, with one of its values. */
const pairs =
  <const T extends Record<string, readonly string[]>>(allowed: T) =>
  (value: string, name: string): { [Name in keyof T]: T[Name][number] } => {
    const given = Object.fromEntries(value.split(',').map((each) => each.split('=').map((part) => part.trim())));
    const names = Object.keys(allowed);
    const wrong = [
      ...names.filter((each) => !allowed[each]!.includes(given[each])),
      ...Object.keys(given).filter((each) => !names.includes(each)),
    ];
    if (wrong.length > 0)
      throw invalid(
        name,
        value,
        `${names.map((each) => `${each}=${allowed[each]!.join(' or ')}`).join(', ')}, each once with commas between`,
      );
    return given as { [Name in keyof T]: T[Name][number] };
  };
const pairsOrNull =
  <const T extends Record<string, readonly string[]>>(allowed: T) =>
  (value: string, name: string) =>
    value === '' ? null : pairs(allowed)(value, name);
/** IP addresses or networks, as a proxy in front is named. */
const addresses = (value: string, name: string): string[] => {
  const found = list(value);
  if (!found.every((each) => isAddress(each)))
    throw invalid(name, value, 'IP addresses or networks such as 127.0.0.1 or 10.0.0.0/8, with commas between');
  return found;
};
function isAddress(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  // Not /0: everybody's word would be taken.
  const isWidth = bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most);
  return isIP(address) !== 0 && rest.length === 0 && isWidth;
}
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

const DOORS = ['dfe-sign-in', 'idams', 'oidc', 'none'] as const;

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
    "Address of the pages as people see it: https, or http for this machine's own addresses outside production. Empty: http://localhost:PORT.",
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
  ROLLCALL_COMPARE_LEAST_SCHOOLS: define(
    'Schools that a group must have, besides the school itself, to be shown beside it on Compare; at least 3.',
    '5',
    whole(3, 1000),
  ),
  ROLLCALL_DISCLOSURE_LEAST_SCHOOLS: define(
    'Statistics: a row is published when at least so many schools are in it. Thresholds of statistics can only be made stricter (docs/disclosure.md).',
    '3',
    whole(3, 1000),
  ),
  ROLLCALL_DISCLOSURE_LEAST_SCHOOLS_UNKNOWN: define(
    'Statistics: the same where it is not known how much the largest school contributes, as in files of counts.',
    '5',
    whole(5, 1000),
  ),
  ROLLCALL_DISCLOSURE_LARGEST_PERCENT: define(
    'Statistics: the most that one school may have of a row, per cent.',
    '85',
    whole(1, 85),
  ),
  ROLLCALL_DISCLOSURE_LEAST_REMAINDER_PERCENT: define(
    'Statistics: what the schools of a row besides the two largest have together is at least so much of what the largest has, per cent.',
    '10',
    whole(10, 100),
  ),
  ROLLCALL_DISCLOSURE_LEAST_PUPILS: define(
    'Statistics: a row has at least so many pupils in its denominator.',
    '10',
    whole(10, 100_000),
  ),
  ROLLCALL_DISCLOSURE_LEAST_COUNT: define(
    'Statistics: counts of pupils below this, and all but fewer than this, are hidden.',
    '5',
    whole(5, 1000),
  ),
  ROLLCALL_DISCLOSURE_LEAST_DISTANCE: define(
    'Statistics: how far a hidden count is at least from what can be told of it.',
    '5',
    whole(5, 100_000),
  ),
  ROLLCALL_DISCLOSURE_LEAST_DISTANCE_PERCENT: define(
    'Statistics: the same as a part of the count, per cent.',
    '10',
    whole(10, 100),
  ),
  ROLLCALL_RELEASE_LEAST_RESPONSE: define(
    'Releases: of the schools that share, so many must have registers in the last week, in each phase, per cent (docs/operating/releases.md).',
    '75',
    whole(1, 100),
  ),
  ROLLCALL_RELEASE_LARGEST_CHANGE: define(
    'Releases: national and regional rates of a week may differ by so many percentage points from the release before.',
    '0.5',
    number(0.01, 100),
  ),
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
  ROLLCALL_WONDE_PERMISSIONS: define(
    'Names of Wonde’s permissions, as item=name with commas between, such as upn=students.upn: Wonde’s own names are not documented, so most are told from the words of its fields. Items: forename, surname, upn, gender, ethnicity, looked-after, previously-looked-after, sen-support, ehc-plan, free-school-meals, nc-year, school, local-authority, marks; technical for what is needed and is no item.',
    '',
    text,
  ),
  ROLLCALL_WONDE_TIMEOUT_SECONDS: define('Longest wait for one answer.', '30', whole(1, 600)),
  ROLLCALL_WONDE_RETRIES: define('Tries after the first on 429, 5xx and network faults.', '5', whole(0, 20)),
  ROLLCALL_WONDE_PAUSE_MS: define(
    'Pause between two pages of one school. Rate limits are unknown.',
    '0',
    whole(0, 60000),
  ),
  ROLLCALL_TLS_CERTIFICATE: define(
    'File of the certificate (PEM) with which the pages are served over https. Empty: http, with a proxy in front.',
    '',
    text,
  ),
  ROLLCALL_TLS_KEY: define("File of that certificate's key (PEM).", '', text),
  ROLLCALL_TRUSTED_PROXIES: define(
    'Addresses or networks of the proxies in front, whose X-Forwarded headers are believed, such as 127.0.0.1. Empty: nobody is believed.',
    '',
    addresses,
  ),
  ROLLCALL_DOORS: define(
    'Who signs in where: dfe-sign-in, idams, oidc (the own issuer) or none. As the Department does today: schools=dfe-sign-in,trusts=dfe-sign-in,authorities=dfe-sign-in.',
    'schools=dfe-sign-in,trusts=idams,authorities=idams',
    pairs({ schools: DOORS, trusts: DOORS, authorities: DOORS }),
  ),
  ROLLCALL_ROLES: define(
    "Where the role is kept: dfe-sign-in=api (DfE Sign-in's Public API) or local (here), idams=claims (what IDAMS signs) or local. Empty: dfe-sign-in=api,idams=claims; in the sandbox both local, so that asking and granting can be tried.",
    '',
    pairsOrNull({ 'dfe-sign-in': ['api', 'local'], idams: ['claims', 'local'] }),
  ),
  ROLLCALL_ROLE_NAME: define(
    "The role's name, as people ask for it.",
    'View your education data – School Attendance Data',
    text,
  ),
  ROLLCALL_REQUEST_OVERDUE_DAYS: define(
    'Days after which a request for a right is overdue; approvers are reminded the day before.',
    '5',
    whole(2, 60),
  ),
  ROLLCALL_WEEKLY_EMAIL_AT: define(
    'Time of day on Mondays, London, from which the weekly e-mail is sent to those who asked for it.',
    '07:00',
    time,
  ),
  ROLLCALL_WEEKLY_EMAIL_SIGN_IN_DAYS: define(
    'Days since the last sign-in after which the weekly e-mail ends for people whose role or organisation only sign-in tells: through IDAMS, and through DfE Sign-in without an API secret.',
    '35',
    whole(7, 366),
  ),
  ROLLCALL_INVITE_REMIND_DAYS: define(
    'Days after an invitation when a school that has not answered is reminded, with commas between. Empty: never.',
    '7,21',
    days,
  ),
  ROLLCALL_AGREEMENT_CHECK_MINUTES: define(
    'Minutes after which the source is asked again which schools have approved; what it tells by itself is followed at once.',
    '15',
    whole(1, 1440),
  ),
  ROLLCALL_CREDENTIALS_KEY: define(
    'Key that seals the credentials of direct connections: 32 bytes as 64 hexadecimal digits; with a comma and the old key after it while keys change. Empty: made once and kept in the data folder.',
    '',
    hexKeys,
  ),
  ROLLCALL_ROLE_CHECK_MINUTES: define(
    "Minutes after which DfE Sign-in's Public API is asked again whether a person holds the role, or still belongs to the organisation. Before a download it is always asked.",
    '5',
    whole(0, 30),
  ),
  ROLLCALL_DFE_SIGN_IN_ISSUER: define(
    'Issuer of DfE Sign-in, such as https://oidc.signin.education.gov.uk; what its discovery says counts.',
    '',
    url('http:', 'https:'),
  ),
  ROLLCALL_DFE_SIGN_IN_CLIENT_ID: define('Client id at DfE Sign-in.', '', text),
  ROLLCALL_DFE_SIGN_IN_CLIENT_SECRET: define('Client secret at DfE Sign-in (not the API secret).', '', secret),
  ROLLCALL_DFE_SIGN_IN_CLIENT_AUTH: define(
    'How the client secret is sent: basic or post.',
    'basic',
    choice('basic', 'post'),
  ),
  ROLLCALL_DFE_SIGN_IN_SCOPES: define(
    'Scopes asked for. The effect of organisationid is unknown, so it is not asked for.',
    'openid email profile organisation',
    text,
  ),
  ROLLCALL_DFE_SIGN_IN_API_URL: define(
    "DfE Sign-in's Public API.",
    'https://api.signin.education.gov.uk',
    url('http:', 'https:'),
  ),
  ROLLCALL_DFE_SIGN_IN_API_SECRET: define('API secret at DfE Sign-in (not the client secret).', '', secret),
  ROLLCALL_DFE_SIGN_IN_SERVICE_ID: define(
    'Service id at DfE Sign-in: unknown to us. Empty: the client id, which its API takes too.',
    '',
    text,
  ),
  ROLLCALL_DFE_SIGN_IN_ROLE_CODES: define(
    'Codes of the role at DfE Sign-in, any of which is enough, with commas between. The real code is unknown to us.',
    '',
    list,
  ),
  ROLLCALL_DFE_SIGN_IN_SERVICES_URL: define(
    'Where DfE Sign-in lets people ask for services and organisations.',
    'https://services.signin.education.gov.uk',
    url('http:', 'https:'),
  ),
  ROLLCALL_IDAMS_ENDPOINT: define(
    'Passive endpoint (WS-Federation) of IDAMS. Its production address is unknown to us.',
    '',
    url('http:', 'https:'),
  ),
  ROLLCALL_IDAMS_REALM: define(
    'wtrealm under which this service is known there. Empty: ROLLCALL_PUBLIC_URL.',
    '',
    text,
  ),
  ROLLCALL_IDAMS_ISSUER: define('Issuer that its assertions must name.', '', text),
  ROLLCALL_IDAMS_CERTIFICATES: define(
    'Files of the certificates (PEM) that it may sign with, with commas between: two during a change of keys.',
    '',
    list,
  ),
  ROLLCALL_IDAMS_ROLE_CODES: define(
    'Values of its service claim that are the role, any of which is enough. The real code is unknown to us.',
    '',
    list,
  ),
  ROLLCALL_OIDC_ISSUER: define(
    "Any OpenID Connect issuer, for the operator's own staff and for the organisations that ROLLCALL_DOORS brings through it. Empty: none.",
    '',
    url('http:', 'https:'),
  ),
  ROLLCALL_OIDC_CLIENT_ID: define('Client id at that issuer.', '', text),
  ROLLCALL_OIDC_CLIENT_SECRET: define('Client secret at that issuer.', '', secret),
  ROLLCALL_OIDC_CLIENT_AUTH: define('How the client secret is sent: basic or post.', 'basic', choice('basic', 'post')),
  ROLLCALL_OIDC_SCOPES: define('Scopes asked for at that issuer.', 'openid email profile', text),
  ROLLCALL_OIDC_TRUST_EMAIL: define(
    "on: that issuer's e-mail addresses are verified though it does not say so (email_verified), as with Entra ID where users cannot change theirs. off: an unverified address opens nothing.",
    'off',
    choice('on', 'off'),
  ),
  ROLLCALL_SESSION_MINUTES: define('Minutes without use after which a person must sign in again.', '20', whole(5, 20)),
  ROLLCALL_SESSION_HOURS: define('Hours after signing in when a person must sign in again.', '8', whole(1, 8)),
  ROLLCALL_SMTP_URL: define(
    'Server that mail is sent through, such as smtp://user:password@mail.example.org:587. Empty: no mail is sent; pages show everything too.',
    '',
    url('smtp:', 'smtps:'),
  ),
  ROLLCALL_MAIL_FROM: define('Sender of that mail, such as Rollcall <attendance@example.org>.', '', text),
  ROLLCALL_NOTIFY_API_KEY: define(
    'Key of a service at GOV.UK Notify, through which mail is sent in place of ROLLCALL_SMTP_URL. Its own settings there say who mail is from.',
    '',
    secret,
  ),
  ROLLCALL_NOTIFY_TEMPLATE_ID: define(
    'Id of the e-mail template there, with the subject ((subject)) and the message ((body)).',
    '',
    text,
  ),
  ROLLCALL_NOTIFY_URL: define(
    'Address of GOV.UK Notify.',
    'https://api.notifications.service.gov.uk',
    url('http:', 'https:'),
  ),
  ROLLCALL_NOTIFY_REPLY_TO_ID: define(
    "Id of one of the service's reply-to addresses there. Empty: its first one.",
    '',
    text,
  ),
  ROLLCALL_OPERATOR_NAME: define('Who runs this installation, as the public pages say it.', '', text),
  ROLLCALL_OPERATOR_CONTACT: define(
    'How to reach them: a web address or mailto:.',
    '',
    url('http:', 'https:', 'mailto:'),
  ),
  ROLLCALL_OPERATOR_ADDRESS: define('Their postal address, on the privacy notice.', '', text),
  ROLLCALL_HELP_CONTACT: define(
    'Where schools, trusts and authorities get help: a web address or mailto:. Empty: ROLLCALL_OPERATOR_CONTACT.',
    '',
    url('http:', 'https:', 'mailto:'),
  ),
  ROLLCALL_DPO_NAME: define("Name of the operator's data protection officer.", '', text),
  ROLLCALL_DPO_CONTACT: define(
    'How to reach the data protection officer: a web address or mailto:.',
    '',
    url('http:', 'https:', 'mailto:'),
  ),
  ROLLCALL_ICO_NUMBER: define(
    "The operator's registration number at the Information Commissioner's Office, such as ZA000000.",
    '',
    text,
  ),
  ROLLCALL_LAWFUL_BASIS: define(
    'Lawful basis, in whole sentences, as the operator has settled it. Empty: public task, Article 6(1)(e), and Article 9(2)(g) for special category data, shown as not confirmed.',
    '',
    text,
  ),
  ROLLCALL_HOSTING: define(
    'Where the data is kept and who hosts it, in whole sentences, for the privacy notice and the impact assessment.',
    '',
    text,
  ),
  ROLLCALL_RETENTION_YEARS: define(
    "School years before the current one for which pupils' marks are kept, as the public pages say it. Nothing is deleted by it yet: that is for the operator to do.",
    '2',
    whole(0, 20),
  ),
  ROLLCALL_OPT_OUT_KEEP_DAYS: define(
    'Days for which the data held of a school that has opted out is kept before it is deleted. 0: deleted at once.',
    '30',
    whole(0, 365),
  ),
  ROLLCALL_DPIA_CONSULTATION: define(
    'Who was consulted on the impact assessment and what they said, with the advice of the data protection officer, in whole sentences.',
    '',
    text,
  ),
  ROLLCALL_DPIA_SIGNED_BY: define('Who signed the impact assessment off: name and post.', '', text),
  ROLLCALL_DPIA_SIGNED_ON: define('The day on which it was signed off, such as 2026-11-25.', '', day),
  ROLLCALL_ACCESSIBILITY_STATUS: define(
    'What the accessibility statement says: not-assessed, fully, partially or not (compliant). Anything but not-assessed only after an assessment.',
    'not-assessed',
    choice('not-assessed', 'fully', 'partially', 'not'),
  ),
  ROLLCALL_ACCESSIBILITY_ISSUES: define(
    'What the assessment found not to be accessible, which success criteria it fails and when it will be put right, in whole sentences.',
    '',
    text,
  ),
  ROLLCALL_ACCESSIBILITY_REVIEWED: define(
    'The day on which the accessibility statement was prepared or last reviewed, such as 2026-11-25.',
    '',
    day,
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
  if (config.ROLLCALL_PUBLIC_URL !== '') checkPublicUrl(config);
  if ((config.ROLLCALL_TLS_CERTIFICATE === '') !== (config.ROLLCALL_TLS_KEY === ''))
    throw new RollcallError(
      'setting-invalid',
      'ROLLCALL_TLS_CERTIFICATE and ROLLCALL_TLS_KEY belong together: set both, or neither.',
    );
  checkMail(config);
}

function checkMail(config: Config): void {
  if (config.ROLLCALL_SMTP_URL !== '' && config.ROLLCALL_NOTIFY_API_KEY !== '')
    throw new RollcallError(
      'setting-invalid',
      'ROLLCALL_SMTP_URL and ROLLCALL_NOTIFY_API_KEY are both set, but mail goes one way: set one of them.',
    );
  if ((config.ROLLCALL_NOTIFY_API_KEY === '') !== (config.ROLLCALL_NOTIFY_TEMPLATE_ID === ''))
    throw new RollcallError(
      'setting-invalid',
      'ROLLCALL_NOTIFY_API_KEY and ROLLCALL_NOTIFY_TEMPLATE_ID belong together: set both, or neither.',
    );
  if (config.ROLLCALL_SMTP_URL !== '' && !/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/.test(config.ROLLCALL_MAIL_FROM))
    throw new RollcallError(
      'setting-invalid',
      'ROLLCALL_SMTP_URL is set, so ROLLCALL_MAIL_FROM must be the sender, such as Rollcall <attendance@example.org>.',
    );
}

const LOOPBACK = /^(localhost|\[::1\]|127(\.\d{1,3}){3})$/;

/** A cookie that opens children's data travels over https alone; plain http is for a run on one's own machine. */
function checkPublicUrl(config: Config): void {
  const { protocol, hostname, origin, href } = new URL(config.ROLLCALL_PUBLIC_URL);
  const refuse = (what: string) => {
    throw new RollcallError('setting-invalid', `ROLLCALL_PUBLIC_URL ${what}`);
  };
  if (href !== `${origin}/`)
    refuse(
      `must be a host alone, such as ${origin}: the pages stand at its root, below no path, and take no name or query.`,
    );
  if (protocol === 'http:' && !LOOPBACK.test(hostname))
    refuse(
      "must start with https: plain http is for this machine's own addresses only, such as http://localhost:3000.",
    );
  if (protocol === 'http:' && config.NODE_ENV === 'production')
    refuse('must start with https in production, such as https://attendance.example.org.');
  if (protocol === 'https:' && config.ROLLCALL_TLS_CERTIFICATE === '' && config.ROLLCALL_TRUSTED_PROXIES.length === 0)
    refuse(
      'is https, so somebody must do the encryption: set ROLLCALL_TRUSTED_PROXIES to the address of the proxy in front (127.0.0.1 when it runs on this machine), or ROLLCALL_TLS_CERTIFICATE and ROLLCALL_TLS_KEY.',
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
    ROLLCALL_DFE_SIGN_IN_ISSUER: config.ROLLCALL_DFE_SIGN_IN_ISSUER,
    ROLLCALL_IDAMS_ENDPOINT: config.ROLLCALL_IDAMS_ENDPOINT,
    ROLLCALL_OIDC_ISSUER: config.ROLLCALL_OIDC_ISSUER,
  };
  const given = Object.values(real).filter((value) => value !== '').length;
  const wanted = config.ROLLCALL_SANDBOX === 'on' || (config.ROLLCALL_SANDBOX === 'auto' && given === 0);
  if (!wanted) {
    refuseMissing([...(real.ROLLCALL_WONDE_TOKEN === '' ? ['ROLLCALL_WONDE_TOKEN'] : []), ...missingOfDoors(config)]);
    return false;
  }
  if (config.NODE_ENV === 'production')
    throw new RollcallError(
      'sandbox-refused',
      'NODE_ENV is production, where the sandbox never runs. Set DATABASE_URL, ROLLCALL_WONDE_TOKEN and the settings of sign-in.',
    );
  return true;
}

function refuseMissing(missing: readonly string[]): void {
  if (missing.length === 0) return;
  const several = missing.length > 1;
  throw new RollcallError(
    'setting-invalid',
    `${missing.join(', ')} ${several ? 'are' : 'is'} not set. Set ${several ? 'them' : 'it'}, bring people through another door with ROLLCALL_DOORS, or set ROLLCALL_SANDBOX=on to run on invented schools.`,
  );
}

/** The settings without which a door that is in use cannot be opened. */
function missingOfDoors(config: Config): string[] {
  const used = new Set<string>(Object.values(config.ROLLCALL_DOORS));
  const places = config.ROLLCALL_ROLES ?? { 'dfe-sign-in': 'api', idams: 'claims' };
  const needed: (keyof Config)[] = [];
  if (used.has('dfe-sign-in')) {
    needed.push('ROLLCALL_DFE_SIGN_IN_ISSUER', 'ROLLCALL_DFE_SIGN_IN_CLIENT_ID', 'ROLLCALL_DFE_SIGN_IN_CLIENT_SECRET');
    if (places['dfe-sign-in'] === 'api')
      needed.push('ROLLCALL_DFE_SIGN_IN_API_SECRET', 'ROLLCALL_DFE_SIGN_IN_ROLE_CODES');
  }
  if (used.has('idams')) {
    needed.push('ROLLCALL_IDAMS_ENDPOINT', 'ROLLCALL_IDAMS_ISSUER', 'ROLLCALL_IDAMS_CERTIFICATES');
    if (places.idams === 'claims') needed.push('ROLLCALL_IDAMS_ROLE_CODES');
  }
  if (used.has('oidc') || config.ROLLCALL_OIDC_ISSUER !== '')
    needed.push('ROLLCALL_OIDC_ISSUER', 'ROLLCALL_OIDC_CLIENT_ID', 'ROLLCALL_OIDC_CLIENT_SECRET');
  return needed.filter((name) => config[name] === '' || (Array.isArray(config[name]) && config[name].length === 0));
}

function loadEnvironment(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
