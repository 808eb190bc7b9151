import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../../../test/database.ts';
import { drawSchool, SHAPES } from './draw-school.ts';
import { loadSchool } from './load-school.ts';
import { probeFigures, probeSchool } from './probe-figures.ts';

const logins = await testDatabase({ after });
const signal = new AbortController().signal;

test('every figure on every page of a school of each odd shape is as worked out from the raw marks', async () => {
  const { findings, ...counted } = await probeFigures({
    logins,
    n: SHAPES.length,
    seed: 1,
    signal,
    progress: () => {},
  });
  assert.deepEqual(findings.slice(0, 10), []);
  assert.deepEqual([counted.schools, counted.different], [SHAPES.length, 0]);
  assert.ok(counted.figures > 5000, `${counted.figures} figures`);
});

test('a figure that is wrong in the store is found', async () => {
  const school = { ...drawSchool(2, 0), urn: 900_500 };
  await loadSchool(logins.owner, school);
  assert.deepEqual((await probeSchool(logins, school, 1)).findings, []);
  await logins.owner
    .updateTable('enrolment_year')
    .set(({ eb }) => ({ attended: eb('attended', '+', 1) }))
    .where('school_urn', '=', school.urn)
    .execute();
  const { findings } = await probeSchool(logins, school, 1);
  assert.match(findings[0] ?? '', /^School 900500 .*table .*row .*column .*expected/);
});
