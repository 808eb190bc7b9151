import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OperatorRequest } from '../../../access/rights/read-operator-requests.ts';
import { viewOperator } from './view-model.ts';

const request = (change: Partial<OperatorRequest>): OperatorRequest => ({
  requestId: 7,
  organisation: 'school:900001',
  organisationName: 'Heron',
  person: 'dfe-sign-in:T',
  right: 'agree',
  name: 'Jo Bloggs',
  email: 'jo@x.example',
  reason: '',
  askedAt: new Date('2026-11-18T09:00:00Z'),
  decision: null,
  decisionReason: null,
  decidedAt: null,
  decidedByName: null,
  days: 5,
  overdue: false,
  overdueOn: '2026-11-23',
  hasApprover: false,
  ...change,
});

test('the operator sees what needs them, counted, with the organisation of each', () => {
  const page = viewOperator([request({}), request({ requestId: 8, overdue: true, hasApprover: true })], 'Attendance', {
    text: 'Done.',
    done: true,
  });
  assert.deepEqual(
    page.counts.map(({ value }) => value),
    ['2', '1', '1', '1'],
  );
  assert.deepEqual(
    page.requests.map(({ href, organisation, alone, overdue }) => [href, organisation, alone, overdue]),
    [
      ['/operator/requests/7', 'Heron', true, false],
      ['/operator/requests/8', 'Heron', false, true],
    ],
  );
  assert.equal(page.counts[1]?.name, 'Organisations with such requests');
  assert.deepEqual([page.empty, page.notice?.text], [null, 'Done.']);
});

test('when nothing waits, the page says so', () => {
  const page = viewOperator([], 'Attendance', null);
  assert.equal(page.empty, 'Nothing waits for you.');
  assert.deepEqual(
    page.counts.map(({ value }) => value),
    ['0', '0', '0', '0'],
  );
});
