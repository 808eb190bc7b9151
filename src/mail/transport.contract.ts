import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { MailFailure } from './mail-errors.ts';
import type { OutgoingMail, Transport } from './transport.ts';

/** A message that came, as every stand-in can tell it. */
export interface CameMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A transport, and the stand-in that it hands messages to. */
export interface ContractParts {
  /** The transport to the stand-in, or, with the same login, to another address on this machine. */
  open(port?: number): Transport;
  messages(): readonly CameMail[];
  /** Makes the stand-in refuse one address for good, until told `null`. */
  refuse(address: string | null): void;
  /** Makes the stand-in say that it is busy, until told `false`. */
  beBusy(busy: boolean): void;
  /** A transport to the stand-in with a login that it does not know. */
  openWithWrongLogin(): Transport;
  /** What no error may hold: of the login. */
  readonly secret: string;
}

export const MAIL: OutgoingMail = {
  from: { name: 'Rollcall', address: 'attendance@example.org' },
  to: 'head@heron.example',
  subject: 'Decide a request',
  text: 'Hello.\n',
  reference: 'rollcall.1.a',
  again: false,
  date: new Date('2026-11-23T12:00:00Z'),
};

/** Whether a failure has a code, says what is its cause, and says nothing of the message. */
export const failsWith =
  (code: string, ofServer: boolean, secret = MAIL.to) =>
  (error: unknown): true => {
    assert.ok(error instanceof MailFailure, String(error));
    assert.deepEqual({ code: error.code, ofServer: error.ofServer }, { code, ofServer });
    const whole = JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause });
    assert.ok(!whole.includes(MAIL.to) && !whole.includes(secret));
    return true;
  };

/** Starts a server that is no mail server, for one test. @returns its port */
export async function startRude(t: TestContext, answer: Parameters<typeof createServer>[1]): Promise<number> {
  const server: Server = createServer(answer).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return (server.address() as { port: number }).port;
}

/** What every transport must do, over a real socket. `refused` is the code by which it tells of an address that is not taken. */
export function transportContract(name: string, refused: string, parts: ContractParts): void {
  const { secret } = parts;
  const last = () => parts.messages().at(-1)!;

  describe(`${name} keeps the contract of transports`, () => {
    it('brings any letters, long lines and web addresses as they were written', async () => {
      const text = `Zoë Ó Súilleabháin asks, “please” – 王小明 too 😀\n\n${'a long line '.repeat(200)}end\n\n> quoted   with  blanks\nhttps://attendance.example.org/approvals/12?a=1&b=2\n`;
      const subject =
        'Request: Zoë Ó Súilleabháin, Ysgol Gynradd Tŷ Coch 王小明 and so on until the line is folded somewhere';
      await parts.open().send({ ...MAIL, subject, text });
      assert.deepEqual(last(), { to: MAIL.to, subject, text });
    });

    it('attack: line breaks that reach it all the same add no header and no recipient', async () => {
      const before = parts.messages().length;
      await parts.open().send({ ...MAIL, subject: 'Hello\r\nBcc: all@heron.example\r\n\r\nbody' });
      assert.equal(parts.messages().length, before + 1);
      assert.equal(last().to, MAIL.to);
      assert.doesNotMatch(last().subject, /[\r\n]/);
      assert.equal(last().text, MAIL.text);
    });

    it('tells an address that is refused from a server that is busy', async () => {
      parts.refuse(MAIL.to);
      await assert.rejects(parts.open().send(MAIL), failsWith(refused, false, secret));
      await parts.open().send({ ...MAIL, to: 'office@heron.example' });
      parts.refuse(null);
      parts.beBusy(true);
      await assert.rejects(parts.open().send(MAIL), failsWith('server-busy', true, secret));
      parts.beBusy(false);
      await parts.open().send(MAIL);
    });

    it('tells a login that is not taken, without the login', async () => {
      await assert.rejects(parts.openWithWrongLogin().send(MAIL), failsWith('server-login', true, secret));
    });

    it('tells a server that is not there, or breaks off', async (t) => {
      await assert.rejects(parts.open(1).send(MAIL), failsWith('server-unreachable', true, secret));
      const port = await startRude(t, (socket) => socket.destroy());
      await assert.rejects(parts.open(port).send(MAIL), failsWith('server-unreachable', true, secret));
    });

    it('ends at once when it is broken off', async (t) => {
      const port = await startRude(t, () => {});
      const abandon = new AbortController();
      const sending = parts.open(port).send(MAIL, abandon.signal);
      setTimeout(() => abandon.abort(), 50);
      await assert.rejects(sending, failsWith('stopped', true, secret));
    });
  });
}
