import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildSchool, buildTrust } from '../../../test/builders.ts';
import { testDatabase } from '../../../test/database.ts';
import { buildAreas, HERON, numbersOf, readArea, tableOf, WREN } from '../area/areas.fixture.ts';
import { areaSharing } from './report.ts';

const database = await testDatabase({ after });
const [REFUSED, LEFT] = [900005, 900006];

before(async () => {
  await buildAreas(database.owner);
  await buildSchool(database.owner, { urn: REFUSED, name: 'Owl School', agreement: 'declined' });
  await buildSchool(database.owner, { urn: LEFT, name: 'Rook School', agreement: 'opted-out', closed: '2026-10-01' });
  await buildTrust(database.owner, {
    uid: '5001',
    academies: [HERON, WREN, REFUSED, LEFT].map((urn) => ({ urn })),
  });
});

test('schools that share with their state, and the others with their names alone', async () => {
  const view = await readArea(database, areaSharing, {}, { urns: [HERON, WREN] });
  assert.deepEqual(numbersOf(tableOf(view, 'sharing'), ['phase', 'state', 'age']), {
    [HERON]: ['Primary', 'sharing', 'today at 4.30pm'],
    [WREN]: ['Secondary', 'sharing', 'on Friday 20 November 2026 at 4.30pm'],
  });
  assert.deepEqual(numbersOf(tableOf(view, 'not-sharing'), ['state']), { [REFUSED]: ['does not share'] });
  assert.doesNotMatch(JSON.stringify(view), /declined|opted/);
  assert.match(view.message, /^2 of 3 schools of Tern Trust share their/);
});

test('a trust none of whose schools has data, and one phase', async () => {
  const view = await readArea(database, areaSharing, { phase: 'secondary', population: 'all' }, { urns: [] });
  assert.equal(view.empty, null);
  assert.equal(tableOf(view, 'sharing'), undefined);
  assert.match(view.selection!.ignored!, /population=all/);
});
