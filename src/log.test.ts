import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RollcallError } from './errors.ts';
import { createLog, describeError } from './log.ts';

const CANARY = 'Canary900001 Aurelia';
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** A log that writes into memory. */
function open(level: string = 'trace') {
  const lines: string[] = [];
  return { log: createLog(level, { write: (line) => void lines.push(line) }), lines };
}

const thrown = () =>
  new Error(`no row for ${CANARY}`, {
    cause: new TypeError(`${CANARY} is not valid`, { cause: new SyntaxError(CANARY) }),
  });

const PERSONAL = ['forename', 'surname', 'upn', 'name', 'email', 'token', 'Authorization', 'set-cookie', 'marks'];
for (const level of LEVELS) {
  test(`at level ${level}, personal fields are removed wherever they stand`, () => {
    const { log, lines } = open(level);
    for (const field of PERSONAL) {
      log[level]({ [field]: CANARY }, 'top');
      log[level]({ urn: 900001, a: { b: { c: { d: { [field]: CANARY } } } } }, 'deep');
      log[level]({ rows: [{ pupils: [{ [field]: CANARY }] }, new Map([[field, CANARY]])] }, 'in lists');
      log
        .child({ [field]: CANARY, of: { a: { [field]: CANARY } } })
        .child({ more: { [field]: CANARY } })
        [level]('bound');
    }
    assert.equal(lines.length, PERSONAL.length * 4);
    assert.doesNotMatch(lines.join(''), /Canary|Aurelia/);
    assert.match(lines[1]!, /"urn":900001/);
  });

  test(`at level ${level}, no error tells its message or that of its causes`, () => {
    const { log, lines } = open(level);
    log[level](thrown());
    log[level]({ err: thrown() });
    log[level]({ err: thrown(), urn: 900001 }, thrown().message);
    log[level]({ deep: { within: [thrown()] } }, 'deep');
    log.child({ err: thrown() })[level]('bound');
    log[level]({ err: Object.assign(thrown(), { detail: CANARY, rawPacket: Buffer.from(CANARY) }) }, 'with more');
    assert.equal(lines.length, 6);
    assert.doesNotMatch(lines.join(''), /Canary|Aurelia|67,97,110,97,114,121/);
    for (const line of lines) assert.match(line, /"error":"Error".*"error":"TypeError".*"error":"SyntaxError"/);
  });
}

test('nothing below the level is written', () => {
  const { log, lines } = open('warn');
  log.info('not this');
  log.warn('this');
  assert.equal(lines.length, 1);
});

test('an error keeps its kind, its code and its place, and our own errors their words', () => {
  const fault = describeError(Object.assign(thrown(), { code: '23505' }));
  assert.deepEqual([fault.error, fault.code, fault.message], ['Error', '23505', undefined]);
  assert.match(fault.at[0]!, /log\.test\.ts:\d+:\d+/);
  assert.equal(fault.cause?.error, 'TypeError');
  const own = describeError(new RollcallError('sign-in-failed', 'Words of ours.', { cause: thrown() }));
  assert.deepEqual([own.error, own.code, own.message], ['RollcallError', 'sign-in-failed', 'Words of ours.']);
  assert.equal(own.cause?.message, undefined);
});

test('a code, or a line of a message that looks like a place, tells nothing', () => {
  const sly = Object.assign(new Error(`x\n    at ${CANARY} (file.ts:1:1)`), { code: CANARY });
  assert.doesNotMatch(JSON.stringify(describeError(sly)), /Canary|Aurelia/);
  assert.deepEqual(describeError(CANARY), { error: 'string', code: undefined, message: undefined, at: [] });
});

test('of the engine’s own messages only those without a value are told', () => {
  const read = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      return describeError(error).message;
    }
    return assert.fail('nothing was thrown');
  };
  const names: Record<string, { length: number }> = {};
  assert.equal(
    read(() => (names['pupil'] as never)[CANARY]),
    'Cannot read properties of undefined',
  );
  assert.equal(
    read(() => JSON.parse(CANARY)),
    undefined,
  );
});

test('of a request the method and the route’s pattern are told, not the address', () => {
  const { log, lines } = open();
  const request = { method: 'GET', url: `/?code=${CANARY}`, routeOptions: { url: '/:any' } };
  log.info({ req: request, res: { statusCode: 200, request } }, 'answered');
  assert.match(lines[0]!, /"req":\{"method":"GET","route":"\/:any"\},"res":\{"statusCode":200\}/);
  assert.doesNotMatch(lines[0]!, /Canary/);
});

test('a cycle does not stop the log', () => {
  const { log, lines } = open();
  const cycle: Record<string, unknown> = { urn: 900001 };
  cycle['self'] = cycle;
  log.info(cycle, 'round');
  assert.match(lines[0]!, /\[removed\]/);
});
