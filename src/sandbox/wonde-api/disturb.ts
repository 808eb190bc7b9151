import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asked } from './answer.ts';
import { Failure } from './failure.ts';

const PAGE = '<!DOCTYPE html><html lang="en"><title>Bad gateway</title><h1>502 Bad gateway</h1></html>';

/** Makes the faults that come before any answer. True when the request is already answered, or never will be. */
export async function disturb(asked: Asked, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const slow = asked.fault('slow');
  if (slow) await wait(slow.ms ?? 2000, undefined, { ref: false });
  if (asked.fault('reset')) {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
    return true;
  }
  if (asked.fault('hang')) {
    reply.hijack();
    return true;
  }
  const busy = asked.fault('too-many-requests');
  if (busy)
    throw new Failure(429, 'too_many_requests', 'Too many requests.', { 'Retry-After': String(busy.retry_after ?? 2) });
  const broken = asked.fault('server-error');
  if (broken) throw new Failure(broken.status ?? 500, 'server_error', 'Something went wrong.');
  const html = asked.fault('html-page');
  if (!html) return false;
  reply
    .status(html.status ?? 200)
    .type('text/html; charset=utf-8')
    .send(PAGE);
  return true;
}

/** Makes the faults that spoil a finished answer; otherwise gives it unchanged. */
export function breakAnswer(asked: Asked, reply: FastifyReply, answer: object): object | string {
  if (!asked.fault('truncated-json')) return answer;
  const text = JSON.stringify(answer);
  reply.type('application/json; charset=utf-8');
  return text.slice(0, Math.floor(text.length / 2));
}
