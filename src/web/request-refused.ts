/** A request that is answered with the error page of its status: thrown by hooks and pages, and no fault of the program. */
export class RequestRefused extends Error {
  readonly statusCode: number;
  constructor(statusCode: 400 | 403 | 404 | 429) {
    super(`refused with ${statusCode}`);
    this.name = 'RequestRefused';
    this.statusCode = statusCode;
  }
}
