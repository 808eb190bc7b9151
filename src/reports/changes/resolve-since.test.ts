import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveSince } from './resolve-since.ts';

const NOW = new Date('2026-10-26T09:15:00Z');

test('yesterday ends at midnight in London, also when the clocks went back that night', () => {
  assert.equal(resolveSince('yesterday', NOW, null).at.toISOString(), '2026-10-25T23:59:59.999Z');
  assert.equal(resolveSince('2026-10-24', NOW, null).at.toISOString(), '2026-10-24T22:59:59.999Z');
});

test('a last look, and none', () => {
  const look = new Date('2026-10-23T08:15:00Z');
  assert.deepEqual(resolveSince('seen', NOW, look), {
    at: look,
    words: 'you last looked, at 9.15am on Friday 23 October 2026',
    moment: '9.15am on Friday 23 October 2026',
    instead: null,
  });
  assert.match(resolveSince('seen', NOW, null).instead!, /^No look of yours/);
});

test('today is not over, and tomorrow even less', () => {
  for (const day of ['2026-10-26', '2026-10-27']) {
    const since = resolveSince(day, NOW, null);
    assert.equal(since.moment, 'the end of Sunday 25 October 2026');
    assert.match(since.instead!, /is not over yet/);
  }
});
