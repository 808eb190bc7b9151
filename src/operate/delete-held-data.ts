import { type AuditKey, appendEventWithin } from '../audit/append-event.ts';
import { isInForce } from '../domain/agreement/agreement-state.ts';
import { holdKeptAgreement, schoolsToDelete, writeDeleted } from '../store/agreements.ts';
import type { Database } from '../store/database.ts';
import { deleteHeldData } from '../store/held-data.ts';

/** A school whose data were deleted, with the rows of each table that had any. */
export interface Deletion {
  readonly urn: number;
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Deletes what is held of schools that have opted out, once the period that they were told is over. The agreement's history and the
 * audit stay: they are the evidence. Each school is one transaction, with its event on the audit; running it again deletes nothing more.
 */
export async function deleteExpired(owner: Database, key: AuditKey, now: Date): Promise<Deletion[]> {
  const deletions: Deletion[] = [];
  for (const urn of await schoolsToDelete(owner, now)) {
    const deletion = await owner.transaction().execute(async (transaction) => {
      // Held, so that a school that comes back in this moment keeps everything or loses everything.
      const { facts, deleteAfter } = await holdKeptAgreement(transaction, urn, now);
      if (isInForce(facts.state) || deleteAfter === null || deleteAfter > now) return null;
      const rows = await deleteHeldData(transaction, urn);
      await writeDeleted(transaction, urn, now);
      await appendEventWithin(transaction, key, {
        at: now,
        what: 'data-deleted',
        person: null,
        name: null,
        organisation: `school:${urn}`,
        schoolUrn: urn,
        pupilId: null,
        outcome: 'done',
        detail: { rows: Object.values(rows).reduce((sum, each) => sum + each, 0) },
        requestId: null,
      });
      return { urn, rows };
    });
    if (deletion) deletions.push(deletion);
  }
  return deletions;
}
