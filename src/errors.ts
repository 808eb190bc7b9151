/**
 * Every error code the program can show: what it means, what to do, and whether trying again may help.
 * Bad data is not here: that is an issue (`domain/quality`). A bug is not here either: it is thrown and caught once.
 */
export const ERRORS = {
  'setting-invalid': { retry: false, meaning: 'A setting (environment variable) is missing or cannot be used.' },
  'command-invalid': { retry: false, meaning: 'The command line cannot be understood.' },
  'file-invalid': { retry: false, meaning: 'A file given to a command cannot be read as what it should be.' },
  'database-unavailable': { retry: true, meaning: 'PostgreSQL cannot be started or reached.' },
  'database-outdated': { retry: false, meaning: 'The database was made by a newer version of Rollcall.' },
  'sandbox-refused': { retry: false, meaning: 'The sandbox makes invented data and never runs in production.' },
  'clock-refused': { retry: false, meaning: 'A clock can be set only outside production.' },
  'not-running': { retry: false, meaning: 'The command needs a part that is not running here.' },
  'school-unknown': { retry: false, meaning: 'No school with this URN is in the list of schools.' },
  'not-agreed': {
    retry: false,
    meaning: 'The school has not agreed to share, or no longer does: it is never asked for data.',
  },
  stopped: { retry: true, meaning: 'The operator stopped the collection; nothing of it was recorded.' },
  'collection-locked': { retry: true, meaning: 'Another collection of this school is running.' },
  'source-unavailable': {
    retry: true,
    meaning: 'The source of a school did not answer in time, or answered with a fault.',
  },
  'source-refused': {
    retry: false,
    meaning: 'The source refused: the token is wrong, or the school did not permit it.',
  },
  'source-unreadable': { retry: true, meaning: 'The source answered with something that is not what it should be.' },
  'source-untrusted': {
    retry: false,
    meaning: 'The source pointed to a host that is not its own; the token was not sent there.',
  },
  'read-incomplete': {
    retry: true,
    meaning: 'The source gave less than it must have; nothing was removed or recorded.',
  },
  'sign-in-failed': { retry: true, meaning: 'Signing in did not work.' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** A failed action, by code. `retry` says whether a job should try again. */
export class RollcallError extends Error {
  readonly code: ErrorCode;
  readonly retry: boolean;
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown; retry?: boolean }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RollcallError';
    this.code = code;
    this.retry = options?.retry ?? ERRORS[code].retry;
  }
}
