import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { readPupilList } from './report.ts';

const NOW = new Date('2026-11-23T17:00:00Z');
const logins = await testDatabase({ after });

describe('the list of pupils', () => {
  before(async () => {
    const urn = await buildSchool(logins.owner);
    await buildRun(logins.owner, urn);
    await buildRegister(logins.owner, urn, [
      {
        id: 1,
        forename: "Robert'); DROP TABLE pupil;--",
        surname: '<b>O’Brien</b>',
        upn: 'A1',
        weeks: { '2026-11-16': marksOf('II', '/\\'), '2025-11-17': FULL_WEEK },
      },
      { id: 2, weeks: { '2026-11-16': FULL_WEEK }, lastDay: '2026-11-20', characteristics: { ncYear: '8' } },
      { id: 3, firstDay: '2026-11-23' },
      { id: 4, weeks: { '2025-11-17': FULL_WEEK }, lastDay: '2026-07-17' },
    ]);
    const other = await buildSchool(logins.owner, { urn: 900002 });
    await buildRegister(logins.owner, other, [{ id: 1, weeks: { '2026-11-16': FULL_WEEK } }]);
  });

  it('holds who is on roll or had marks this year, with this year’s sessions', async () => {
    const pupils = (await readPupilList(logins.viewer, { urns: [900001] }, 900001, NOW))!.pupils.toSorted(
      (a, b) => a.id - b.id,
    );
    assert.deepEqual(
      pupils.map(({ id, ncYear, attended, authorised, lastDay }) => [id, ncYear, attended, authorised, lastDay]),
      [
        [1, '7', 2, 2, null],
        [2, '8', 10, 0, '2026-11-20'],
        [3, '7', 0, 0, null],
      ],
    );
    assert.equal(pupils[0]?.forename, "Robert'); DROP TABLE pupil;--");
  });

  it('is not there outside the scope', async () => {
    assert.equal(await readPupilList(logins.viewer, { urns: [900002] }, 900001, NOW), null);
    assert.equal(await readPupilList(logins.viewer, { urns: [] }, 900001, NOW), null);
  });

  it('knows no school that is not in the list', async () => {
    assert.equal(await readPupilList(logins.viewer, { urns: [123] }, 123, NOW), null);
  });
});
