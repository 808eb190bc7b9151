import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comingReleases, nothingPublished, releaseLine } from './release-line.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const release = {
  id: '2026-w41',
  startYear: 2026,
  asOf: '2026-10-09',
  publishedAt: new Date('2026-10-22T08:30:00Z'),
  note: null,
};
const textOf = (now: Date) =>
  releaseLine(release, now)
    .map((piece) => (typeof piece === 'string' ? piece : piece.text))
    .join('');

test('the calendar starts with the next release, and none that is published is in it', () => {
  const [next, after] = comingReleases(new Date('2026-10-23T12:00:00Z'), '2026-10-09');
  assert.deepEqual([next!.id, after!.id], ['2026-w43', '2026-w45']);
  assert.match(
    textOf(new Date('2026-10-23T12:00:00Z')),
    /The next release is due at 9\.30am on Thursday 5 November 2026\.$/,
  );
});

test('of releases that should have been published by now the last is told, as late', () => {
  const [late, next] = comingReleases(NOW, '2026-10-09');
  assert.deepEqual([late!.id, next!.id], ['2026-w45', '2026-w47']);
  assert.match(textOf(NOW), /The next release was due at 9\.30am on Thursday 19 November 2026 and is late\.$/);
});

test('before the first release nothing is late', () => {
  assert.equal(comingReleases(NOW, null)[0]!.id, '2026-w47');
  assert.match(
    nothingPublished(NOW).next,
    /is due at 9\.30am on Thursday 3 December 2026, with figures to Friday 20 Nov/,
  );
});
