import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fastify from 'fastify';
import { createTransport } from 'nodemailer';
import { addMailControl } from './add-mail-control.ts';
import { startMail } from './start-mail.ts';

const clock = { now: () => new Date('2026-11-23T12:00:00Z') };
const mail = await startMail({ mailPort: 0, clock });
after(() => mail.close());
const control = fastify();
addMailControl(control, mail);
after(() => control.close());

const send = (message: { subject: string; text?: string }) =>
  createTransport(mail.smtpUrl).sendMail({ from: 'a@example.org', to: 'b@example.org', ...message });

test('it does not start in production, or where others could reach it', async () => {
  await assert.rejects(startMail({ mailPort: 0, clock, production: true }), { code: 'sandbox-refused' });
  await assert.rejects(startMail({ mailPort: 0, clock, host: '0.0.0.0' }), { code: 'sandbox-refused' });
});

test('what comes can be read on a page, its links followed, its markup harmless', async () => {
  assert.match((await control.inject('/sandbox/mail')).body, /None yet/);
  await send({
    subject: '<script>alert(1)</script>',
    text: 'Open https://x.example/requests/12?a=1&b="><img src=x>.\nOr (https://x.example/rights).',
  });
  const { body, headers } = await control.inject('/sandbox/mail');
  assert.match(String(headers['content-type']), /^text\/html/);
  assert.doesNotMatch(body, /<script|<img/);
  assert.match(body, /<a href="https:\/\/x\.example\/rights">https:\/\/x\.example\/rights<\/a>\)\./);
  assert.match(body, /<a href="https:\/\/x\.example\/requests\/12\?a=1&#38;b=">/);
  const [message] = (await control.inject('/sandbox/mail.json')).json();
  assert.equal(message.subject, '<script>alert(1)</script>');
  assert.equal(message.at, '2026-11-23T12:00:00.000Z');
});

test('the last 200 are kept', async () => {
  const transport = createTransport({ url: mail.smtpUrl, pool: true, maxMessages: 1000 });
  for (let number = 1; number <= 201; number++)
    await transport.sendMail({ from: 'a@example.org', to: 'b@example.org', subject: `number ${number}`, text: '' });
  transport.close();
  const kept = mail.messages();
  assert.equal(kept.length, 200);
  assert.deepEqual([kept[0]!.subject, kept[199]!.subject], ['number 2', 'number 201']);
});

test('what is too large is refused, and the next message still comes', async () => {
  await assert.rejects(send({ subject: 'large', text: 'x'.repeat(1_200_000) }), { responseCode: 552 });
  await send({ subject: 'small' });
  assert.equal(mail.messages().at(-1)!.subject, 'small');
});

test('it can be told to refuse', async () => {
  mail.refuse(550, 'b@example.org');
  await assert.rejects(send({ subject: 'refused' }), { responseCode: 550 });
  mail.refuse(null);
  await send({ subject: 'taken' });
  assert.equal(mail.messages().at(-1)!.subject, 'taken');
});
