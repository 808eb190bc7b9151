import type { Database } from '../store/database.ts';
import { markUndelivered, readSentSince } from '../store/mail.ts';
import { readMailOutcomes } from './read-mail-outcomes.ts';
import type { Transport } from './transport.ts';

/** What is not known after this time is not asked for any more: GOV.UK Notify tries for 72 hours. */
const ASKED_FOR_MS = 3 * 24 * 60 * 60_000;

/**
 * Asks what became of mails that were handed over, where the way that they went can be asked; one that could not be delivered is given up
 * with the error `undelivered`, so that it shows like one that was refused.
 * @param owner the owner's login: no other reads mail
 * @returns how many could not be delivered
 */
export async function askDeliveries(
  owner: Database,
  transport: Pick<Transport, 'readDelivery'> | null,
  templates: readonly string[],
  now: Date,
): Promise<number> {
  if (!transport?.readDelivery) return 0;
  const ids = await readSentSince(owner, templates, new Date(now.getTime() - ASKED_FOR_MS));
  let undelivered = 0;
  for (const { id, reference } of (await readMailOutcomes(owner, ids)).values()) {
    if (reference === null || (await transport.readDelivery(reference)) !== 'undelivered') continue;
    await markUndelivered(owner, id, now);
    undelivered++;
  }
  return undelivered;
}
