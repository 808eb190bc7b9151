import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RollcallError } from '../../../errors.ts';
import { statusOf } from '../../error-answers.ts';
import { errorPage } from './error-page.ts';

test('statuses without a page of their own get the page of their kind', () => {
  assert.equal(errorPage(404).heading, 'Page not found');
  assert.equal(errorPage(415), errorPage(400));
  assert.equal(errorPage(502), errorPage(500));
});

test('a database that is away is 503, a bug is 500, a refusal is what it says', () => {
  assert.equal(statusOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })), 503);
  assert.equal(statusOf(Object.assign(new Error('x'), { code: '57P01' })), 503);
  assert.equal(statusOf(new Error('timeout exceeded when trying to connect')), 503);
  assert.equal(statusOf(new RollcallError('database-unavailable', 'x')), 503);
  assert.equal(statusOf(new TypeError('x')), 500);
  assert.equal(statusOf(Object.assign(new Error('x'), { statusCode: 413 })), 413);
  assert.equal(statusOf(Object.assign(new Error('x'), { statusCode: 200 })), 500);
});
