import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../../test/database.ts';
import { appendEvent, auditKey } from '../audit/append-event.ts';
import { anEvent } from '../audit/event.fixture.ts';
import { auditCommand, readKeptHead, verifyAudit } from './audit.ts';

const { owner, viewer } = await testDatabase({ after });
const key = auditKey('a secret of the tests that is long enough');

async function verify(under = key, kept: Parameters<typeof verifyAudit>[3] = null) {
  const printed = { lines: [] as string[], json: [] as unknown[] };
  const context = {
    say: (line: string) => void printed.lines.push(line),
    json: (value: unknown) => void printed.json.push(value),
    wantsJson: true,
    signal: new AbortController().signal,
  };
  const code = await verifyAudit(owner, under, context, kept);
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

test('a head that was kept is checked, as the whole line, as its head or as the digest', async () => {
  const line = (await verify()).json[0] as { head: { eventId: number; digest: string } };
  const { head } = line;
  for (const text of [JSON.stringify(line), JSON.stringify(head), ` ${head.digest}\n`])
    assert.deepEqual(readKeptHead(text), head);
  const { code, lines } = await verify(key, head);
  assert.deepEqual([code, lines.at(-1)], [0, 'Event 3 is what it was when the head was kept.']);
  const later = { eventId: 7, digest: head.digest.replace(/^3/, '7') };
  const failed = await verify(key, later);
  assert.equal(failed.code, 1);
  assert.match(
    failed.lines.at(-1)!,
    /^ {2}event 7: the head that was given was not written under this ROLLCALL_SECRET/,
  );
  assert.deepEqual((failed.json[0] as { faults: { what: string }[] }).faults.length, 1);
});

test('what is not a head is refused before anything is read', async () => {
  for (const head of ['', '3', '{', '{"head":null}', '{"eventId":3}', 'null', '{"events":0,"faults":[],"head":null}'])
    await assert.rejects(auditCommand.run({ head }, ['verify'], {} as never), { code: 'command-invalid' }, head);
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
