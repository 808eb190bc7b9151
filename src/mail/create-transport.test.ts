import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { after, afterEach, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { startMail } from '../sandbox/mail/start-mail.ts';
import { makeCertificate } from '../sandbox/make-certificate.ts';
import { createTransport } from './create-transport.ts';
import { MailFailure } from './mail-errors.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const server = await startMail({ mailPort: 0, clock: { now: () => NOW } });
after(() => server.close());
afterEach(() => server.refuse(null));

const MAIL = {
  from: { name: 'Rollcall', address: 'attendance@example.org' },
  to: 'head@heron.example',
  subject: 'Please decide a request',
  text: 'Hello.\n',
  messageId: '<rollcall.1.a@example.org>',
  date: NOW,
};
const port = (each: { address(): ReturnType<Server['address']> }) => (each.address() as { port: number }).port;
const failsWith = (code: string, ofServer: boolean) => (error: unknown) => {
  assert.ok(error instanceof MailFailure);
  assert.deepEqual({ code: error.code, ofServer: error.ofServer }, { code, ofServer });
  assert.doesNotMatch(JSON.stringify({ ...error, message: error.message, cause: error.cause }), /@/);
  return true;
};
const last = () => server.messages().at(-1)!;

test('a message arrives over SMTP as it was written: any letters, long lines, dots, blanks and quotations', async () => {
  const text = [
    'Zoë Ó Súilleabháin asks, “please” – 王小明 too 😀',
    '.a dot first',
    '.',
    'From the start of a line',
    `${'a long line '.repeat(200)}end`,
    'x'.repeat(3000),
    '> quoted   with  blanks   ',
    '  indented',
    'https://attendance.example.org/approvals/12',
    '',
  ].join('\n');
  await createTransport(server.smtpUrl).send({
    ...MAIL,
    from: { name: 'Présences, “Héron”', address: 'attendance@example.org' },
    subject: 'Request: Zoë Ó Súilleabháin, Ysgol Gynradd Tŷ Coch 王小明 and so on until the line is folded somewhere',
    text,
  });
  const { at: _at, ...mail } = last();
  assert.deepEqual(mail, {
    to: 'head@heron.example',
    recipients: ['head@heron.example'],
    from: 'Présences, “Héron” <attendance@example.org>',
    subject: 'Request: Zoë Ó Súilleabháin, Ysgol Gynradd Tŷ Coch 王小明 and so on until the line is folded somewhere',
    text,
    messageId: '<rollcall.1.a@example.org>',
  });
});

test('attack: line breaks that reach the transport all the same add no header and no recipient', async () => {
  await createTransport(server.smtpUrl).send({
    ...MAIL,
    from: { name: 'R\r\nBcc: all@heron.example', address: 'attendance@example.org' },
    subject: 'Hello\r\nBcc: all@heron.example\r\n\r\nbody',
  });
  assert.deepEqual(last().recipients, ['head@heron.example']);
  assert.equal(last().text, 'Hello.\n');
});

test('the server’s refusals become codes that say whether the server or the message is the cause', async () => {
  const { send } = createTransport(server.smtpUrl);
  server.refuse(451);
  await assert.rejects(send(MAIL), failsWith('refused-451', false));
  server.refuse(550);
  await assert.rejects(send(MAIL), failsWith('refused-550', false));
  server.refuse(421);
  await assert.rejects(send(MAIL), failsWith('server-busy', true));
});

test('a server that is not there, or breaks off, or is no mail server', async (t) => {
  await assert.rejects(createTransport('smtp://127.0.0.1:1').send(MAIL), failsWith('server-unreachable', true));
  const rude = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  t.after(() => rude.close());
  await new Promise((resolve) => rude.once('listening', resolve));
  await assert.rejects(
    createTransport(`smtp://127.0.0.1:${port(rude)}`).send(MAIL),
    failsWith('server-unreachable', true),
  );
  const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  t.after(() => web.close());
  await new Promise((resolve) => web.once('listening', resolve));
  await assert.rejects(
    createTransport(`smtp://127.0.0.1:${port(web)}`).send(MAIL),
    failsWith('server-unreachable', true),
  );
});

test('sending that is broken off ends at once', async (t) => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1');
  t.after(() => silent.close());
  await new Promise((resolve) => silent.once('listening', resolve));
  const abandon = new AbortController();
  const sending = createTransport(`smtp://127.0.0.1:${port(silent)}`).send(MAIL, abandon.signal);
  setTimeout(() => abandon.abort(), 50);
  await assert.rejects(sending, failsWith('stopped', true));
});

test('elsewhere than on this machine nothing is sent without TLS', async () => {
  // On Linux and macOS this address leads here, and is not one that counts as this machine.
  const before = server.messages().length;
  await assert.rejects(
    createTransport(server.smtpUrl.replace('127.0.0.1', '0.0.0.0')).send(MAIL),
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
    createTransport(`smtps://me:p%40ss%2Fword@${at}`).send(MAIL),
    failsWith('server-untrusted', true),
  );
  assert.deepEqual(logins, []);
  await createTransport(`smtps://me:p%40ss%2Fword@${at}`, { ca: tls.cert }).send(MAIL);
  assert.deepEqual(logins, ['me:p@ss/word']);
  await assert.rejects(
    createTransport(`smtps://me:wrong@${at}`, { ca: tls.cert }).send(MAIL),
    failsWith('server-login', true),
  );
});

test('a login for a server that takes none is told, not left out', async () => {
  const url = server.smtpUrl.replace('//', '//me:password@');
  await assert.rejects(createTransport(url).send(MAIL), failsWith('server-login', true));
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
      () => createTransport(url),
      (error: Error & { code?: string }) => error.code === 'setting-invalid' && !error.message.includes('hunter2'),
      url,
    );
});
