import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { createLog } from '../log.ts';
import { answerErrors } from './error-answers.ts';

test('when not even the error page can be made, nothing of the fault is told', async () => {
  const lines: string[] = [];
  const app = Fastify({
    loggerInstance: createLog('trace', { write: (line) => void lines.push(line) }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
  });
  answerErrors(app, () => {
    throw new Error('the page fails for Zephyrine');
  });
  app.get('/', async () => {
    throw new Error('no row for Zephyrine');
  });
  const answer = await app.inject('/');
  assert.equal(answer.statusCode, 500);
  assert.match(answer.body, /^Sorry, there is a problem with the service\./);
  assert.doesNotMatch(answer.body + JSON.stringify(answer.headers) + lines.join(''), /Zephyrine/);
  assert.match(lines.join(''), /"a page failed"[\s\S]*"the error page failed"/);
});
