import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testDatabase } from '../../../test/database.ts';
import { buildAreas, HERON, numbersOf, readArea, tableOf, WREN } from '../area/areas.fixture.ts';
import { areaMoves } from './report.ts';

const database = await testDatabase({ after });
before(() => buildAreas(database.owner));

const COLUMNS = ['from', 'last_day', 'to', 'first_day', 'attendance_from', 'attendance_to'];

test('a move by UPN, and a pupil at both, with attendance at each', async () => {
  const view = await readArea(database, areaMoves);
  assert.deepEqual(numbersOf(tableOf(view, 'moves'), COLUMNS), {
    [`${HERON}:1>${WREN}:1:2026-11-16`]: [
      'Heron Primary School',
      '13 Nov 2026',
      'Wren Secondary School',
      '16 Nov 2026',
      '8/10',
      '6/10',
    ],
  });
  assert.deepEqual(Object.keys(numbersOf(tableOf(view, 'both'), COLUMNS)), [`${HERON}:2+${WREN}:2:2026-09-01`]);
  assert.equal(tableOf(view, 'moves')?.rows[0]?.head, 'Lark, Ada');
  assert.equal(tableOf(view, 'moves')?.rows[0]?.href, `/schools/${WREN}/pupils/1`);
});

test('nothing of a school outside the scope, though it has the same UPN', async () => {
  assert.doesNotMatch(JSON.stringify(await readArea(database, areaMoves)), /Secret|Foreign/);
  const alone = await readArea(database, areaMoves, {}, { urns: [HERON] });
  assert.match(alone.message, /^0 pupils moved between your schools, and 0 are/);
  assert.doesNotMatch(JSON.stringify(alone), /Wren/);
});

test('the period is that of the first day at the new school', async () => {
  const before = await readArea(database, areaMoves, { period: 'week', on: '2026-11-09' });
  assert.equal(tableOf(before, 'moves'), undefined);
  const after = await readArea(database, areaMoves, { period: 'week', on: '2026-11-16' });
  assert.equal(tableOf(after, 'moves')?.rows.length, 1);
});
