import assert from 'node:assert/strict';
import { test } from 'node:test';
import { londonInstant } from '../../domain/sessions/london.ts';
import { expectedMark, type MarkEvent, type ReconciledRun } from './expected-mark.ts';

const MONDAY = '2026-10-05';
const run = (date: string, complete = true): ReconciledRun => ({
  startedAt: londonInstant(date, '16:30'),
  finishedAt: londonInstant(date, '16:31'),
  complete,
  held: { date, half: 'PM' },
});
const event = (date: string, mark: string | null): MarkEvent => [londonInstant(date, '09:15').getTime(), mark];
const expect = (events: MarkEvent[], ...runs: ReconciledRun[]) => expectedMark(events, MONDAY, 'AM', runs, 7);

test('while the period is open, the mark at the last run', () => {
  const events = [event(MONDAY, 'N'), event('2026-10-07', 'I')];
  assert.deepEqual(expect(events, run(MONDAY)).marks, ['N']);
  assert.deepEqual(expect(events, run(MONDAY), run('2026-10-08', false)).marks, ['I']);
});

test('once closed, the mark at the first complete run on or after the seventh day', () => {
  const events = [event(MONDAY, 'N'), event('2026-10-15', 'I')];
  assert.deepEqual(expect(events, run(MONDAY), run('2026-10-12'), run('2026-10-19')).marks, ['N']);
  assert.deepEqual(expect(events, run(MONDAY), run('2026-10-12', false), run('2026-10-19')).marks, ['I']);
});

test('a mark that comes after the period has closed fills a gap', () => {
  assert.deepEqual(expect([event('2026-10-14', '/')], run(MONDAY), run('2026-10-12'), run('2026-10-19')).marks, [
    null,
    '/',
  ]);
});

test('a removed mark waits for a complete run', () => {
  const events = [event(MONDAY, '/'), event('2026-10-06', null)];
  assert.deepEqual(expect(events, run(MONDAY), run('2026-10-07', false)), { marks: [null], awaiting: ['/'] });
  assert.deepEqual(expect(events, run(MONDAY), run('2026-10-07', false), run('2026-10-08')), {
    marks: [null],
    awaiting: [],
  });
});

test('nothing is expected of a session that no run could have seen', () => {
  assert.deepEqual(expect([event(MONDAY, '/')], run('2026-10-02')).marks, [null]);
});

test('a change while a run was reading may have been seen or not', () => {
  const during: MarkEvent = [londonInstant(MONDAY, '16:30').getTime() + 30_000, 'I'];
  assert.deepEqual(expect([event(MONDAY, 'N'), during], run(MONDAY)).marks, ['N', 'I']);
});
