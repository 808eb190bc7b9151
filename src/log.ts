import { type DestinationStream, type Logger, pino } from 'pino';
import { RollcallError } from './errors.ts';

export type Log = Logger;

/** Names of fields that may hold something about a person, or open a door. They are removed wherever they stand in a log line. */
const PERSONAL = new Set([
  'forename',
  'surname',
  'upn',
  'name',
  'email',
  'token',
  'id_token',
  'access_token',
  'password',
  'secret',
  'authorization',
  'cookie',
  'set-cookie',
  'wresult',
  'wctx',
  'nonce',
  'marks',
]);
const REMOVED = '[removed]';
const DEEPEST = 8;
const MOST_FRAMES = 8;

/**
 * The structured log, JSON lines on standard error. Pupil data never goes in: call it with counts, URNs and codes.
 * What is done here is a second wall, not a licence: personal fields are removed at any depth, of errors only what `describeError`
 * tells is kept, and of requests nothing but the method and the route's pattern.
 * @param destination where the lines go instead, for tests
 */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    formatters: { log: (fields: object) => cleanFields(fields, 0) },
    serializers: { req: describeRequest, res: describeAnswer, err: (value: unknown) => clean(value, 1) },
    hooks: { logMethod: logWithoutMessage },
  };
  const log: Log = pino(options, destination ?? pino.destination({ dest: 2, sync: true }));
  // What is bound to a child of the log is written without the formatter; children inherit this.
  const { child } = log;
  log.child = function makeChild(this: Log, bindings, childOptions) {
    return child.call(this, cleanFields(bindings, 0), childOptions) as ReturnType<typeof child>;
  } as typeof child;
  return log;
}

/** What may be told of an error: kind, code and place. Its message may quote a row, a page or an address, so only our own are told. */
export interface DescribedError {
  readonly error: string;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly at: readonly string[];
  readonly cause?: DescribedError;
}

/** Describes anything that was thrown, and its causes, for the log. */
export function describeError(thrown: unknown, depth = 0): DescribedError {
  if (!(thrown instanceof Error)) return { error: typeof thrown, code: undefined, message: undefined, at: [] };
  const { code } = thrown as { code?: unknown };
  const cause = thrown.cause !== undefined && depth < DEEPEST ? describeError(thrown.cause, depth + 1) : undefined;
  return {
    error: thrown.constructor.name,
    code: typeof code === 'string' && /^[A-Za-z0-9_-]{1,60}$/.test(code) ? code : undefined,
    message: messageOf(thrown),
    at: framesOf(thrown),
    ...(cause && { cause }),
  };
}

function messageOf(error: Error): string | undefined {
  if (error instanceof RollcallError) return error.message;
  // Of the engine's own words those that never quote a value.
  return /^Cannot (?:read|set) properties of (?:undefined|null)/.exec(error.message)?.[0];
}

/** The places of a stack, without the message above them, in which a line could look like a place. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message);
  const below = start < 0 ? '' : stack.slice(start + message.length);
  const frames = below.split('\n').map((line) => line.trim());
  return frames.filter((line) => /^at .*:\d+:\d+\)?$/.test(line)).slice(0, MOST_FRAMES);
}

function cleanFields(fields: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, value]): [string, unknown] => {
    if (PERSONAL.has(name.toLowerCase())) return [name, REMOVED];
    const isLeftToSerializer = depth === 0 && (name === 'req' || name === 'res');
    return [name, isLeftToSerializer ? value : clean(value, depth + 1)];
  });
  return Object.fromEntries(entries);
}

function clean(value: unknown, depth: number): unknown {
  if (value instanceof Error) return describeError(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > DEEPEST || ArrayBuffer.isView(value)) return REMOVED;
  if (value instanceof Map) return cleanFields(Object.fromEntries(value), depth);
  if (Array.isArray(value) || value instanceof Set) return [...value].map((each) => clean(each, depth + 1));
  return cleanFields(value, depth);
}

/** The address may hold a code, a state or what was searched for. */
function describeRequest(request: { method?: string; routeOptions?: { url?: string } }): object {
  return { method: request?.method, route: request?.routeOptions?.url };
}

const describeAnswer = (reply: { statusCode?: number }): object => ({ statusCode: reply?.statusCode });

/** The log's writer takes an error's message for the line's own where there is none; so do those who pass it on. */
function logWithoutMessage(this: Logger, args: unknown[], method: (...args: never[]) => void): void {
  const [first, text, ...values] = args;
  const error = first instanceof Error ? first : errorOf(first);
  const fields = first instanceof Error ? { err: first } : first;
  const isMessage = error !== null && (text === undefined || text === error.message);
  method.apply(this, (isMessage ? [fields, 'a fault', ...values] : args) as never[]);
}

function errorOf(fields: unknown): Error | null {
  const { err } = (fields ?? {}) as { err?: unknown };
  return err instanceof Error ? err : null;
}
