/** An answer that is not a success, in the form that this sandbox gives errors (Wonde's own form is not documented). */
export class Failure extends Error {
  readonly status: number;
  readonly slug: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, slug: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.slug = slug;
    this.headers = headers;
  }
}

export const forbidden = (message: string): Failure => new Failure(403, 'forbidden', message);
export const notFound = (message = 'There is nothing here.'): Failure => new Failure(404, 'not_found', message);
