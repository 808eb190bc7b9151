import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planInvitation } from '../../../agreement/plan-invitations.ts';
import type { AgreementState } from '../../../domain/agreement/agreement-state.ts';
import { carryAsked, readCarried, readMany, readOne } from './read-lines.ts';
import { viewCheck, viewInvite, viewResult } from './view-model.ts';

const asked = { line: 3, urn: 900001, email: 'head@heron.example' };
const known = (state: AgreementState, change: { mayShare?: boolean; approvers?: number } = {}) => ({
  urn: 900001,
  name: 'Heron',
  mayShare: true,
  approvers: 0,
  state,
  ...change,
});
const since = new Date('2026-11-23T12:00:00Z');

test('what will be done with a line depends on where its school stands', () => {
  const will = (...given: Parameters<typeof planInvitation>) => {
    const planned = planInvitation(...given);
    return planned.why === '' ? planned.will : planned.why;
  };
  assert.equal(will(asked, known('not-asked')), 'invite');
  assert.equal(will(asked, known('invited')), 'again');
  assert.equal(will(asked, known('receiving')), 'the school has agreed already');
  assert.match(will(asked, known('declined')), /has said no/);
  assert.equal(will(asked, known('closed')), 'the school has closed');
  assert.equal(will(asked, null), 'no school in the list has this URN');
  assert.match(will(asked, known('not-asked', { mayShare: false })), /may not share/);
  assert.match(will({ ...asked, email: null }, known('not-asked')), /nobody decides/);
  assert.equal(will({ ...asked, email: null }, known('not-asked', { approvers: 1 })), 'invite');
});

test('the page before the button counts, and lists bad lines by their numbers', () => {
  const good = planInvitation(asked, known('invited'));
  const bad = planInvitation({ ...asked, line: 5 }, null);
  const view = viewCheck([good, bad], [{ line: 4, why: '“12345” is not a URN, which has six digits' }], since);
  assert.deepEqual(
    view.counts.map(({ name, value }) => `${name}: ${value}`),
    [
      'Invitations that will be sent: 1 line',
      'Of these, to schools that were invited before: 1 line',
      'Will not be invited: 2 lines',
    ],
  );
  assert.deepEqual(view.bad.rows, [
    { line: 4, school: '', why: '“12345” is not a URN, which has six digits' },
    { line: 5, school: 'URN 900001', why: 'No school in the list has this URN' },
  ]);
  assert.deepEqual([view.button, view.lines], ['Send the invitation', '3,900001,head@heron.example']);
  assert.match(viewCheck([bad], [], since).nothing!, /Nothing was sent/);
});

test('the result tells of each line, those that were not done first', () => {
  const school = { name: 'Heron' } as never;
  const view = viewResult([
    { ...asked, line: 1, done: { outcome: 'invited', school } },
    { ...asked, line: 2, done: { outcome: 'sent-already' } },
    { ...asked, line: 3, done: { outcome: 'impossible', why: 'has-refused', school } },
  ]);
  assert.deepEqual(
    view.rows.map(({ line, what }) => `${line}: ${what}`),
    [
      '3: Not invited, since the school has said no, or has opted out: it can come back by itself',
      '1: Invited',
      '2: Sent already, not sent again',
    ],
  );
  assert.equal(
    view.notice.text,
    '1 invitation will go out within minutes. 1 invitation was sent already, and is not sent again. 1 line could not be done.',
  );
});

test('one school is read from its fields', () => {
  assert.deepEqual(readOne({ urn: ' 900001 ', email: 'Head@Heron.example' }), {
    asked: [{ line: 1, urn: 900001, email: 'head@heron.example' }],
    refused: [],
  });
  assert.deepEqual(readOne({ urn: '12345' }), { field: 'urn', error: 'Enter a URN, which has six digits' });
  assert.ok('error' in readOne({ urn: '900001', email: 'no' }));
});

test('many are read from what was pasted or from a file, not from both', () => {
  const errorOf = (...given: Parameters<typeof readMany>) => {
    const read = readMany(...given);
    return 'error' in read ? `${read.field}: ${read.error}` : read.asked.length;
  };
  assert.equal(errorOf({ lines: '900001\n900002' }, null), 2);
  assert.equal(errorOf({}, { text: '900001' }), 1);
  assert.equal(errorOf({}, { problem: 'too-large' }), 'file: The file must be smaller than 2 MB');
  assert.match(String(errorOf({ lines: '900001' }, { text: '900001' })), /not both/);
  assert.match(String(errorOf({ lines: ' \n ' }, null)), /^lines: Paste/);
  assert.match(String(errorOf({}, { text: '\n' })), /^file: The file has no line/);
  assert.match(String(errorOf({ lines: '1\n'.repeat(1_001) }, null)), /There are 1,001 lines/);
});

test('what a form carries on comes back as it was, and nothing else does', () => {
  const all = [asked, { line: 9, urn: 900002, email: null }];
  assert.deepEqual(readCarried(carryAsked(all)), all);
  assert.deepEqual(readCarried(carryAsked(all).replaceAll('\n', '\r\n')), all);
  for (const text of ['x', '1,12345,', '1,900001', '1,900001,no-address', '1,900001,a@b.example,x', '-1,900001,'])
    assert.equal(readCarried(text), null, text);
});

test('a form that was refused keeps what was typed', () => {
  const view = viewInvite({ form: { urn: '1', email: 'x' }, wrong: { field: 'urn', error: 'Wrong' } });
  assert.deepEqual([view.one.urn, view.one.email, view.one.urnError, view.one.emailError], ['1', 'x', 'Wrong', null]);
  assert.deepEqual([view.title, view.errors], ['Error: Invite schools', [{ text: 'Wrong', href: '#urn' }]]);
});
