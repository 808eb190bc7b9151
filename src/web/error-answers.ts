import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RollcallError } from '../errors.ts';
import { describeError } from '../log.ts';
import { ERROR_TEMPLATE, errorPage, expiredFormPage, signInFailedPage } from './pages/error/error-page.ts';
import type { Present } from './present.ts';

/** Answers every failure with a page in plain words. What happened goes to the log, never to the reader. */
export function answerErrors(app: FastifyInstance, present: Present): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = statusOf(error);
    // What the page had set for its own answer does not belong to this one, and may be why it failed.
    for (const name of ['location', 'content-disposition']) reply.removeHeader(name);
    if (error instanceof RollcallError && error.code === 'sign-in-failed') {
      request.log.warn({ code: error.code, reason: error.message }, 'sign-in failed');
      return present(request, reply, ERROR_TEMPLATE, signInFailedPage, status);
    }
    if (status >= 500) {
      request.log.error({ route: request.routeOptions.url, ...describeError(error) }, 'a page failed');
      leaveSession(request);
    }
    const page = status === 403 ? expiredFormPage : errorPage(status);
    try {
      return present(request, reply, ERROR_TEMPLATE, page, status);
    } catch (fault) {
      request.log.error({ route: request.routeOptions.url, ...describeError(fault) }, 'the error page failed');
      return answerPlainly(reply, status);
    }
  });
}

/**
 * After a fault the session stays as it was: it is saved as an answer is sent, and with the database away that would fail too, and put the
 * framework's own words in place of the page.
 */
function leaveSession({ session }: FastifyRequest): void {
  if (session) Object.assign(session, { save: (done?: () => void) => done?.() });
}

/** When not even the page can be made: left alone, the framework would send the error's own message. */
function answerPlainly(reply: FastifyReply, status: number): FastifyReply {
  return reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send('Sorry, there is a problem with the service. Try again later. Nothing that was collected is lost.\n');
}

/** The status of the answer to a failure: what the framework or a hook said, 503 when the database is away, else 500. */
export function statusOf(error: Error & { statusCode?: number; code?: string }): number {
  if (error instanceof RollcallError)
    return error.code === 'database-unavailable' || error.code === 'sign-in-failed' ? 503 : 500;
  if (
    /^(ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|08|57P|53)/.test(error.code ?? '') ||
    /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/.test(
      error.message,
    )
  )
    return 503;
  const { statusCode } = error;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 600 ? statusCode : 500;
}
