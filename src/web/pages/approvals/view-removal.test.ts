import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Place } from './view-people.ts';
import { viewRemoval, viewTaking } from './view-removal.ts';

const place: Place = {
  organisation: 'school:900001',
  name: 'Heron',
  word: 'approver',
  duties: ['approver'],
  mayEmpty: false,
  paths: { take: '/t', add: '/a', remove: '/r', back: '/b' },
};
const ann = { called: 'Ann', self: false, duty: 'approver', ends: false } as const;

test('whoever removes themselves is spoken to as you', () => {
  const words = viewRemoval({ ...ann, self: true }, place);
  assert.equal(words.heading, 'Stop being an approver of Heron?');
  assert.equal(words.button, 'Stop being an approver');
  assert.match(words.paragraphs.join(' '), /You no longer decide requests .*you can give them up on “Your rights”/);
  assert.match(words.done, /^You are no longer an approver of Heron\./);
  assert.doesNotMatch(JSON.stringify(words), /Ann|They|their/);
});

test('whom our tables alone place there loses everything, and is told before', () => {
  const words = viewRemoval({ ...ann, self: true, ends: true }, place);
  assert.equal(words.heading, 'Remove yourself from Heron?');
  assert.match(words.paragraphs[1]!, /every right that you hold in Heron end/);
  assert.match(viewRemoval({ ...ann, ends: true }, place).paragraphs[1]!, /every right that they hold in Heron end/);
});

test('somebody else is spoken of by name', () => {
  const words = viewRemoval(ann, { ...place, word: 'super user' });
  assert.equal(words.heading, 'Remove Ann from Heron?');
  assert.equal(words.done, 'Ann is no longer a super user of Heron.');
  assert.match(words.paragraphs[0]!, /^They no longer decide requests as a super user/);
});

test('taking from oneself is giving up', () => {
  const taken = { called: 'Ann', self: false, right: 'view', name: 'Attendance' } as const;
  assert.equal(viewTaking(taken, place).heading, 'Take “Attendance” away from Ann?');
  const own = viewTaking({ ...taken, self: true }, place);
  assert.equal(own.heading, 'Give up “Attendance”?');
  assert.match(own.paragraphs[0]!, /^You see no attendance of Heron/);
  assert.doesNotMatch(JSON.stringify(own), /Ann/);
});
