import { type ErrorCode, RollcallError } from '../../../errors.ts';

/** Characters kept of what came with an error. */
const MOST_TEXT = 2048;

/**
 * An answer that was not a success. The text that came with it is kept to tell an `invalid_include`, but behind a getter, since
 * it may hold anything and a logger writes what it can list.
 */
export class Refusal extends RollcallError {
  readonly status: number;
  readonly #text: string;

  constructor(code: ErrorCode, status: number, message: string, text: string, retry: boolean) {
    super(code, message, { retry });
    this.status = status;
    this.#text = text.slice(0, MOST_TEXT);
  }

  get text(): string {
    return this.#text;
  }
}

/** Whether the school has not granted this, or there is no such thing for it: an endpoint that may be done without. */
export function isNotPermitted(error: unknown): error is Refusal {
  return error instanceof Refusal && (error.status === 403 || error.status === 404);
}

export function isInvalidInclude(error: unknown): error is Refusal {
  return error instanceof Refusal && error.status === 400 && /invalid_include/i.test(error.text);
}

/** The error for a status that is no success. 429 and 5xx may heal; the rest says no for good. */
export function refusalOf(status: number, path: string, text: string): Refusal {
  if (status === 429 || status >= 500)
    return new Refusal('source-unavailable', status, `Wonde answered ${status} to ${path}.`, text, true);
  if (status >= 300 && status < 400)
    return new Refusal(
      'source-unreadable',
      status,
      `Wonde redirected ${path} (${status}), which is not followed.`,
      text,
      false,
    );
  return new Refusal(
    'source-refused',
    status,
    `Wonde answered ${status} to ${path}: ${REASONS[status] ?? 'the request is not accepted'}.`,
    text,
    false,
  );
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'the token is missing or wrong',
  403: 'the school has not permitted it, or has withdrawn its approval',
  404: 'Wonde does not know it',
};
