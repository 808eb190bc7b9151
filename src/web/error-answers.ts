import type { FastifyError, FastifyInstance } from 'fastify';
import { RollcallError } from '../errors.ts';
import { ERROR_TEMPLATE, errorPage, expiredFormPage, signInFailedPage } from './pages/error/error-page.ts';
import type { Present } from './present.ts';

/** Answers every failure with a page in plain words. What happened goes to the log, never to the reader. */
export function answerErrors(app: FastifyInstance, present: Present): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = statusOf(error);
    if (error instanceof RollcallError && error.code === 'sign-in-failed') {
      request.log.warn({ code: error.code, reason: error.message }, 'sign-in failed');
      return present(request, reply, ERROR_TEMPLATE, signInFailedPage, status);
    }
    if (status >= 500) request.log.error({ route: request.routeOptions.url, ...describe(error) }, 'a page failed');
    const page = status === 403 ? expiredFormPage : errorPage(status);
    return present(request, reply, ERROR_TEMPLATE, page, status);
  });
}

/** The status of the answer to a failure: what the framework or a hook said, 503 when the database is away, else 500. */
export function statusOf(error: Error & { statusCode?: number; code?: string }): number {
  if (error instanceof RollcallError)
    return error.code === 'database-unavailable' || error.code === 'sign-in-failed' ? 503 : 500;
  if (
    /^(ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|08|57P|53)/.test(error.code ?? '') ||
    /^(timeout exceeded when trying to connect|Connection terminated)/.test(error.message)
  )
    return 503;
  const { statusCode } = error;
  return statusCode !== undefined && statusCode >= 400 && statusCode < 600 ? statusCode : 500;
}

/** What may go into the log: the database's own messages may quote values, so of those only the code. */
function describe(error: Error & { code?: string; severity?: string }): object {
  const [, ...frames] = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line) || line === '');
  return {
    error: error.name,
    code: error.code,
    message: error.severity ? undefined : error.message,
    at: frames.slice(0, 8).map((frame) => frame.trim()),
  };
}
