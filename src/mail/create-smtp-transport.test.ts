import assert from 'node:assert/strict';
import type { Server } from 'node:net';
import { after, afterEach, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { startMail } from '../sandbox/mail/start-mail.ts';
import { makeCertificate } from '../sandbox/make-certificate.ts';
import { createSmtpTransport } from './create-smtp-transport.ts';
import { failsWith, MAIL, startRude, transportContract } from './transport.contract.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const server = await startMail({ mailPort: 0, clock: { now: () => NOW } });
after(() => server.close());
afterEach(() => server.refuse(null));

const port = (each: { address(): ReturnType<Server['address']> }) => (each.address() as { port: number }).port;
const last = () => server.messages().at(-1)!;

transportContract('SMTP', 'refused-550', {
  open: (at) => createSmtpTransport(at === undefined ? server.smtpUrl : `smtp://127.0.0.1:${at}`),
  messages: () => server.messages().map(({ to, subject, text }) => ({ to, subject, text })),
  refuse: (address) => (address === null ? server.refuse(null) : server.refuse(550, address)),
  beBusy: (busy) => server.refuse(busy ? 421 : null),
  // The stand-in takes no login at all.
  openWithWrongLogin: () => createSmtpTransport(server.smtpUrl.replace('//', '//me:hunter2@')),
  secret: 'hunter2',
});

test('a message arrives with its sender and Message-ID; dots, blanks and endless lines stay', async () => {
  const text = [
    '.a dot first',
    '.',
    'From the start of a line',
    'x'.repeat(3000),
    '> quoted   with  blanks   ',
    '',
  ].join('\n');
  const from = { name: 'Présences, “Héron”', address: 'attendance@example.org' };
  await createSmtpTransport(server.smtpUrl).send({ ...MAIL, from, text });
  const { at: _at, ...mail } = last();
  assert.deepEqual(mail, {
    to: 'head@heron.example',
    recipients: ['head@heron.example'],
    from: 'Présences, “Héron” <attendance@example.org>',
    subject: MAIL.subject,
    text,
    messageId: '<rollcall.1.a@example.org>',
  });
});

test('attack: a sender’s name with a line break adds no recipient', async () => {
  const from = { name: 'R\r\nBcc: all@heron.example', address: 'attendance@example.org' };
  await createSmtpTransport(server.smtpUrl).send({ ...MAIL, from });
  assert.deepEqual(last().recipients, ['head@heron.example']);
  assert.equal(last().text, MAIL.text);
});

test('a refusal for now and one for good keep their three digits', async () => {
  const { send } = createSmtpTransport(server.smtpUrl);
  server.refuse(451);
  await assert.rejects(send(MAIL), failsWith('refused-451', false));
  server.refuse(552);
  await assert.rejects(send(MAIL), failsWith('refused-552', false));
});

test('what is no mail server counts as not there', async (t) => {
  const web = await startRude(t, (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await assert.rejects(
    createSmtpTransport(`smtp://127.0.0.1:${web}`).send(MAIL),
    failsWith('server-unreachable', true),
  );
});

test('elsewhere than on this machine nothing is sent without TLS', async () => {
  // On Linux and macOS this address leads here, and is not one that counts as this machine.
  const before = server.messages().length;
  await assert.rejects(
    createSmtpTransport(server.smtpUrl.replace('127.0.0.1', '0.0.0.0')).send(MAIL),
    failsWith('server-untrusted', true),
  );
  assert.equal(server.messages().length, before);
});

test('certificates are checked, and the login is sent over TLS', async (t) => {
  const tls = await makeCertificate();
  const logins: string[] = [];
  const secure = new SMTPServer({
    ...tls,
    secure: true,
    logger: false,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) => {
      logins.push(`${username}:${password}`);
      if (password === 'p@ss/word') done(null, { user: username });
      else done(new Error('no'));
    },
    onData: (stream, _session, done) => stream.resume().on('end', () => done()),
  });
  secure.on('error', () => {});
  await new Promise<void>((resolve) => {
    secure.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => new Promise<void>((resolve) => secure.close(resolve)));
  const at = `127.0.0.1:${port(secure.server)}`;
  await assert.rejects(
    createSmtpTransport(`smtps://me:p%40ss%2Fword@${at}`).send(MAIL),
    failsWith('server-untrusted', true),
  );
  assert.deepEqual(logins, []);
  await createSmtpTransport(`smtps://me:p%40ss%2Fword@${at}`, { ca: tls.cert }).send(MAIL);
  assert.deepEqual(logins, ['me:p@ss/word']);
  await assert.rejects(
    createSmtpTransport(`smtps://me:wrong@${at}`, { ca: tls.cert }).send(MAIL),
    failsWith('server-login', true),
  );
});

test('an address of a server that cannot be used is refused without repeating it', () => {
  for (const url of [
    'http://me:hunter2@mail.example',
    'smtp://',
    'me:hunter2@mail.example',
    'smtps://me:hunter2@mail.example/path',
    'smtps://me:hunter2@mail.example?tls.rejectUnauthorized=false',
    'smtps://me:hunter2%zz@mail.example',
  ])
    assert.throws(
      () => createSmtpTransport(url),
      (error: Error & { code?: string }) => error.code === 'setting-invalid' && !error.message.includes('hunter2'),
      url,
    );
});
