import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { readSchoolOverview } from './report.ts';

const NOW = new Date('2026-11-23T17:00:00Z');

const logins = await testDatabase({ after });

describe('the overview’s queries', () => {
  before(async () => {
    const urn = await buildSchool(logins.owner);
    await buildRun(logins.owner, urn);
    await buildRegister(logins.owner, urn, [
      {
        id: 1,
        weeks: {
          '2026-11-09': FULL_WEEK,
          '2026-11-16': marksOf('II', 'II', '/\\', '/\\', '/\\'),
          '2026-11-23': marksOf('/\\'),
        },
      },
      { id: 2, weeks: { '2026-11-09': FULL_WEEK, '2026-11-16': FULL_WEEK, '2026-11-23': marksOf('O.') } },
      { id: 3, characteristics: { ncYear: 'R' }, weeks: { '2026-11-16': FULL_WEEK } },
    ]);
    const other = await buildSchool(logins.owner, { urn: 900002 });
    await buildRegister(logins.owner, other, [
      { id: 1, weeks: { '2026-11-16': marksOf('OO', 'OO', 'OO', 'OO', 'OO') } },
    ]);
  });

  it('counts years 1 to 11 unless all year groups are asked for', async () => {
    const statistical = await readSchoolOverview(logins.viewer, { urns: [900001] }, 900001, null, NOW);
    assert.equal(statistical?.figures?.population, 'statistical');
    assert.deepEqual(
      statistical?.figures?.weeks.map(({ week, attended, authorised, unauthorised }) => [
        week,
        attended,
        authorised,
        unauthorised,
      ]),
      [
        ['2026-11-09', 20, 0, 0],
        ['2026-11-16', 16, 4, 0],
        ['2026-11-23', 2, 0, 1],
      ],
    );
    const all = await readSchoolOverview(logins.viewer, { urns: [900001] }, 900001, 'all', NOW);
    assert.equal(all?.figures?.weeks[1]?.attended, 26);
  });

  it('takes the last week held to its end, and the latest day with its pupils', async () => {
    const figures = (await readSchoolOverview(logins.viewer, { urns: [900001] }, 900001, null, NOW))?.figures;
    assert.deepEqual([figures?.fullWeek?.row.week, figures?.fullWeek?.pupils], ['2026-11-16', 2]);
    assert.deepEqual(
      figures?.day?.halves.map(({ day, half, attended, unauthorised }) => [day, half, attended, unauthorised]),
      [
        ['2026-11-23', 'AM', 1, 1],
        ['2026-11-23', 'PM', 1, 0],
      ],
    );
    assert.equal(figures?.day?.pupils, 2);
    assert.deepEqual(figures?.taught, { from: '2026-11-09', to: '2026-11-23' });
  });

  it('passes over a last day that has the marks of less than half the pupils', async () => {
    const urn = await buildSchool(logins.owner, { urn: 900003 });
    await buildRun(logins.owner, urn);
    const usual = { '2026-11-16': FULL_WEEK };
    await buildRegister(logins.owner, urn, [
      { id: 1, weeks: { ...usual, '2026-11-23': marksOf('V.') } },
      { id: 2, weeks: usual },
      { id: 3, weeks: usual },
    ]);
    const day = (await readSchoolOverview(logins.viewer, { urns: [urn] }, urn, null, NOW))?.figures?.day;
    assert.deepEqual(
      [day?.halves[0]?.day, day?.pupils, day?.begun],
      ['2026-11-20', 3, { day: '2026-11-23', pupils: 1 }],
    );
  });

  it('gives bands to date by group, as numbers', async () => {
    const bands = (await readSchoolOverview(logins.viewer, { urns: [900001] }, 900001, null, NOW))?.figures?.bands;
    // Pupil 1 missed 4 of 22 (18%), pupil 2 missed 1 of 21 (under 5%), the pupil of reception none of 10.
    assert.deepEqual(bands?.get('statistical'), [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(bands?.get('all'), [2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual(bands?.get('nc_year=R'), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('sees nothing of a school outside the scope', async () => {
    assert.equal(await readSchoolOverview(logins.viewer, { urns: [900002] }, 900001, null, NOW), null);
  });
});
