import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readConfig } from '../config.ts';
import { MAIL } from '../mail/transport.contract.ts';
import { startMail } from '../sandbox/mail/start-mail.ts';
import { startNotify } from '../sandbox/notify/start-notify.ts';
import { chooseTransport } from './open-mail.ts';

const clock = { now: () => MAIL.date };
const smtp = await startMail({ mailPort: 0, clock });
const notify = await startNotify({ port: 0, clock });
after(() => Promise.all([smtp.close(), notify.close()]));
const BY_NOTIFY = {
  ROLLCALL_NOTIFY_API_KEY: notify.apiKey,
  ROLLCALL_NOTIFY_TEMPLATE_ID: notify.templateId,
  ROLLCALL_NOTIFY_URL: notify.url,
};
const counts = () => [smtp.messages().length, notify.messages().length];

test('mail goes through GOV.UK Notify or by SMTP, as set, and nowhere when neither is', async () => {
  const bySmtp = { ROLLCALL_SMTP_URL: smtp.smtpUrl, ROLLCALL_MAIL_FROM: 'attendance@example.org' };
  await (await chooseTransport(readConfig(bySmtp), null))!.send(MAIL);
  assert.deepEqual(counts(), [1, 0]);
  await (await chooseTransport(readConfig(BY_NOTIFY), null))!.send(MAIL);
  assert.deepEqual(counts(), [1, 1]);
  assert.equal(await chooseTransport(readConfig({}), null), null);
});

test('the sandbox’s mail stays in the sandbox, whatever is set', async () => {
  const before = notify.messages().length;
  await (await chooseTransport(readConfig(BY_NOTIFY), smtp))!.send(MAIL);
  assert.equal(notify.messages().length, before);
});

test('a key that cannot be one is refused at the start', async () => {
  const config = readConfig({ ...BY_NOTIFY, ROLLCALL_NOTIFY_API_KEY: 'hunter2' });
  await assert.rejects(chooseTransport(config, null), { code: 'setting-invalid', message: /ROLLCALL_NOTIFY_API_KEY/ });
});
