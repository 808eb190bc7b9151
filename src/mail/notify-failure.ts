import { MailFailure } from './mail-errors.ts';

/** As axios throws it. It holds the request, with the address and the token: nothing of it is kept. */
interface HttpError {
  readonly code?: string;
  readonly response?: { readonly status?: number; readonly data?: unknown };
}

const UNTRUSTED = /CERT|SSL|TLS|SIGN/;
const SLOW = ['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED'];

/**
 * Why GOV.UK Notify did not do what it was asked. Its words may change, so its status and the kind of its error count: of the errors
 * 400, a `ValidationError` is about what was sent, of which only the address comes from outside; any other is about how the service at
 * Notify is set up, and other messages will fail too.
 */
export function nameNotifyFailure(error: unknown): MailFailure {
  const { code = '', response } = error as HttpError;
  const status = response?.status;
  if (status === undefined) return nameBrokenConnection(code);
  if (status === 401 || status === 403) return new MailFailure('server-login', true);
  if (status === 429 || status >= 500) return new MailFailure('server-busy', true);
  if (status === 400 && kindOf(response?.data) === 'ValidationError') return new MailFailure('refused-400', false);
  return new MailFailure('server-setup', true);
}

function nameBrokenConnection(code: string): MailFailure {
  if (SLOW.includes(code)) return new MailFailure('server-slow', true);
  if (UNTRUSTED.test(code)) return new MailFailure('server-untrusted', true);
  return code === '' ? new MailFailure('failed', false) : new MailFailure('server-unreachable', true);
}

function kindOf(data: unknown): unknown {
  const errors = typeof data === 'object' && data !== null && 'errors' in data ? data.errors : null;
  return Array.isArray(errors) ? (errors[0] as { error?: unknown } | undefined)?.error : null;
}
