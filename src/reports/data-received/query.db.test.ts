import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildIssue, buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { readDataReceived } from './report.ts';

const NOW = new Date('2026-11-23T17:00:00Z');
const logins = await testDatabase({ after });

describe('what was received', () => {
  before(async () => {
    const urn = await buildSchool(logins.owner, { mis: 'Bromcom' });
    await buildRun(logins.owner, urn, { started_at: '2026-11-20T16:30:00Z', kind: 'first', pupils: 2, marks_read: 20 });
    await buildRun(logins.owner, urn, {
      started_at: '2026-11-21T16:30:00Z',
      outcome: 'failed',
      complete: false,
      error_code: 'source-unavailable',
      error: 'down',
    });
    await buildRegister(logins.owner, urn, [
      { id: 1, forename: 'Ann', surname: 'Lee', weeks: { '2026-11-09': FULL_WEEK, '2026-11-16': FULL_WEEK } },
      { id: 2, weeks: { '2026-11-09': FULL_WEEK, '2026-11-16': marksOf('/\\', '..', '/\\', '/\\', '/\\') } },
    ]);
    await logins.owner
      .insertInto('planned_mark')
      .values({ school_urn: urn, pupil_id: 1, day: '2026-12-01', half: 'AM', mark: 'M' })
      .execute();
    for (const place of ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
      await buildIssue(logins.owner, urn, { code: 'code-unknown', place, detail: { code: 'ZZ' }, times: 3 });
    await buildIssue(logins.owner, urn, { code: 'upn-missing', place: 'pupil 1', pupilId: 1 });
    await buildIssue(logins.owner, urn, {
      code: 'upn-missing',
      place: 'pupil 2',
      pupilId: 2,
      resolvedAt: '2026-11-20T16:30:00Z',
    });
    const other = await buildSchool(logins.owner, { urn: 900002 });
    await buildRun(logins.owner, other);
    await buildIssue(logins.owner, other, { code: 'upn-missing', place: 'pupil 1' });
  });

  it('lists runs newest first, with the last success apart', async () => {
    const facts = await readDataReceived(logins.viewer, { urns: [900001] }, 900001, NOW);
    assert.deepEqual(
      facts?.runs.map(({ outcome, marksRead }) => [outcome, marksRead]),
      [
        ['failed', 0],
        ['succeeded', 20],
      ],
    );
    assert.equal(facts?.freshness.lastSucceeded?.kind, 'first');
    assert.deepEqual([facts?.school.mis, facts?.school.agreement], ['Bromcom', 'receiving']);
  });

  it('counts open issues by rule and keeps a few cases of each', async () => {
    const facts = await readDataReceived(logins.viewer, { urns: [900001] }, 900001, NOW);
    assert.deepEqual(facts?.issues.map(({ code, places, times }) => [code, places, times]).sort(), [
      ['code-unknown', 7, 21],
      ['upn-missing', 1, 1],
    ]);
    assert.equal(facts?.cases.filter(({ code }) => code === 'code-unknown').length, 5);
    assert.deepEqual(facts?.cases.find(({ code }) => code === 'upn-missing')?.surname, 'Lee');
    assert.deepEqual(facts?.cases[0]?.detail, { code: 'ZZ' });
    assert.equal(facts?.resolved, 1);
  });

  it('finds sessions without marks, marks in advance and the last mark', async () => {
    const facts = await readDataReceived(logins.viewer, { urns: [900001] }, 900001, NOW);
    assert.deepEqual(
      facts?.missing.map(({ date, half, without, onRoll }) => [date, half, without, onRoll]),
      [
        ['2026-11-17', 'PM', 1, 2],
        ['2026-11-17', 'AM', 1, 2],
      ],
    );
    assert.deepEqual(facts?.planned, { marks: 1, lastDay: '2026-12-01' });
    assert.deepEqual(facts?.lastMarked, { day: '2026-11-20', half: 'PM' });
  });

  it('sees nothing of a school outside the scope', async () => {
    assert.equal(await readDataReceived(logins.viewer, { urns: [900002] }, 900001, NOW), null);
  });
});
