import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildRegister, buildRun, buildSchool, FULL_WEEK, marksOf } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { numbersOf, readArea, tableOf } from '../area/areas.fixture.ts';
import { areaTogether } from './report.ts';

const database = await testDatabase({ after });
const URNS = [900021, 900022, 900023, 900024];
const ILL = marksOf('II', '/\\', '/\\', '/\\', '/\\');

before(async () => {
  for (const urn of [...URNS, 900029]) {
    await buildSchool(database.owner, { urn, name: `School ${urn}` });
    await buildRun(database.owner, urn);
    const last = urn === 900024 ? FULL_WEEK : ILL;
    await buildRegister(database.owner, urn, [
      { id: 1, weeks: { '2026-11-02': FULL_WEEK, '2026-11-09': FULL_WEEK, '2026-11-16': last } },
    ]);
  }
  await database.owner
    .updateTable('school')
    .set({ town: 'Leeds', postcode: 'LS1 4AB', published_phase: 'Primary' })
    .where('urn', '>=', 900021)
    .execute();
});

const read = (query: Record<string, string> = {}, urns: readonly number[] = URNS) =>
  readArea(database, areaTogether, query, { urns });

test('a code that rose at three schools, and what the schools with low attendance have in common', async () => {
  const view = await read();
  assert.deepEqual(numbersOf(tableOf(view, 'codes'), ['schools', 'share', 'before', 'names']), {
    I: ['3', '6/30', '0/60', 'School 900021, School 900022 and School 900023'],
  });
  assert.deepEqual(numbersOf(tableOf(view, 'code-schools'), ['share', 'gap'])['I:900021'], ['2/10', '2/10-0/20']);
  assert.equal(tableOf(view, 'code-schools')?.rows[0]?.href, '/schools/900021/reasons?period=week&on=2026-11-16');
  assert.deepEqual(numbersOf(tableOf(view, 'low-schools'), ['attendance', 'to_date'])['900023'], ['8/10', '28/30']);
  assert.deepEqual(numbersOf(tableOf(view, 'places'), ['kind', 'schools', 'of', 'attendance', 'to_date']), {
    'town=Leeds': ['Town', '3', '4', '24/30', '84/90'],
    'postcode=LS': ['Postcode area', '3', '4', '24/30', '84/90'],
    'phase=Primary': ['Phase', '3', '4', '24/30', '84/90'],
  });
  assert.deepEqual(numbersOf(tableOf(view, 'weeks'), ['schools', 'of']), { '2026-11-16': ['3', '4'] });
  assert.doesNotMatch(JSON.stringify(view), /900029/);
});

test('another week, two schools, and filters that the page does not have', async () => {
  const earlier = await read({ period: 'week', on: '2026-11-09' });
  assert.equal(tableOf(earlier, 'codes'), undefined);
  assert.match(earlier.message, /^In the week of 9 Nov 2026 attendance was unusually low at 0 of 4 schools/);
  const two = await read({}, URNS.slice(0, 2));
  assert.equal(tableOf(two, 'codes'), undefined);
  assert.match((await read({ gender: 'F', definition: 'published' })).selection!.ignored!, /gender=F, definition=publ/);
  assert.match((await read({ period: 'week', on: '2026-12-07' })).message, /^No school has had a full week/);
});
