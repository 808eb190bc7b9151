import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { pino } from 'pino';
import { testDatabase } from '../../test/database.ts';
import { startMail } from '../sandbox/mail/start-mail.ts';
import { withScope } from '../store/database.ts';
import { takeMail } from '../store/mail.ts';
import type { MemberTable } from '../store/tables.ts';
import { createSmtpTransport } from './create-smtp-transport.ts';
import { MailFailure } from './mail-errors.ts';
import { type QueuedMail, queueMail } from './queue-mail.ts';
import { type SendParts, sendQueuedMail } from './send-queued-mail.ts';
import type { Transport } from './transport.ts';

const START = new Date('2026-11-23T12:00:00Z');
const { owner, viewer } = await testDatabase({ after });
let now = START;
const clock = { now: () => now };
const server = await startMail({ mailPort: 0, clock });
after(() => server.close());
const lines: string[] = [];
const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });

const parts: SendParts = {
  owner,
  transport: createSmtpTransport(server.smtpUrl),
  from: 'Attendance <attendance@example.org>',
  publicUrl: 'https://attendance.example.org',
  serviceName: 'Rollcall',
  invented: false,
  operatorName: null,
  helpContact: null,
  clock,
  log,
};
const SCHOOL = 'school:900001';
const ASKED = {
  template: 'right-asked',
  facts: {
    requestId: 12,
    organisation: 'Heron Primary School',
    right: 'See sensitive items',
    name: 'Zoë Ó Súilleabháin',
    email: 'zoe@heron.example',
    reason: 'I lead our work\nfor looked after children.',
    overdueOn: '2026-11-30',
  },
  organisation: SCHOOL,
  addressee: 'approvers',
} as const satisfies QueuedMail;
const GRANTED = {
  template: 'right-granted',
  facts: { organisation: 'Heron Primary School', right: 'See sensitive items', by: 'Ann Approver' },
  organisation: SCHOOL,
  addressee: 'person',
  email: 'zoe@heron.example',
} as const satisfies QueuedMail;

let seen = 0;
const came = () => server.messages().slice(seen);
const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));
const queue = (mail: QueuedMail) => queueMail(owner, mail, now);
const row = () => owner.selectFrom('mail').selectAll().executeTakeFirstOrThrow();

async function addMember(email: string, duty: MemberTable['duty'], organisation = SCHOOL): Promise<void> {
  await owner
    .insertInto('member')
    .values({ organisation, email, duty, person: null, name: null, added_at: START, added_by: 'test' })
    .execute();
}

beforeEach(async () => {
  await sql`TRUNCATE mail, member`.execute(owner);
  now = START;
  seen = server.messages().length;
  lines.length = 0;
  server.refuse(null);
});

test('mail queued by a page under its own login reaches the approver, word for word', async () => {
  await addMember('head@heron.example', 'approver');
  await addMember('office@heron.example', 'member');
  await addMember('head@other.example', 'approver', 'school:900002');
  await withScope(viewer, { urns: [] }, (transaction) => queueMail(transaction, ASKED, now));
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  const [mail, ...others] = came();
  assert.deepEqual(others, []);
  assert.deepEqual([mail!.to, mail!.from], ['head@heron.example', 'Attendance <attendance@example.org>']);
  assert.equal(mail!.subject, 'Please decide a request: Zoë Ó Súilleabháin, Heron Primary School');
  assert.match(mail!.text, /^> I lead our work\n> for looked after children\.$/m);
  assert.match(mail!.text, /^https:\/\/attendance\.example\.org\/approvals\/12$/m);
  const { sent_at, error, tries } = await row();
  assert.deepEqual({ sent_at, error, tries }, { sent_at: START, error: null, tries: 1 });
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 0 });
  assert.equal(came().length, 1);
});

test('mail of a transaction that is undone is not sent, and a page reads no mail', async () => {
  await addMember('head@heron.example', 'approver');
  await assert.rejects(
    withScope(viewer, { urns: [] }, async (transaction) => {
      await queueMail(transaction, ASKED, now);
      throw new Error('undone');
    }),
  );
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 0 });
  await assert.rejects(
    withScope(viewer, { urns: [], operator: true }, (transaction) =>
      transaction.selectFrom('mail').selectAll().execute(),
    ),
    /permission denied/,
  );
});

test('each of several approvers gets a message of their own', async () => {
  await addMember('a@heron.example', 'approver');
  await addMember('b@heron.example', 'approver');
  await queue(ASKED);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  assert.deepEqual(
    came().map(({ to, recipients }) => [to, ...recipients]),
    [
      ['a@heron.example', 'a@heron.example'],
      ['b@heron.example', 'b@heron.example'],
    ],
  );
  const ids = came().map(({ messageId }) => messageId);
  assert.equal(new Set(ids).size, 2);
  assert.doesNotMatch(ids.join(), /heron/);
});

test('who approves when it is sent counts, not who did when it was queued', async () => {
  await addMember('before@heron.example', 'approver');
  await queue(ASKED);
  await sql`TRUNCATE member`.execute(owner);
  await addMember('after@heron.example', 'approver');
  await sendQueuedMail(parts);
  assert.deepEqual(
    came().map(({ to }) => to),
    ['after@heron.example'],
  );
});

test('where nobody approves any more it goes to the operators, in their words', async () => {
  await addMember('ops@service.example', 'operator', 'operator');
  await addMember('numbers@service.example', 'analyst', 'operator');
  await queue(ASKED);
  await sendQueuedMail(parts);
  const [mail, ...others] = came();
  assert.deepEqual([mail!.to, others], ['ops@service.example', []]);
  assert.match(mail!.text, /has nobody who decides requests/);
});

test('with nobody to send to it is given up, and says so', async () => {
  await queue(ASKED);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 1 });
  const { given_up_at, error } = await row();
  assert.deepEqual({ given_up_at, error }, { given_up_at: START, error: 'nobody' });
});

test('a server that answers 4xx or 5xx, or is down, is tried again after growing pauses, then no more', async () => {
  await queue(GRANTED);
  server.refuse(451);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 1 });
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 0 }, 'not before its time');
  assert.equal((await row()).error, 'refused-451');
  server.refuse(550);
  for (const minutes of [1, 5, 30]) {
    later(minutes - 0.1);
    assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 0 });
    later(0.1);
    assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 1 });
  }
  later(120);
  const down = { ...parts, transport: createSmtpTransport('smtp://127.0.0.1:1') };
  assert.deepEqual(await sendQueuedMail(down), { sent: 0, failed: 1 });
  assert.equal((await row()).error, 'server-unreachable');
  // A server that is down for a weekend is still tried on Monday.
  for (const minutes of [720, 1440, 1440, 1440]) {
    assert.equal((await row()).given_up_at, null);
    later(minutes);
    assert.deepEqual(await sendQueuedMail(down), { sent: 0, failed: 1 });
  }
  assert.deepEqual((await row()).given_up_at, now);
  later(10_000);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 0 });
  assert.equal(came().length, 0);
});

test('what failed is sent once the server takes it, and its error is gone', async () => {
  await queue(GRANTED);
  server.refuse(421);
  await sendQueuedMail(parts);
  server.refuse(null);
  later(1);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  const { error, tries } = await row();
  assert.deepEqual({ error, tries }, { error: null, tries: 2 });
});

test('when one of two addresses is refused, only that one is tried again', async () => {
  await addMember('a@heron.example', 'approver');
  await addMember('b@heron.example', 'approver');
  await queue(ASKED);
  server.refuse(450, 'a@heron.example');
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 1 });
  server.refuse(null);
  later(1);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  assert.deepEqual(
    came().map(({ to }) => to),
    ['b@heron.example', 'a@heron.example'],
  );
});

test('a server that is down is not tried for every mail that waits', async () => {
  await queue(GRANTED);
  await queue(GRANTED);
  let tried = 0;
  const down: Transport = {
    send: async () => {
      tried++;
      throw new MailFailure('server-slow', true);
    },
  };
  assert.deepEqual(await sendQueuedMail({ ...parts, transport: down }), { sent: 0, failed: 1 });
  assert.equal(tried, 1);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
});

test('two senders at once send each mail once', async () => {
  for (let number = 1; number <= 12; number++) await queue({ ...GRANTED, email: `p${number}@heron.example` });
  const [one, other] = await Promise.all([sendQueuedMail(parts), sendQueuedMail(parts)]);
  assert.equal(one.sent + other.sent, 12);
  assert.ok(one.sent > 0 && other.sent > 0);
  assert.equal(new Set(came().map(({ to }) => to)).size, 12);
  assert.equal(came().length, 12);
});

test('mail that one sender is taking is passed over by another, which does not wait', async () => {
  await queue(GRANTED);
  await queue({ ...GRANTED, email: 'other@heron.example' });
  await owner.transaction().execute(async (one) => {
    const first = await takeMail(one, now, later(10));
    const second = await owner.transaction().execute(async (other) => {
      await sql`SET LOCAL lock_timeout = '2s'`.execute(other);
      return takeMail(other, START, now);
    });
    assert.deepEqual([first!.email, second!.email], ['zoe@heron.example', 'other@heron.example']);
  });
});

test('a sender that dies after sending loses nothing: it is sent again with the same Message-ID', async () => {
  await queue(GRANTED);
  const dying: Transport = {
    send: async (mail) => {
      await parts.transport!.send(mail);
      throw new Error('the process ended here');
    },
  };
  await assert.rejects(sendQueuedMail({ ...parts, transport: dying }), /ended here/);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 0 }, 'still taken');
  later(11);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  const [first, second] = came();
  assert.equal(first!.messageId, second!.messageId);
});

test('a sender that comes back late does not undo what another one did', async () => {
  await queue(GRANTED);
  const late: Transport = {
    send: async () => {
      later(11);
      assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
      throw new MailFailure('server-slow', true);
    },
  };
  await sendQueuedMail({ ...parts, transport: late });
  assert.deepEqual((await row()).error, null);
  later(1000);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 0 });
});

test('a sender that fails late does not bring the next try of another forward', async () => {
  await queue(GRANTED);
  const late: Transport = {
    send: async () => {
      later(11);
      server.refuse(450);
      assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 1 });
      throw new MailFailure('server-slow', true);
    },
  };
  await sendQueuedMail({ ...parts, transport: late });
  const { error, next_try_at } = await row();
  assert.deepEqual({ error, next_try_at }, { error: 'refused-450', next_try_at: later(5) });
});

test('attack: a person’s address with a second one in it, or a header, is never sent to', async () => {
  for (const email of ['zoe@heron.example,all@heron.example', 'zoe@heron.example\r\nBcc: all@heron.example\u0000'])
    await queue({ ...GRANTED, email });
  assert.deepEqual(await sendQueuedMail(parts), { sent: 0, failed: 0 });
  const rows = await owner.selectFrom('mail').select(['error', 'given_up_at']).execute();
  assert.deepEqual(rows, Array(2).fill({ error: 'address-invalid', given_up_at: START }));
});

test('an approver’s address that cannot be used does not keep it from the others', async () => {
  await addMember('a@heron', 'approver');
  await addMember('b@heron.example', 'approver');
  await queue(ASKED);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  assert.deepEqual(
    came().map(({ to }) => to),
    ['b@heron.example'],
  );
});

test('attack: typed text that the database or a header would choke on is queued and harmless', async () => {
  await addMember('head@heron.example', 'approver');
  const facts = { ...ASKED.facts, name: 'Zoë\u0000\r\nBcc: all@heron.example\uD800', reason: '\uD800\u0000' };
  await queue({ ...ASKED, facts });
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  const [mail] = came();
  assert.deepEqual(mail!.recipients, ['head@heron.example']);
  assert.match(mail!.subject, /^Please decide a request: Zoë Bcc: all@heron\.example/);
});

test('facts that another version queued are given up, and the next mail is sent', async () => {
  await queue(GRANTED);
  await sql`UPDATE mail SET facts = '{"organisation": 1}'`.execute(owner);
  await queue(GRANTED);
  await sql`INSERT INTO mail (template, facts, addressee, email, queued_at, next_try_at)
    VALUES ('constructor', '{}', 'person', 'zoe@heron.example', ${now}, ${now})`.execute(owner);
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 2 });
});

test('without a mail server mail waits for 7 days, is sent if one is set by then, and is given up after', async () => {
  await queue(GRANTED);
  const none = { ...parts, transport: null, from: '' };
  later(7 * 24 * 60);
  assert.deepEqual(await sendQueuedMail(none), { sent: 0, failed: 0 });
  assert.deepEqual(await sendQueuedMail(parts), { sent: 1, failed: 0 });
  await queue(GRANTED);
  later(7 * 24 * 60 + 1);
  assert.deepEqual(await sendQueuedMail(none), { sent: 0, failed: 1 });
  const given = await owner.selectFrom('mail').select('error').where('sent_at', 'is', null).execute();
  assert.deepEqual(given, [{ error: 'not-set' }]);
});

test('the log names no address and no person', async () => {
  await addMember('a@heron', 'approver');
  await addMember('b@heron.example', 'approver');
  await queue(ASKED);
  server.refuse(550);
  await sendQueuedMail(parts);
  assert.ok(lines.length >= 2);
  assert.doesNotMatch(lines.join(''), /heron|zoë|súill|looked after/i);
});

test('queueing refuses an addressee that does not fit', async () => {
  const { email: _email, ...nobody } = GRANTED;
  await assert.rejects(queue(nobody), TypeError);
  await assert.rejects(queue({ ...ASKED, email: 'head@heron.example' }), TypeError);
  await assert.rejects(queue({ ...ASKED, organisation: null }), TypeError);
});
