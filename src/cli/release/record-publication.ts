import { type AuditKey, appendEventWithin } from '../../audit/append-event.ts';
import type { Handle } from '../../store/database.ts';
import type { StoredRelease } from '../../store/releases.ts';

/** Puts on the audit, with the publication, that a release was published. @param by the command line or the program itself */
export const recordPublication =
  (key: AuditKey, now: Date, by: string) =>
  async (transaction: Handle, { id, digest }: StoredRelease): Promise<void> => {
    await appendEventWithin(transaction, key, {
      at: now,
      what: 'release-published',
      person: null,
      name: null,
      organisation: 'operator',
      schoolUrn: null,
      pupilId: null,
      outcome: 'done',
      detail: { release: id, digest, by },
      requestId: null,
    });
  };
