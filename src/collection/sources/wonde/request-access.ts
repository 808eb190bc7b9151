import { RollcallError } from '../../../errors.ts';
import type { WondeClient } from './client.ts';
import { readRow, readText } from './read-value.ts';
import { isSchoolId } from './school-row.ts';

/** Someone at the school whom Wonde may speak to. By the documents that makes an approval come sooner. */
export interface AccessContact {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
}

/**
 * Asks a school for access: it then finds the request in Wonde's portal. Asking again changes nothing, so a fault is tried again. Only the
 * school itself, and Wonde's audit, lead on from there.
 * @returns the state that Wonde gives, such as `pending`, or `approved` for a school that has approved already; null when it
 *   says none. What counts is what `readApproval` says afterwards.
 * @throws as `createAskJson`; source-refused when Wonde answers that it did not do it
 */
export async function requestAccess(
  client: WondeClient,
  id: string,
  contacts: readonly AccessContact[],
  signal: AbortSignal,
): Promise<{ state: string | null }> {
  if (!isSchoolId(id)) throw new RangeError('not an id of a school at Wonde');
  const people = contacts.map(({ firstName, lastName, email }) => ({
    first_name: firstName,
    last_name: lastName,
    phone_number: null,
    email_address: email,
    notes: null,
  }));
  const answer = readRow(
    await client.ask({ path: `schools/${id}/request-access` }, people.length > 0 ? { contacts: people } : {}, signal),
  );
  if (answer?.['success'] === false)
    throw new RollcallError('source-refused', 'Wonde answered that access was not asked for.');
  const state = readText(answer?.['state'] ?? readRow(answer?.['data'])?.['state'], 40);
  return { state: state?.toLowerCase() ?? null };
}
