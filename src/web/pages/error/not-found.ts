import type { PageResult } from '../../page.ts';
import { ERROR_TEMPLATE, errorPage } from './error-page.ts';

/** What a page answers with when what its address names does not exist, or is not in the viewer's scope. */
export function notFound(): PageResult {
  return { template: ERROR_TEMPLATE, model: errorPage(404), status: 404 };
}
