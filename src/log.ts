import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Names of fields that may hold something about a person. They are removed wherever they stand in a log line. */
const PERSONAL = [
  'forename',
  'surname',
  'upn',
  'name',
  'email',
  'token',
  'password',
  'authorization',
  'cookie',
  'marks',
];

/**
 * The structured log, JSON lines on standard error. Pupil data never goes in: call it with counts, URNs and codes.
 * The redaction below is a second wall, not a licence.
 */
export function createLog(level: string): Log {
  const paths = PERSONAL.flatMap((field) => [field, `*.${field}`, `*.*.${field}`, `req.headers.${field}`]);
  return pino({ level, redact: { paths, censor: '[removed]' }, base: null }, pino.destination({ dest: 2, sync: true }));
}
