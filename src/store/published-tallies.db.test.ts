import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { buildRegister, buildSchool, FULL_WEEK, marksOf } from '../../test/builders.ts';
import { testDatabase } from '../../test/database.ts';
import { migrate } from './migrate.ts';

const { owner, statistics } = await testDatabase({ after });
const NOW = new Date('2026-11-23T12:00:00Z');

await buildSchool(owner, { urn: 900001 });
await buildRegister(owner, 900001, [
  { id: 1, weeks: { '2026-08-31': FULL_WEEK, '2026-10-05': FULL_WEEK, '2026-10-12': marksOf('II', '/\\') } },
  { id: 2, weeks: { '2026-10-05': FULL_WEEK }, characteristics: { ncYear: 'R' } },
  { id: 3, weeks: { '2026-10-05': FULL_WEEK }, characteristics: { freeSchoolMeals: true } },
]);
await buildSchool(owner, { urn: 900002 });
await buildRegister(owner, 900002, [{ id: 1, weeks: { '2026-10-05': FULL_WEEK }, characteristics: { ncYear: 'R' } }]);

const readAll = async () =>
  (
    await sql<{ urn: number; pupil_group: string; rules: string; days: string; weeks: string }>`
    SELECT school_urn AS urn, pupil_group, rules, days, weeks FROM tally_published ORDER BY 1, 2`.execute(statistics)
  ).rows;

test('a register has its published tallies beside it, which the statistics login reads of all schools', async () => {
  const rows = await readAll();
  assert.deepEqual(
    rows.filter(({ urn }) => urn === 900001).map(({ pupil_group, days, weeks }) => [pupil_group, days, weeks]),
    [
      [
        'all',
        '63 2 /2\\2\n64 2 /2\\2\n65 2 /2\\2\n66 2 /2\\2\n67 2 /2\\2\n70 1 I2\n71 1 /1\\1',
        '9a 5 10 /10\\10 a2 a2\n10a 2 2 /1I2\\1 a1c1 a1c1',
      ],
      ['free_school_meals=no', '', '9a 5 5 /5\\5 a1 a1\n10a 2 2 /1I2\\1 c1 c1'],
      ['free_school_meals=yes', '', '9a 5 5 /5\\5 a1 a1'],
      ['gender=F', '', '9a 5 10 /10\\10 a2 a2\n10a 2 2 /1I2\\1 a1c1 a1c1'],
      ['sen=none', '', '9a 5 10 /10\\10 a2 a2\n10a 2 2 /1I2\\1 a1c1 a1c1'],
    ],
  );
  assert.deepEqual(
    rows.filter(({ urn }) => urn === 900002).map(({ pupil_group, days, weeks }) => [pupil_group, days, weeks]),
    [['all', '', '']],
  );
});

test('starting makes rows that are not there, or that were made under other rules, and no others', async () => {
  const before = await readAll();
  await sql`DELETE FROM tally_published WHERE school_urn = 900001`.execute(owner);
  await sql`UPDATE tally_published SET rules = 'as they were', weeks = 'as it was' WHERE school_urn = 900002`.execute(
    owner,
  );
  await migrate(owner, NOW);
  assert.deepEqual(await readAll(), before);
  await sql`UPDATE tally_published SET weeks = 'made under the rules in force'`.execute(owner);
  await migrate(owner, NOW);
  assert.deepEqual([...new Set((await readAll()).map(({ weeks }) => weeks))], ['made under the rules in force']);
});
