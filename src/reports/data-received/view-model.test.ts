import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunRow } from './query.ts';
import type { ReceivedFacts } from './report.ts';
import { nextCollectionText, viewDataReceived } from './view-model.ts';

const run = (change: Partial<RunRow> = {}): RunRow => ({
  kind: 'complete',
  outcome: 'succeeded',
  complete: true,
  startedAt: new Date('2026-11-23T16:30:00Z'),
  finishedAt: new Date('2026-11-23T16:31:00Z'),
  heldDate: '2026-11-23',
  heldHalf: 'PM',
  error: null,
  pupils: 214,
  marksRead: 9876,
  marksNew: 428,
  changed: 12,
  removed: 3,
  planned: 5,
  late: 2,
  refused: 1,
  ...change,
});
const EMPTY: ReceivedFacts = {
  school: { urn: 900001, name: 'Test School (invented)', invented: true, agreement: 'receiving', mis: 'Arbor' },
  freshness: { last: null, lastSucceeded: null },
  now: new Date('2026-11-23T17:00:00Z'),
  firstCollected: null,
  runs: [],
  planned: { marks: 0, lastDay: null },
  issues: [],
  cases: [],
  resolved: 0,
  lastMarked: null,
  missing: [],
  missingFrom: null,
};
const FACTS: ReceivedFacts = {
  ...EMPTY,
  runs: [run()],
  freshness: { last: run(), lastSucceeded: run() },
  lastMarked: { day: '2026-11-23', half: 'PM' },
  missingFrom: '2026-11-02',
};

describe('viewDataReceived', () => {
  it('has words for a school that was never collected', () => {
    const view = viewDataReceived(EMPTY, []);
    assert.deepEqual([view.lastRun, view.runs, view.missing.table], [null, null, null]);
    assert.equal(view.issuesText, 'Nothing has been checked yet.');
    assert.equal(view.planned, 'No marks have been entered for sessions to come.');
    assert.equal(view.missing.text, 'There are no marks yet.');
  });

  it('tells of which day the characteristics of the first weeks are, once there is one', () => {
    assert.equal(viewDataReceived(EMPTY, []).characteristics, null);
    assert.equal(
      viewDataReceived({ ...FACTS, firstCollected: new Date('2026-09-07T15:30:00Z') }, []).characteristics,
      'The first collection, on Monday 7 September 2026, used each pupil’s characteristics of that day, such as the year group, for all earlier weeks of the academic year. Later changes count from when they are collected, not backwards.',
    );
  });

  it('tells what the last run did, and what it left out', () => {
    const view = viewDataReceived(FACTS, []);
    assert.deepEqual(
      view.lastRun?.slice(0, 3).map(({ value }) => value),
      ['Today at 4.30pm', 'Complete: everything in its window was read', 'Succeeded'],
    );
    assert.equal(view.lastRun?.[4]?.value, '9,876: 428 new, 12 changed, 3 taken out');
    assert.equal(
      view.lastRun?.[5]?.value,
      '1 mark not readable, or not of a pupil who is collected; 2 changes made after the refresh period',
    );
    assert.deepEqual(view.runs?.rows[0]?.cells, ['Complete', 'Succeeded', '214', '9,876', '428', '12', '3', '3']);
  });

  it('gives no counts of a run that failed, and says why it did', () => {
    const failed = run({ outcome: 'failed', error: 'The source did not answer.' });
    const view = viewDataReceived({ ...FACTS, runs: [failed] }, []);
    assert.deepEqual(view.lastRun?.map(({ value }) => value).slice(2), ['Failed: The source did not answer.']);
    assert.deepEqual(view.runs?.rows[0]?.cells.slice(2), ['–', '–', '–', '–', '–', '–']);
  });

  it('lists sessions without marks, and says so when there is none', () => {
    assert.equal(
      viewDataReceived(FACTS, []).missing.text,
      'Every pupil on roll has a mark for every session held in the last 4 weeks that have marks (from Monday 2 November 2026).',
    );
    const missing = [
      { date: '2026-11-20', half: 'PM', without: 31, onRoll: 214, wholeYears: ['X', '8'] },
      { date: '2026-11-19', half: 'AM', without: 214, onRoll: 214, wholeYears: [] },
      { date: '2026-11-18', half: 'AM', without: 2, onRoll: 214, wholeYears: [] },
    ] as const;
    const { table } = viewDataReceived({ ...FACTS, missing }, []).missing;
    assert.deepEqual(
      table?.rows.map(({ head, cells }) => [head, ...cells]),
      [
        ['Friday 20 November 2026, afternoon', '31', '214', 'All of Year 8, National curriculum not followed'],
        [
          'Thursday 19 November 2026, morning',
          '214',
          '214',
          'No marks at all: a closure that was not entered, or a register not taken',
        ],
        ['Wednesday 18 November 2026, morning', '2', '214', 'Some pupils'],
      ],
    );
  });

  it('says that marks have stopped coming', () => {
    const view = viewDataReceived({ ...FACTS, lastMarked: { day: '2026-11-18', half: 'AM' } }, []);
    assert.match(
      view.missing.silence!,
      /^No mark has come in since Wednesday 18 November 2026, morning: 3 weekdays without any\./,
    );
    assert.equal(viewDataReceived(FACTS, []).missing.silence, null);
  });

  it('groups issues by rule, worst first, with what to do and links to pupils', () => {
    const seen = { firstSeenAt: new Date('2026-11-16T16:30:00Z'), lastSeenAt: new Date('2026-11-23T16:30:00Z') };
    const view = viewDataReceived(
      {
        ...FACTS,
        resolved: 1,
        issues: [
          { code: 'upn-missing', places: 2, times: 2, ...seen },
          { code: 'code-unknown', places: 7, times: 40, ...seen },
          { code: 'of-a-newer-version', places: 1, times: 1, ...seen },
        ],
        cases: [
          {
            code: 'upn-missing',
            place: 'pupil 17',
            detail: {},
            pupil: 17,
            forename: 'Ann',
            surname: '<Lee>',
            times: 1,
            ...seen,
          },
        ],
      },
      [],
    );
    assert.deepEqual(
      view.issues.map(({ severity }) => severity),
      ['Not stored', 'Check', 'Check'],
    );
    const upn = view.issues.find(({ title }) => title === 'Pupils without a UPN');
    assert.deepEqual(
      [upn?.count, upn?.seen, upn?.more],
      ['2 times', 'First seen 16 Nov 2026, last seen 23 Nov 2026', 'And 1 more like this.'],
    );
    assert.deepEqual(upn?.cases[0]?.pupil, { name: '<Lee>, Ann', href: '/schools/900001/pupils/17' });
    assert.equal(
      view.issuesText,
      '3 kinds of issue found in what your MIS sent. 1 issue found earlier has been put right.',
    );
  });
});

describe('nextCollectionText', () => {
  it('is the next time on a school day, over weekends and bank holidays', () => {
    assert.equal(
      nextCollectionText(new Date('2026-11-23T10:00:00Z'), ['16:30', '10:30']),
      'Monday 23 November 2026 at 10.30am, if school is open',
    );
    assert.equal(
      nextCollectionText(new Date('2026-11-27T17:00:00Z'), ['16:30']),
      'Monday 30 November 2026 at 4.30pm, if school is open',
    );
    assert.equal(
      nextCollectionText(new Date('2026-12-24T17:00:00Z'), ['16:30']),
      'Tuesday 29 December 2026 at 4.30pm, if school is open',
    );
    assert.equal(nextCollectionText(new Date('2026-11-23T10:00:00Z'), []), null);
  });
});
