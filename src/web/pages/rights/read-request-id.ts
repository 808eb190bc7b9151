import { RequestRefused } from '../../request-refused.ts';

/** The number of a request, from an address or a form; what is none exists nowhere (404). */
export function readRequestId(text: string | undefined): number {
  if (text === undefined || !/^[1-9]\d{0,9}$/.test(text) || Number(text) > 2_147_483_647) throw new RequestRefused(404);
  return Number(text);
}
