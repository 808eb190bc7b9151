import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Standing, Viewer } from '../../../access/viewer.ts';
import { RollcallError } from '../../../errors.ts';
import { statusOf } from '../../error-answers.ts';
import { errorPage, explainStanding, refusedPage } from './error-page.ts';

test('someone who asks for another school is told whose attendance they can see', () => {
  const head: Viewer = {
    subject: 'S',
    name: 'Ada',
    email: '',
    organisation: { kind: 'school', urn: 900001, name: 'Heron' },
    scope: [900001],
    standing: { reason: 'sees-school' },
  };
  const page = refusedPage(head);
  assert.match(page.paragraphs[0]!, /can see the attendance of Heron only/);
  assert.deepEqual(page.link, { text: 'Go to Heron', href: '/schools/900001' });
});

test('every reason for seeing no school is explained, with what to do', () => {
  const reasons: Standing[] = [
    { reason: 'no-organisation' },
    { reason: 'not-a-school', organisation: 'A trust' },
    { reason: 'school-unknown', organisation: 'Heron' },
    { reason: 'not-agreed', organisation: 'Heron' },
  ];
  for (const standing of reasons) assert.equal(explainStanding(standing).length, 2, standing.reason);
});

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
