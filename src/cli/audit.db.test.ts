import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { appendEvent, auditKey } from '../audit/append-event.ts';
import { anEvent } from '../audit/event.fixture.ts';
import { auditCommand, verifyAudit } from './audit.ts';

const { owner, viewer } = await testDatabase({ after });
const key = auditKey('a secret of the tests that is long enough');

async function verify(under = key) {
  const printed = { lines: [] as string[], json: [] as unknown[] };
  const code = await verifyAudit(owner, under, {
    say: (line) => void printed.lines.push(line),
    json: (value) => void printed.json.push(value),
    wantsJson: true,
    signal: new AbortController().signal,
  });
  return { code, ...printed };
}

test('it says how many events there are, from when to when, and ends with 0 while all hold', async () => {
  assert.deepEqual((await verify()).lines, ['There is no event on the audit.']);
  await appendEvent(viewer, key, anEvent());
  await appendEvent(viewer, key, anEvent({ at: new Date('2026-11-24T16:05:00Z') }));
  await appendEvent(viewer, key, anEvent({ at: new Date('2026-11-24T17:00:00Z') }));
  const { code, lines, json } = await verify();
  assert.equal(code, 0);
  assert.deepEqual(lines, [
    '3 events, from 9.30am on Monday 23 November 2026 to 5pm on Tuesday 24 November 2026. None was changed, removed or inserted.',
  ]);
  const { head } = json[0] as { head: { eventId: number; digest: string } };
  assert.equal(head.eventId, 3);
  assert.deepEqual(json, [{ events: 3, faults: [], head }]);
});

test('under another secret it says what may be the reason', async () => {
  const { code, lines } = await verify(auditKey('another secret that is long enough'));
  assert.equal(code, 1);
  assert.match(lines.at(-1)!, /if ROLLCALL_SECRET was changed/);
});

test('it lists what does not hold, by number, and ends with 1', async () => {
  await sql`UPDATE audit_event SET name = 'x' WHERE event_id = 1`.execute(owner);
  await sql`DELETE FROM audit_event WHERE event_id = 2`.execute(owner);
  await sql`UPDATE audit_head SET event_id = 2`.execute(owner);
  const { code, lines, json } = await verify();
  assert.equal(code, 1);
  assert.deepEqual(lines.slice(1), [
    '  event 1 changed: it is not what was written under this number',
    '  event 2 removed: no row has this number',
    '  the end of the audit: the last event noted is 2, but it was 3',
  ]);
  assert.deepEqual(
    (json[0] as { faults: { what: string; eventId: number }[] }).faults.map(({ what, eventId }) => [what, eventId]),
    [
      ['changed', 1],
      ['removed', 2],
      ['head-changed', 2],
    ],
  );
});

test('another action is refused', async () => {
  await assert.rejects(auditCommand.run({}, ['erase'], {} as never), { code: 'command-invalid' });
});
