import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { testDatabase } from '../../test/database.ts';
import { openDatabase } from '../store/database.ts';
import { SessionStore } from './session-store.ts';

const LIMITS = { idleMinutes: 20, hours: 8 };
const ada = { door: 'oidc', subject: 'S' } as const;
const database = await testDatabase({ after });
let now: Date;
let store: SessionStore;

beforeEach(async () => {
  now = new Date('2026-11-23T12:00:00Z');
  store = new SessionStore(database.viewer, { now: () => now }, LIMITS);
  await database.owner.deleteFrom('web_session').execute();
});

const set = (id: string, session: object) => promisify(store.set.bind(store))(id, session);
const get = (id: string) =>
  new Promise<Record<string, unknown> | null>((resolve, reject) =>
    store.get(id, (error, session) => (error ? reject(error) : resolve(session ?? null))),
  );
const destroy = (id: string) => promisify(store.destroy.bind(store))(id);
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

test('what is kept comes back, without the cookie’s own settings', async () => {
  await set('one', { cookie: { secure: true }, person: { subject: 'S' } });
  assert.deepEqual(await get('one'), { person: { subject: 'S' }, loaded: true });
  assert.equal(await get('two'), null);
});

test('the id itself is not in the table', async () => {
  await set('a-secret-id', { person: { subject: 'S' } });
  const rows = await database.owner.selectFrom('web_session').selectAll().execute();
  assert.equal(JSON.stringify(rows).includes('a-secret-id'), false);
});

test('a session ends after its idle time, which each use starts again', async () => {
  await set('one', { person: { subject: 'S' } });
  later(19);
  const session = await get('one');
  await set('one', session!);
  later(19);
  assert.notEqual(await get('one'), null);
  later(1);
  assert.equal(await get('one'), null);
});

test('a session that was ended is not brought back by a request that had read it before', async () => {
  await set('one', { person: { subject: 'S' } });
  const read = await get('one');
  await destroy('one');
  await set('one', read!);
  assert.equal(await get('one'), null);
});

test('purging deletes what is over and nothing else', async () => {
  await set('old', {});
  later(15);
  await set('new', {});
  later(6);
  assert.equal(await store.purge(), 1);
  assert.notEqual(await get('new'), null);
});

test('all sessions of one person can be ended at once', async () => {
  await set('one', { person: ada });
  await set('two', { person: ada });
  await set('other', { person: { door: 'oidc', subject: 'T' } });
  await set('another-door', { person: { door: 'idams', subject: 'S' } });
  assert.equal(await store.endAllOf('oidc:S'), 2);
  assert.equal(await get('one'), null);
  assert.notEqual(await get('other'), null);
  assert.notEqual(await get('another-door'), null);
});

test('a session ends some hours after signing in, however much it is used', async () => {
  const signedInAt = now.getTime();
  for (let minutes = 0; minutes < 480; minutes += 15) {
    await set('one', { person: ada, signedInAt, usedAt: now.getTime() });
    assert.notEqual(await get('one'), null, `after ${minutes} minutes`);
    later(15);
  }
  await set('one', { person: ada, signedInAt, usedAt: now.getTime() });
  assert.equal(await get('one'), null);
});

test('what asks for the time left does not count as use', async () => {
  const usedAt = now.getTime();
  await set('one', { person: ada, usedAt });
  later(19);
  await set('one', { person: ada, usedAt });
  later(1);
  assert.equal(await get('one'), null);
});

test('a database that is away is an error, not an empty session', async () => {
  const away = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none');
  const broken = new SessionStore(away, { now: () => now }, LIMITS);
  await assert.rejects(
    new Promise((resolve, reject) => broken.get('one', (error) => (error ? reject(error) : resolve(null)))),
  );
  await away.destroy();
});
