import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Viewer } from '../access/viewer.ts';
import { makeFrame } from './frame.ts';

const facts = { invented: true, govuk: false, assets: '/assets/1', sessionMinutes: 20 };
const head: Viewer = {
  subject: 'S',
  name: 'Ada Lark',
  email: 'a@b.example',
  organisation: { kind: 'school', urn: 900001, name: 'Heron' },
  scope: [900001],
};

test('the title is page, school, service', () => {
  assert.equal(makeFrame(facts, head, '/schools/900001/pupils', 'Pupils', 't').title, 'Pupils - Heron - Rollcall');
  assert.equal(makeFrame(facts, head, '/cookies', 'Cookies', 't').title, 'Cookies - Rollcall');
  assert.equal(makeFrame(facts, null, '/cookies', 'Cookies', null).title, 'Cookies - Rollcall');
});

test('the current page is marked in the navigation, a pupil’s page as one of Pupils', () => {
  const current = (path: string) =>
    makeFrame(facts, head, path, '', 't')
      .navigation.filter((link) => link.current)
      .map((link) => link.text);
  assert.deepEqual(current('/schools/900001'), ['Overview']);
  assert.deepEqual(current('/schools/900001/pupils'), ['Pupils']);
  assert.deepEqual(current('/schools/900001/pupils/17'), ['Pupils']);
  assert.deepEqual(current('/schools/900001/data-received'), ['Data received']);
  assert.deepEqual(current('/cookies'), []);
});

test('someone who sees no school has no navigation to one', () => {
  assert.deepEqual(makeFrame(facts, { ...head, scope: [] }, '/', '', 't').navigation, []);
  assert.deepEqual(makeFrame(facts, null, '/', '', null).navigation, []);
});
