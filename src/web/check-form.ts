import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AuditRequest, refusalOf } from './audit-request.ts';
import { RequestRefused } from './request-refused.ts';

/** Refuses a form that comes from another site, or without the token of a page of ours; the refusal is on the audit. */
export function checkForm(app: FastifyInstance, publicUrl: string, audit: AuditRequest) {
  const own = new URL(publicUrl).origin;
  return async (request: FastifyRequest): Promise<void> => {
    const { origin } = request.headers;
    const foreign = (origin !== undefined && origin !== own) || request.headers['sec-fetch-site'] === 'cross-site';
    if (!foreign && (await hasToken(app, request))) return;
    await audit(request, refusalOf(request, foreign ? 'a form of another site' : 'a form without its token'));
    throw new RequestRefused(403);
  };
}

/** The plugin would answer by itself; it is heard and not let, so that the refusal is on the audit before its page is sent. */
function hasToken(app: FastifyInstance, request: FastifyRequest): Promise<boolean> {
  return new Promise((done) => {
    const heard = { send: () => done(false) } as unknown as FastifyReply;
    app.csrfProtection(request, heard, () => done(true));
  });
}
