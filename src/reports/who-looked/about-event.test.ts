import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aboutEvent } from './about-event.ts';

const about = (what: string, detail: object) =>
  aboutEvent({ what, detail: JSON.stringify(detail) }, 'Attendance viewer');

test('decisions about rights name the right and the person', () => {
  const facts = { right: 'view', request: 3, to: 'oidc:2', toName: 'Bob Deputy' };
  assert.equal(about('right-granted', { ...facts, self: false }), '“Attendance viewer”, for Bob Deputy');
  assert.equal(about('right-granted', { ...facts, self: true }), '“Attendance viewer”, for Bob Deputy, by themselves');
  assert.equal(
    about('right-refused', { right: 'agree', to: 'oidc:2', toName: '' }),
    '“Agree to share for the school”, for someone without a name',
  );
  assert.equal(
    about('right-taken', { rights: 'view, sensitive', of: 'oidc:2', ofName: 'Bob Deputy', self: false }),
    '“Attendance viewer, See sensitive items”, from Bob Deputy',
  );
  assert.equal(
    about('right-taken', { rights: 'view', of: 'oidc:2', ofName: 'Bob Deputy', self: true }),
    '“Attendance viewer”, from Bob Deputy, given up',
  );
});

test('acts about people name the address, the duty and what was lost', () => {
  assert.equal(
    about('member-added', { email: 'bob@heron.example', duty: 'approver', before: 'member' }),
    'bob@heron.example, decides who gets rights, before: belongs to it',
  );
  assert.equal(
    about('member-added', { email: 'bob@heron.example', duty: 'member', before: null }),
    'bob@heron.example, belongs to it',
  );
  assert.equal(
    about('member-removed', { email: 'bob@heron.example', duty: 'approver', of: 'oidc:2', rights: 'view, agree' }),
    'bob@heron.example, was: decides who gets rights, lost “Attendance viewer, Agree to share for the school”',
  );
  assert.equal(
    about('member-removed', { email: 'bob@heron.example', duty: 'member', of: null, rights: '' }),
    'bob@heron.example, was: belongs to it',
  );
});

test('a change of the agreement says what it is now, and what it was', () => {
  assert.equal(about('agreement-changed', { now: 'agreed', by: 'wonde' }), 'The school has agreed to share');
  assert.equal(
    about('agreement-changed', { was: 'agreed', now: 'revoked', by: 'wonde' }),
    'The school has stopped sharing. Before: the school has agreed to share',
  );
  assert.equal(about('agreement-changed', { now: 'unheard-of' }), 'unheard-of');
});

test('how a school’s MIS is reached, whom it was asked through and how much was deleted are told', () => {
  assert.equal(about('connection-changed', { connection: 'direct', mis: 'SIMS' }), 'directly, SIMS');
  assert.equal(about('school-invited', { addresses: 2 }), '2 addresses');
  assert.equal(about('data-deleted', { rows: 1234 }), '1,234 rows');
  assert.equal(about('data-deleted', {}), null);
  assert.equal(
    about('agreement-changed', { was: 'receiving', now: 'opted-out', kind: 'opt-out', by: 'portal' }),
    'The school has stopped sharing. Before: the school shares its data',
  );
});

test('what nothing is known about says nothing', () => {
  for (const what of ['right-granted', 'member-removed', 'agreement-changed', 'sign-in', 'toString'])
    assert.equal(about(what, {}), null);
});
