import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { readConnection, writeConnection } from '../store/connections.ts';
import { checkCredentials } from './check-credentials.ts';
import { sealCredentials } from './seal-credentials.ts';

const { owner } = await testDatabase({ after });
const [old, fresh] = [randomBytes(32), randomBytes(32)];
const set = {
  kind: 'direct',
  mis: 'Arbor',
  address: 'https://mis.example',
  setAt: new Date('2026-11-23'),
  setByName: 'A head',
} as const;
const sealed = sealCredentials([old], 900_001, { user: 'u', secret: 'Canary-secret' });

test('credentials that no key opens any more are told, by school, and marked; the old key brings them back', async () => {
  await writeConnection(owner, 900_001, set, sealed);
  assert.deepEqual(await checkCredentials(owner, [old]), []);
  const [wrong, ...more] = await checkCredentials(owner, [fresh]);
  assert.deepEqual(more, []);
  assert.match(wrong!, /school 900001 .*ROLLCALL_CREDENTIALS_KEY/);
  assert.doesNotMatch(wrong!, /Canary/);
  assert.equal((await readConnection(owner, 900_001))?.readable, false);
  assert.deepEqual(await checkCredentials(owner, [fresh, old]), []);
  assert.equal((await readConnection(owner, 900_001))?.readable, true);
});

test('entered again, they are readable at once', async () => {
  await checkCredentials(owner, [fresh]);
  await writeConnection(owner, 900_001, set, sealCredentials([fresh], 900_001, { user: 'u', secret: 's' }));
  assert.equal((await readConnection(owner, 900_001))?.readable, true);
});
