/** An answer of Notify. */
export interface NotifyAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** An error as Notify writes it. */
export const refuseWith = (status: number, error: string, message: string): NotifyAnswer => ({
  status,
  body: { status_code: status, errors: [{ error, message }] },
});

/** The kind of error that Notify documents for a status. */
const KINDS: Readonly<Record<number, string>> = {
  400: 'ValidationError',
  403: 'AuthError',
  404: 'NoResultFound',
  429: 'RateLimitError',
};

/** The error that the stand-in was told to answer with. */
export const refuseAsTold = (status: number): NotifyAnswer =>
  refuseWith(status, KINDS[status] ?? 'Exception', 'refused by the sandbox');
