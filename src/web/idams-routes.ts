import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Idams } from '../access/idams/idams.ts';
import { personOfIdams } from '../access/organisation-of-ukprn.ts';
import { anyone } from '../access/viewer.ts';
import { RollcallError } from '../errors.ts';
import { refusalOf } from './audit-request.ts';
import { ERROR_TEMPLATE, signInLostPage } from './pages/error/error-page.ts';
import { idamsCookieName } from './session.ts';
import { letIn, publicAddress, type SignInParts, wantedPath } from './sign-in-routes.ts';

export interface IdamsParts extends Omit<SignInParts, 'idams'> {
  readonly idams: Idams;
}

/** The largest answer: an assertion with many roles. Larger ones are refused before they are read. */
const MOST_BYTES = 256 * 1024;
const COOKIE_SECONDS = 600;

/**
 * `/sign-in/idams` and its callback. The answer is a POST from another site: it carries no token of ours and no session cookie
 * (SameSite=Lax), so it is bound by its one-time `wctx` and by a cookie that is used for nothing else (SameSite=None).
 */
export function addIdamsRoutes(app: FastifyInstance, parts: IdamsParts): void {
  const limit = { rateLimit: { max: parts.perMinute, timeWindow: 60_000 } };
  const https = new URL(parts.publicUrl).protocol === 'https:';
  const cookie = { path: '/', httpOnly: true, secure: true, sameSite: 'none', maxAge: COOKIE_SECONDS } as const;
  const name = idamsCookieName(https);
  app.get('/sign-in/idams', { config: { may: anyone, ...limit } }, async (request, reply) => {
    const elsewhere = publicAddress(parts.publicUrl, request);
    if (elsewhere) return reply.redirect(elsewhere, 302);
    // The answer will come without the cookie of this session, so that it could not be ended then.
    if (request.session.person) {
      await parts.audit(request, { what: 'sign-out' });
      await request.session.destroy();
    }
    const { url, browserKey } = await parts.idams.begin(wantedPath(request));
    return reply.setCookie(name, browserKey, cookie).redirect(url, 302);
  });
  const refuse = (why: string, status: number, request: FastifyRequest, reply: FastifyReply) =>
    refuseAnswer(parts, why, status, request, reply);
  // Only a POST can be an answer; someone who comes by the Back button or a link is told what to do.
  app.get('/sign-in/idams/callback', { config: { may: anyone, ...limit } }, (request, reply) =>
    refuse('an answer that is not a POST', 400, request, reply),
  );
  app.post(
    '/sign-in/idams/callback',
    {
      config: { may: anyone, ...limit },
      bodyLimit: MOST_BYTES,
      // What cannot be read at all: too large, or of another type than a form.
      errorHandler: (error, request, reply) => {
        const { statusCode = 500 } = error as { statusCode?: number };
        if (statusCode >= 500 || statusCode === 429) throw error;
        return refuse('an answer that cannot be read', statusCode, request, reply);
      },
    },
    async (request, reply) => {
      const browserKey = request.cookies[name] ?? null;
      reply.clearCookie(name, cookie);
      return comeBack(parts, browserKey, request, reply);
    },
  );
}

async function comeBack(
  parts: IdamsParts,
  browserKey: string | null,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  try {
    const { person, wantedPath: to } = await parts.idams.complete(readFields(request.body), browserKey);
    return await letIn(parts, request, reply, personOfIdams(person), to);
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'sign-in-failed') throw error;
    // The reason is a word of ours, never what was sent.
    request.log.warn({ code: error.code, reason: error.message }, 'sign-in through IDAMS failed');
    return refuseAnswer(parts, error.message.split(':', 1)[0]!, 400, request, reply);
  }
}

async function refuseAnswer(
  { audit, present }: IdamsParts,
  why: string,
  status: number,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  await audit(request, refusalOf(request, why, 'sign-in'));
  return present(request, reply, ERROR_TEMPLATE, signInLostPage, status);
}

/** Each field once: one that was sent twice is none. */
function readFields(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === 'string'));
}
