import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cannotAsk } from './can-ask.ts';
import { isRightName, rightWords } from './right-words.ts';
import { someone, staff } from './rights.fixture.ts';
import { typedReason } from './typed-reason.ts';

const LOCAL = { 'dfe-sign-in': 'local', idams: 'local' } as const;
const ELSEWHERE = { 'dfe-sign-in': 'api', idams: 'claims' } as const;
const teacher = someone('T', 'school:900001');

test('someone of a school asks for each right; of a trust not for agreeing', () => {
  for (const right of ['view', 'agree', 'sensitive'] as const) assert.equal(cannotAsk(teacher, right, LOCAL), null);
  assert.equal(cannotAsk(someone('T', 'trust:5001'), 'agree', LOCAL), 'schools-only');
  assert.equal(cannotAsk(someone('T', 'trust:5001'), 'sensitive', LOCAL), null);
});

test('the role is asked for where it is kept', () => {
  assert.equal(cannotAsk(teacher, 'view', ELSEWHERE), 'kept-elsewhere');
  assert.equal(cannotAsk(teacher, 'sensitive', ELSEWHERE), null);
  assert.equal(cannotAsk(someone('T', 'school:900001', { door: 'idams' }), 'view', ELSEWHERE), 'kept-elsewhere');
  assert.equal(cannotAsk(someone('T', 'school:900001', { door: 'oidc' }), 'view', ELSEWHERE), null);
});

test('staff of the operator ask for nothing, nor does anyone by the wrong door or for a closed organisation', () => {
  assert.equal(cannotAsk(staff('operator'), 'view', LOCAL), 'no-organisation');
  assert.equal(cannotAsk(staff('analyst'), 'view', LOCAL), 'no-organisation');
  const standings = [
    { reason: 'other-door', organisation: 'Heron', door: 'idams' },
    { reason: 'organisation-closed', organisation: 'Heron', closedOn: null },
    { reason: 'organisation-unknown', organisation: 'Heron' },
    { reason: 'kind-not-eligible', organisation: 'Heron' },
    { reason: 'no-organisation' },
  ] as const;
  for (const standing of standings)
    assert.equal(cannotAsk(someone('T', 'school:900001', { standing }), 'view', LOCAL), 'no-organisation');
});

test('a reason is kept as typed, without control characters, up to 1,000 characters', () => {
  assert.equal(typedReason('  I take the\r\nregister\u0000\u202e. '), 'I take the\nregister  .');
  assert.equal(typedReason('😀'.repeat(1000))?.length, 2000);
  assert.equal(typedReason('x'.repeat(1001)), null);
});

test('the role has the name of the setting', () => {
  assert.equal(rightWords('view', 'Attendance'), 'Attendance');
  assert.equal(rightWords('agree', 'Attendance'), 'Agree to share for the school');
  assert.equal(isRightName('sensitive'), true);
  assert.equal(isRightName('operator'), false);
});
