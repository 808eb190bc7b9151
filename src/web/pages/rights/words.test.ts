import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRequestId } from './read-request-id.ts';
import { rightMeaning } from './right-meaning.ts';
import { redirectWith, takeNotice } from './take-notice.ts';
import { ageWords, eitherOf } from './waiting-words.ts';

test('ages and lists of names are said in words', () => {
  assert.deepEqual([0, 1, 6].map(ageWords), ['today', 'yesterday', '6 days ago']);
  assert.equal(eitherOf(['Ann']), 'Ann');
  assert.equal(eitherOf(['Ann', 'Bob', 'Cem']), 'Ann, Bob or Cem');
  assert.equal(eitherOf(['A', 'B', 'C', 'D', 'E', 'F']), 'A, B, C, D or 2 others');
});

test('what a right shows depends on the kind of organisation', () => {
  const can = (key: string) => rightMeaning('view', { key, name: 'Reed', role: 'Attendance' }).can;
  assert.match(can('school:900001'), /every pupil of Reed:/);
  assert.match(can('trust:5001'), /the academies of Reed that share their data/);
  assert.match(can('authority:301'), /the schools in the area of Reed that share their data/);
});

test('sensitive items name the role that they need, and agreeing says where it is done', () => {
  const of = { key: 'school:900001', name: 'Reed', role: 'Attendance' };
  assert.match(rightMeaning('sensitive', of).limit, /does not hold the role “Attendance”/);
  assert.match(rightMeaning('agree', of).can, /on the page “Agreement”$/);
  assert.match(rightMeaning('agree', of).limit, /Wonde’s school portal counts too/);
});

test('a notice is told once', () => {
  const memory = { pupilSearch: { urn: 1, text: 'x' } };
  assert.deepEqual(redirectWith(memory, 'Done.', '/rights'), { redirect: '/rights' });
  assert.deepEqual(takeNotice(memory), { text: 'Done.', done: true });
  assert.equal(takeNotice(memory), null);
  assert.equal(memory.pupilSearch.text, 'x');
  redirectWith(memory, 'Nothing to do.', '/rights', false);
  assert.deepEqual(takeNotice(memory), { text: 'Nothing to do.', done: false });
  redirectWith(memory, 'Done.', '/rights');
  assert.equal(takeNotice(memory)?.done, true);
});

test('only the number of a request is one', () => {
  assert.equal(readRequestId('12'), 12);
  for (const text of [undefined, '', '0', '-1', '1.5', '2147483648', '99999999999', '1 '])
    assert.throws(() => readRequestId(text), /404/);
});
