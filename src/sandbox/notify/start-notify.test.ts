import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { SignJWT } from 'jose';
import { startNotify } from './start-notify.ts';

const clock = { now: () => new Date('2026-11-23T12:00:00Z') };
const server = await startNotify({ port: 0, clock });
after(() => server.close());
const [serviceId, secret] = [server.apiKey.slice(-73, -37), server.apiKey.slice(-36)];

const sign = (issuedAt?: number) =>
  new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(serviceId)
    .setIssuedAt(issuedAt)
    .sign(new TextEncoder().encode(secret));
const BODY = {
  template_id: server.templateId,
  email_address: 'head@heron.example',
  personalisation: { subject: 'Hello', body: 'Text' },
};
async function post(body: unknown, token: string | null): Promise<[number, string | undefined]> {
  const response = await fetch(`${server.url}/v2/notifications/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as { errors?: { error: string }[] };
  return [response.status, answer.errors?.[0]?.error];
}

test('it does not start in production, or where others could reach it', async () => {
  await assert.rejects(startNotify({ port: 0, clock, production: true }), { code: 'sandbox-refused' });
  await assert.rejects(startNotify({ port: 0, clock, host: '0.0.0.0' }), { code: 'sandbox-refused' });
});

test('tokens are checked as Notify does: there, signed with the secret, by the service, of now', async () => {
  assert.deepEqual(await post(BODY, await sign()), [201, undefined]);
  assert.deepEqual(await post(BODY, null), [401, 'AuthError']);
  assert.deepEqual(await post(BODY, 'nonsense'), [403, 'AuthError']);
  assert.deepEqual(await post(BODY, await sign(1_000_000_000)), [403, 'AuthError']);
});

test('requests are checked in the order and with the errors that Notify documents', async () => {
  const token = await sign();
  const wrong = [
    { ...BODY, email_address: 'head' },
    { ...BODY, from: 'me' },
    { ...BODY, template_id: 'another' },
    { ...BODY, personalisation: { subject: 'Hello' } },
    { ...BODY, email_reply_to_id: 'another' },
  ];
  const answers: unknown[] = [];
  for (const body of wrong) answers.push(await post(body, token));
  assert.deepEqual(answers, [
    [400, 'ValidationError'],
    [400, 'ValidationError'],
    [400, 'BadRequestError'],
    [400, 'BadRequestError'],
    [400, 'BadRequestError'],
  ]);
});
