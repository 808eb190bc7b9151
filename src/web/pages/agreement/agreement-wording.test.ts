import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ITEMS } from '../what-we-collect/collected-items.ts';
import { agreementWording, readWordingBlocks, type WordingFacts } from './agreement-wording.ts';

const facts: WordingFacts = {
  name: 'Ada Lark',
  school: 'Heron Primary School',
  urn: 900001,
  operator: 'Reedshire Council',
  serviceName: 'Rollcall',
  refreshDays: 7,
  keepDays: 30,
};

test('the wording says who agrees, for whom, what, for what never, how to stop and for how long data is kept', () => {
  const text = agreementWording(facts);
  assert.match(
    text,
    /^Agreement to share daily attendance data\n\nAda Lark agrees, for Heron Primary School \(URN 900001\)/,
  );
  assert.match(text, /that Reedshire Council reads/);
  for (const { item } of ITEMS) assert.ok(text.includes(`\n- ${item}`), item);
  assert.match(text, /the mark of each session/);
  for (const never of [/- inspection, or decisions of a Regional Director/, /- judging a school as causing concern/])
    assert.match(text, never);
  for (const never of [/- academisation, or moving a school between trusts/, /- funding/]) assert.match(text, never);
  assert.match(text, /identify no child and no school/);
  assert.match(text, /within 7 days of the session/);
  assert.match(text, /can stop at any time, without giving a reason/);
  assert.match(text, /kept for 30 days and then deleted/);
});

test('settings that are not there, and a period of no days, are said in words', () => {
  assert.match(agreementWording({ ...facts, operator: null }), /that the organisation that runs the service reads/);
  assert.match(agreementWording({ ...facts, keepDays: 0 }), /Data already held is deleted at once\.$/);
  assert.match(agreementWording({ ...facts, keepDays: 1 }), /kept for 1 day and/);
});

test('a name cannot begin a line of its own', () => {
  const text = agreementWording({ ...facts, name: 'Ada\n\n- funding is\tfine.\n\nX' });
  assert.match(text, /\n\nAda - funding is fine\. X agrees, for/);
});

test('the blocks of a wording hold all of it', () => {
  const text = agreementWording(facts);
  const blocks = readWordingBlocks(text);
  const again = blocks.map(({ kind, lines }) => lines.map((line) => (kind === 'list' ? `- ${line}` : line)).join('\n'));
  assert.equal(again.join('\n\n'), text);
  assert.deepEqual(
    blocks.filter(({ kind }) => kind === 'heading').flatMap(({ lines }) => lines),
    [
      'Agreement to share daily attendance data',
      'What is shared',
      'How often',
      'For whom',
      'What it is never used for',
      'What it asks of the school',
      'How to stop',
    ],
  );
});
