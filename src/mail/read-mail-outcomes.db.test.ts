import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pino } from 'pino';
import { testDatabase } from '../../test/database.ts';
import { startNotify } from '../sandbox/notify/start-notify.ts';
import { askDeliveries } from './ask-deliveries.ts';
import { createNotifyTransport } from './create-notify-transport.ts';
import { type QueuedMail, queueMail } from './queue-mail.ts';
import { readMailOutcomes } from './read-mail-outcomes.ts';
import { sendQueuedMail } from './send-queued-mail.ts';

const START = new Date('2026-11-23T12:00:00Z');
let now = START;
const clock = { now: () => now };
const { owner } = await testDatabase({ after });
const server = await startNotify({ port: 0, clock });
after(() => server.close());
const { apiKey, templateId, url } = server;
const transport = createNotifyTransport({ apiKey, templateId, url, replyToId: null });
const lines: string[] = [];
const parts = {
  owner,
  transport,
  from: 'attendance@example.org',
  publicUrl: 'https://attendance.example.org',
  serviceName: 'Rollcall',
  invented: false,
  operatorName: 'Heronshire County Council',
  helpContact: null,
  clock,
  log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
};
const invitation = (email: string): QueuedMail => ({
  template: 'school-invited',
  facts: { school: 'Heron Primary School', urn: 900001 },
  organisation: 'school:900001',
  addressee: 'person',
  email,
});
/** @returns the mail's number */
async function invite(email: string): Promise<number> {
  await queueMail(owner, invitation(email), now);
  const { mail_id } = await owner
    .selectFrom('mail')
    .select('mail_id')
    .orderBy('mail_id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return mail_id;
}
const outcome = async (id: number) => (await readMailOutcomes(owner, [id])).get(id)!;

test('what becomes of an invitation can be followed by its number, to its delivery', async () => {
  const id = await invite('head@heron.example');
  const waiting = await outcome(id);
  assert.deepEqual([waiting.state, waiting.at, waiting.error, waiting.tries], ['waiting', START, null, 0]);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  const sent = await outcome(id);
  assert.deepEqual([sent.state, sent.error, sent.tries], ['sent', null, 1]);
  assert.equal(server.messages().at(-1)!.reference, sent.reference);
  server.setStatus(sent.reference!, 'permanent-failure');
  assert.equal(await transport.readDelivery!(sent.reference!), 'undelivered');
  assert.equal(await askDeliveries(owner, transport, ['school-invited'], now), 1);
  const bounced = await outcome(id);
  assert.deepEqual([bounced.state, bounced.error], ['given-up', 'undelivered']);
  assert.equal(await askDeliveries(owner, transport, ['school-invited'], now), 0);
});

test('an address that is refused shows while it is tried again, and is given up in the end', async () => {
  const id = await invite('nobody@heron.example');
  server.refuse(400, 'nobody@heron.example');
  await sendQueuedMail(parts);
  const refused = await outcome(id);
  assert.deepEqual([refused.state, refused.error, refused.tries], ['waiting', 'refused-400', 1]);
  for (let tries = 2; tries <= 9; tries++) {
    now = new Date(now.getTime() + 24 * 60 * 60_000);
    await sendQueuedMail(parts);
  }
  server.refuse(null);
  const given = await outcome(id);
  assert.deepEqual([given.state, given.at, given.error, given.tries], ['given-up', now, 'refused-400', 9]);
  assert.doesNotMatch(lines.join(''), /nobody@|heron/i);
  assert.ok(!lines.join('').includes(apiKey.slice(-36)));
});

test('a connection that breaks after Notify has taken the mail sends it once', async () => {
  const id = await invite('office@heron.example');
  server.breakOff();
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 1 });
  now = new Date(now.getTime() + 60_000);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  assert.equal((await outcome(id)).state, 'sent');
  assert.equal(server.messages().filter(({ to }) => to === 'office@heron.example').length, 1);
});

test('an address that no mail can be sent to is given up at once', async () => {
  const given = await outcome(await invite('no address'));
  assert.deepEqual([given.state, given.error, given.tries], ['given-up', 'address-invalid', 0]);
});

test('numbers that there are not are left out', async () => {
  assert.equal((await readMailOutcomes(owner, [999_999])).size, 0);
  assert.equal((await readMailOutcomes(owner, [])).size, 0);
});
