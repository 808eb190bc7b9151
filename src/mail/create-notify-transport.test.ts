import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import { after, afterEach, test } from 'node:test';
import { makeCertificate } from '../sandbox/make-certificate.ts';
import { startNotify } from '../sandbox/notify/start-notify.ts';
import { createNotifyTransport, type NotifySetting } from './create-notify-transport.ts';
import { failsWith, MAIL, startRude, transportContract } from './transport.contract.ts';

const server = await startNotify({ port: 0, clock: { now: () => MAIL.date } });
after(() => server.close());
afterEach(() => server.refuse(null));

const SETTING: NotifySetting = {
  apiKey: server.apiKey,
  templateId: server.templateId,
  url: server.url,
  replyToId: null,
};
const secret = server.apiKey.slice(-36);
const WRONG_SECRET = '3d844edf-8d35-48ac-975b-e847b4f122b0';
const open = (change: Partial<NotifySetting> = {}) => createNotifyTransport({ ...SETTING, ...change });
const withReference = (reference: string) => ({ ...MAIL, reference });
const last = () => server.messages().at(-1)!;

transportContract('GOV.UK Notify', 'refused-400', {
  open: (port) => open(port === undefined ? {} : { url: `http://127.0.0.1:${port}` }),
  messages: () => server.messages().map(({ to, subject, body }) => ({ to, subject, text: body })),
  refuse: (address) => (address === null ? server.refuse(null) : server.refuse(400, address)),
  beBusy: (busy) => server.refuse(busy ? 429 : null),
  openWithWrongLogin: () => open({ apiKey: server.apiKey.replace(secret, WRONG_SECRET) }),
  secret,
});

test('a message has its reference, and the reply-to address when one is set', async () => {
  await open().send(withReference('rollcall.7.b'));
  assert.deepEqual([last().reference, last().replyToId], ['rollcall.7.b', null]);
  await open({ replyToId: server.replyToId }).send(MAIL);
  assert.equal(last().replyToId, server.replyToId);
});

test('attack: what somebody typed is not read as Notify’s Markdown', async () => {
  await open().send({ ...MAIL, text: '# Jo [here](https://evil.example)\n' });
  assert.equal(last().body, '\\# Jo (here)(https://evil.example)\n');
});

test('a message that was taken without our knowing is not sent again', async () => {
  const mail = withReference('rollcall.8.c');
  server.breakOff();
  await assert.rejects(open().send(mail), failsWith('server-unreachable', true, secret));
  const before = server.messages().length;
  assert.equal(last().reference, mail.reference);
  await open().send({ ...mail, again: true });
  assert.equal(server.messages().length, before);
  await open().send({ ...withReference('rollcall.9.d'), again: true });
  assert.equal(last().reference, 'rollcall.9.d');
});

test('what became of a message can be asked', async () => {
  const reference = 'rollcall.10.e';
  await open().send(withReference(reference));
  const read = () => open().readDelivery!(reference);
  assert.equal(await read(), 'waiting');
  const seen: string[] = [];
  for (const status of ['sending', 'delivered', 'permanent-failure', 'temporary-failure', 'technical-failure', 'new']) {
    server.setStatus(reference, status);
    seen.push(await read());
  }
  assert.deepEqual(seen, ['waiting', 'delivered', 'undelivered', 'undelivered', 'undelivered', 'waiting']);
  assert.equal(await open().readDelivery!('rollcall.11.f'), 'unknown');
  server.refuse(500);
  await assert.rejects(read(), failsWith('server-busy', true, secret));
});

test('a service at Notify that is not set up as it should be is told from an address that is refused', async () => {
  const wrong = 'f33517ff-2a88-4f6e-b855-c550268ce08a';
  await assert.rejects(open({ templateId: wrong }).send(MAIL), failsWith('server-setup', true, secret));
  await assert.rejects(open({ replyToId: wrong }).send(MAIL), failsWith('server-setup', true, secret));
  const other = server.apiKey.replace(server.apiKey.slice(-73, -37), wrong);
  await assert.rejects(open({ apiKey: other }).send(MAIL), failsWith('server-login', true, secret));
  server.refuse(503);
  await assert.rejects(open().send(MAIL), failsWith('server-busy', true, secret));
});

test('a web page that answers everything is not Notify, and one that points elsewhere is not followed', async (t) => {
  const page = await startRude(t, (socket) =>
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello')),
  );
  const url = `http://127.0.0.1:${page}`;
  await assert.rejects(open({ url }).send(MAIL), failsWith('server-setup', true, secret));
  await assert.rejects(open({ url }).readDelivery!('rollcall.1.a'), failsWith('server-setup', true, secret));
  const before = server.messages().length;
  const elsewhere = await startRude(t, (socket) =>
    socket.on('data', () =>
      socket.end(
        `HTTP/1.1 307 Temporary Redirect\r\nlocation: ${server.url}/v2/notifications/email\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
      ),
    ),
  );
  await assert.rejects(
    open({ url: `http://127.0.0.1:${elsewhere}` }).send(MAIL),
    failsWith('server-setup', true, secret),
  );
  assert.equal(server.messages().length, before);
});

test('a certificate that nobody vouches for is not trusted', async (t) => {
  const asked: string[] = [];
  const tls = createServer(await makeCertificate(), (request) => asked.push(request.url!)).listen(0, '127.0.0.1');
  t.after(() => tls.close());
  await new Promise((resolve) => tls.once('listening', resolve));
  const { port } = tls.address() as { port: number };
  await assert.rejects(
    open({ url: `https://127.0.0.1:${port}` }).send(MAIL),
    failsWith('server-untrusted', true, secret),
  );
  assert.deepEqual(asked, []);
});

test('settings that cannot be used are refused by name, without the key', () => {
  const key = `attendance-${WRONG_SECRET}`;
  const wrong: [string, Partial<NotifySetting>][] = [
    ['ROLLCALL_NOTIFY_API_KEY', { apiKey: key }],
    ['ROLLCALL_NOTIFY_TEMPLATE_ID', { templateId: '' }],
    ['ROLLCALL_NOTIFY_REPLY_TO_ID', { replyToId: 'attendance@example.org' }],
    ['ROLLCALL_NOTIFY_URL', { url: 'http://notify.example' }],
    ['ROLLCALL_NOTIFY_URL', { url: 'nonsense' }],
  ];
  for (const [name, change] of wrong)
    assert.throws(
      () => open(change),
      (error: Error & { code?: string }) =>
        error.code === 'setting-invalid' && error.message.includes(name) && !error.message.includes(WRONG_SECRET),
    );
});
