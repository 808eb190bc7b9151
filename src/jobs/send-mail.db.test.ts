import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, test } from 'node:test';
import { pino } from 'pino';
import { testDatabase } from '../../test/database.ts';
import { createSmtpTransport } from '../mail/create-smtp-transport.ts';
import { queueMail } from '../mail/queue-mail.ts';
import type { Transport } from '../mail/transport.ts';
import { startMail } from '../sandbox/mail/start-mail.ts';
import { startMailSender } from './send-mail.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const clock = { now: () => NOW };
const { owner } = await testDatabase({ after });
const server = await startMail({ mailPort: 0, clock });
after(() => server.close());
const lines: string[] = [];
const parts = {
  owner,
  transport: createSmtpTransport(server.smtpUrl),
  from: 'attendance@example.org',
  publicUrl: 'https://attendance.example.org',
  serviceName: 'Rollcall',
  invented: true,
  operatorName: null,
  helpContact: null,
  clock,
  log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
  everyMs: 5,
};
const queue = (email: string) =>
  queueMail(
    owner,
    {
      template: 'right-taken',
      facts: { organisation: 'Heron Primary School', right: 'See sensitive items', by: 'Ann Approver' },
      organisation: 'school:900001',
      addressee: 'person',
      email,
    },
    NOW,
  );

test('it sends what is queued by itself, and nothing after it was stopped', async () => {
  const sender = startMailSender(parts);
  await queue('one@heron.example');
  while (server.messages().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await sender.stop();
  assert.deepEqual(await sender.sendNow(), { sent: 0, failed: 0 });
  assert.deepEqual(
    server.messages().map(({ to, subject }) => [to, subject]),
    [['one@heron.example', '[Invented data] A right of yours has ended: Heron Primary School']],
  );
});

test('it never overlaps itself', async () => {
  let at = 0;
  let most = 0;
  const transport: Transport = {
    send: async () => {
      most = Math.max(most, ++at);
      await new Promise((resolve) => setTimeout(resolve, 20));
      at--;
    },
  };
  for (const who of ['a', 'b', 'c']) await queue(`${who}@heron.example`);
  const sender = startMailSender({ ...parts, transport });
  const counts = await Promise.all([sender.sendNow(), sender.sendNow()]);
  await sender.stop();
  assert.deepEqual([counts[0].sent + counts[1].sent, most], [3, 1]);
});

test('stopping breaks a message off that a silent server holds up, and it waits for its next try', async (t) => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  t.after(() => silent.close());
  await new Promise((resolve) => silent.once('listening', resolve));
  await queue('held-up@heron.example');
  const { port } = silent.address() as { port: number };
  const sender = startMailSender({ ...parts, transport: createSmtpTransport(`smtp://127.0.0.1:${port}`), graceMs: 50 });
  const run = sender.sendNow();
  const connected = new Promise((resolve) => silent.once('connection', resolve));
  await connected;
  await sender.stop();
  assert.deepEqual(await run, { sent: 0, failed: 1 });
  const { error, given_up_at } = await owner
    .selectFrom('mail')
    .selectAll()
    .where('email', '=', 'held-up@heron.example')
    .executeTakeFirstOrThrow();
  assert.deepEqual({ error, given_up_at }, { error: 'stopped', given_up_at: null });
});

test('a run that fails does not end the sending, and its words are not logged', async () => {
  await queue('later@heron.example');
  let broken = true;
  const now = () => {
    if (broken) throw new Error('a fault about Zoë');
    return NOW;
  };
  const sender = startMailSender({ ...parts, clock: { now } });
  assert.deepEqual(await sender.sendNow(), { sent: 0, failed: 0 });
  broken = false;
  assert.deepEqual(await sender.sendNow(), { sent: 1, failed: 0 });
  await sender.stop();
  assert.match(lines.join(''), /sending mail did not work/);
  assert.doesNotMatch(lines.join(''), /Zoë/);
});

test('without a mail server it says so once; with a sender that is no address it does not start', async () => {
  lines.length = 0;
  const sender = startMailSender({ ...parts, transport: null, from: '' });
  await sender.sendNow();
  await sender.sendNow();
  await sender.stop();
  assert.equal(lines.length, 1);
  assert.match(lines[0]!, /ROLLCALL_SMTP_URL/);
  assert.throws(() => startMailSender({ ...parts, from: '' }), { code: 'setting-invalid' });
});
