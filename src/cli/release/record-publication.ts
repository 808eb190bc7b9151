import { type AuditKey, appendEventWithin } from '../../audit/append-event.ts';
import { installationEvent } from '../../audit/installation-event.ts';
import type { Handle } from '../../store/database.ts';
import type { StoredRelease } from '../../store/releases.ts';

/** Puts on the audit, with the publication, that a release was published. @param by the command line or the program itself */
export const recordPublication =
  (key: AuditKey, now: Date, by: string) =>
  async (transaction: Handle, { id, digest }: StoredRelease): Promise<void> => {
    const detail = { release: id, digest, by };
    await appendEventWithin(transaction, key, installationEvent({ at: now, what: 'release-published', detail }));
  };
