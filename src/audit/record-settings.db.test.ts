import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testDatabase } from '../../test/database.ts';
import { auditKey } from './append-event.ts';
import { recordSettings } from './record-settings.ts';
import { verifyEvents } from './verify-events.ts';

const { owner } = await testDatabase({ after });
const key = auditKey('a secret of the tests that is long enough');
const record = (settings: Record<string, string>) =>
  recordSettings(owner, key, settings, new Date('2026-11-23T12:00:00Z'));
const details = async () =>
  (await owner.selectFrom('audit_event').select('detail').orderBy('event_id').execute()).map(({ detail }) => detail);

test('settings that differ from the last start are on the audit by name, and never by value', async () => {
  assert.deepEqual(await record({ PORT: '3000', SECRET: 'hunter2' }), []);
  assert.deepEqual(await record({ PORT: '3000', SECRET: 'hunter2' }), []);
  assert.equal((await details()).length, 1);
  assert.deepEqual(await record({ PORT: '3001', SECRET: 'hunter3', NEW: '' }), ['NEW', 'PORT', 'SECRET']);
  assert.deepEqual(await record({ PORT: '3001', SECRET: 'hunter3' }), ['NEW']);
  const all = await details();
  assert.equal(all.length, 3);
  assert.doesNotMatch(all.join(), /hunter|300\d/);
  assert.deepEqual((await verifyEvents(owner, key)).faults, []);
});
