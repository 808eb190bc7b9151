import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildMarkChange, buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { readPupilReport } from './report.ts';

const NOW = new Date('2026-11-23T17:00:00Z');
const logins = await testDatabase({ after });

describe('one pupil', () => {
  before(async () => {
    const urn = await buildSchool(logins.owner);
    await buildRun(logins.owner, urn);
    await buildRegister(logins.owner, urn, [
      {
        id: 7,
        upn: 'A1',
        weeks: { '2025-11-17': FULL_WEEK, '2026-11-09': FULL_WEEK, '2026-11-16': marksOf('II') },
        firstDay: '2026-09-01',
      },
      { id: 8, weeks: { '2026-11-16': FULL_WEEK } },
    ]);
    await buildMarkChange(logins.owner, urn, {
      pupil: 7,
      week: '2026-11-16',
      session: 0,
      was: 'N',
      seenAt: '2026-11-18T16:30:00Z',
    });
    await buildMarkChange(logins.owner, urn, {
      pupil: 8,
      week: '2026-11-16',
      session: 1,
      was: 'O',
      seenAt: '2026-11-18T16:30:00Z',
    });
  });

  it('has its own weeks of the latest academic year, enrolments and changes, and nobody else’s', async () => {
    const facts = await readPupilReport(logins.viewer, { urns: [900001] }, 900001, 7, NOW);
    assert.deepEqual(facts?.weeks, [
      { week: '2026-11-09', marks: FULL_WEEK },
      { week: '2026-11-16', marks: marksOf('II') },
    ]);
    assert.deepEqual(facts?.enrolments, [{ firstDay: '2026-09-01', lastDay: null }]);
    assert.deepEqual(
      facts?.changes.map(({ session, was }) => [session, was]),
      [[0, 'N']],
    );
    assert.deepEqual([facts?.pupil.upn, facts?.pupil.ncYear], ['A1', '7']);
  });

  it('is not found when there is no such pupil, or outside the scope', async () => {
    assert.equal(await readPupilReport(logins.viewer, { urns: [900001] }, 900001, 99, NOW), null);
    assert.equal(await readPupilReport(logins.viewer, { urns: [900002] }, 900001, 7, NOW), null);
  });
});
