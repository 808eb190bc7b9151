import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunFacts } from './query.ts';
import { viewFreshness } from './view-model.ts';

const run = (change: Partial<RunFacts> = {}): RunFacts => ({
  kind: 'complete',
  outcome: 'succeeded',
  complete: true,
  startedAt: new Date('2026-11-20T16:30:00Z'),
  finishedAt: new Date('2026-11-20T16:31:00Z'),
  heldDate: '2026-11-20',
  heldHalf: 'PM',
  error: null,
  ...change,
});
const succeeded = run();

describe('viewFreshness', () => {
  it('tells the age of the data and as of when they are known', () => {
    const view = viewFreshness({ last: succeeded, lastSucceeded: succeeded }, new Date('2026-11-20T17:00:00Z'));
    assert.deepEqual(view, {
      text: 'Last collected today at 4.30pm: complete.',
      warning: null,
      asKnown: 'as known at 4.30pm on Friday 20 November 2026',
    });
  });

  it('does not warn on the next school day, and does after a whole one was missed', () => {
    const at = (now: string) => viewFreshness({ last: succeeded, lastSucceeded: succeeded }, new Date(now)).warning;
    assert.equal(at('2026-11-23T09:00:00Z'), null);
    assert.equal(
      at('2026-11-24T09:00:00Z'),
      'No collection has succeeded for more than 1 school day. The figures may be out of date.',
    );
  });

  it('warns when the last run failed, and keeps the time of the last success', () => {
    const failed = run({ outcome: 'failed', startedAt: new Date('2026-11-23T16:30:00Z'), error: 'down' });
    const view = viewFreshness({ last: failed, lastSucceeded: succeeded }, new Date('2026-11-23T17:00:00Z'));
    assert.equal(view.warning, 'The last collection, today at 4.30pm, failed. The figures may be out of date.');
    assert.match(view.asKnown!, /Friday 20 November/);
  });

  it('says what happens before the first success', () => {
    const now = new Date('2026-11-20T16:32:00Z');
    assert.deepEqual(viewFreshness({ last: null, lastSucceeded: null }, now), {
      text: 'Nothing has been collected from this school yet.',
      warning: null,
      asKnown: null,
    });
    const running = run({ outcome: 'running' });
    assert.equal(
      viewFreshness({ last: running, lastSucceeded: null }, now).warning,
      'The first collection started today at 4.30pm and is still running.',
    );
    const failed = run({ outcome: 'failed' });
    assert.equal(
      viewFreshness({ last: failed, lastSucceeded: null }, now).warning,
      'The first collection, today at 4.30pm, failed. It will be tried again.',
    );
  });
});
