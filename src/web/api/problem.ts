import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { describeError } from '../../log.ts';
import { statusOf } from '../error-answers.ts';

/** What is wrong with a field of a request. */
export const ApiError = Type.Object(
  {
    message: Type.String(),
    code: Type.String({ description: 'The same for the same mistake, for programs.' }),
    path: Type.Optional(Type.String({ description: 'The field: `criteria.and[0].filters.in`.' })),
    detail: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);
export type ApiError = Static<typeof ApiError>;

/** The answer to a request that cannot be answered (RFC 9457). */
export const Problem = Type.Object(
  { title: Type.String(), type: Type.String(), status: Type.Integer(), errors: Type.Array(ApiError) },
  { additionalProperties: false },
);
export type Problem = Static<typeof Problem>;

/** A request of the API that is refused; it is no fault of the program. */
export class ApiRefused extends Error {
  readonly statusCode: 400 | 404;
  readonly errors: readonly ApiError[];
  constructor(statusCode: 400 | 404, errors: readonly ApiError[]) {
    super(`refused with ${statusCode}`);
    this.name = 'ApiRefused';
    this.statusCode = statusCode;
    this.errors = errors;
  }
}

/** @param path the parameter by which it was asked for */
export const notThere = (what: string, path: string): ApiRefused =>
  new ApiRefused(404, [{ message: `There is no ${what} of this name.`, code: 'NotFound', path }]);

const SECTIONS: Readonly<Record<number, string>> = {
  400: '15.5.1',
  404: '15.5.5',
  405: '15.5.6',
  413: '15.5.14',
  415: '15.5.16',
  500: '15.6.1',
  503: '15.6.4',
};
const WORDS: Readonly<Record<number, ApiError>> = {
  400: { message: 'The request cannot be read. A body must be JSON.', code: 'InvalidInput' },
  404: {
    message: 'There is no such address in this API. See openapi.json for those that there are.',
    code: 'NotFound',
  },
  413: { message: 'The question is longer than 64 KB.', code: 'TooLong' },
  415: { message: 'A question must be sent as application/json.', code: 'InvalidInput' },
  429: { message: 'Too many requests. Wait as many seconds as Retry-After says.', code: 'TooManyRequests' },
  503: { message: 'The service is not there for the moment. Try again later.', code: 'Unavailable' },
};
const FAULT: ApiError = { message: 'Sorry, there is a problem with the service. Try again later.', code: 'Fault' };

/** Answers every failure of the API in one shape. What happened goes to the log, never to the reader. */
export function answerProblems(api: FastifyInstance): void {
  api.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = statusOf(error);
    if (status >= 500)
      request.log.error({ route: request.routeOptions.url, ...describeError(error) }, 'the API failed');
    const errors = error instanceof ApiRefused ? error.errors : [WORDS[status] ?? FAULT];
    for (const name of ['etag', 'content-encoding', 'content-disposition']) reply.removeHeader(name);
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(problem(status, errors));
  });
  api.setNotFoundHandler(() => {
    throw new ApiRefused(404, [WORDS[404]!]);
  });
}

const problem = (status: number, errors: readonly ApiError[]): Problem => ({
  title: STATUS_CODES[status] ?? 'Error',
  type:
    status === 429
      ? 'https://www.rfc-editor.org/rfc/rfc6585#section-4'
      : `https://www.rfc-editor.org/rfc/rfc9110#section-${SECTIONS[status] ?? '15'}`,
  status,
  errors: [...errors],
});
