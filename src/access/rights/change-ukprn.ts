import { appendEventWithin } from '../../audit/append-event.ts';
import { type Database, withScope } from '../../store/database.ts';
import { readNamedOrganisations } from '../../store/members.ts';
import {
  deleteUkprn,
  holdUkprn,
  insertUkprn,
  isUkprn,
  readUkprns,
  type UkprnOrganisation,
} from '../../store/ukprns.ts';
import { operates, type Viewer } from '../viewer.ts';
import { findOrganisation } from './find-organisation.ts';
import { rightsEvent } from './rights-event.ts';
import type { RightsParts } from './rights-parts.ts';

export type UkprnChanged = {
  readonly outcome:
    | 'changed'
    | 'removed'
    /** It is so already, or there was nothing to remove. */
    | 'unchanged'
    | 'not-allowed'
    | 'ukprn-unusable'
    | 'organisation-unknown';
};

/**
 * Says which organisation a UKPRN stands for, or no longer says it: the operator alone, since the list of schools knows no
 * UKPRN of local authorities.
 * @param database the viewer's login
 * @param change `organisation` such as `authority:301`; null to remove the UKPRN from the table
 */
export async function changeUkprn(
  database: Database,
  viewer: Viewer,
  change: { readonly ukprn: string; readonly organisation: string | null },
  parts: Omit<RightsParts, 'roles'>,
): Promise<UkprnChanged> {
  if (!operates(viewer, {})) return { outcome: 'not-allowed' };
  const ukprn = change.ukprn.trim();
  const { organisation } = change;
  if (!isUkprn(ukprn)) return { outcome: 'ukprn-unusable' };
  return withScope(database, viewer.scope, async (transaction) => {
    if (organisation !== null && !(await findOrganisation(transaction, organisation)))
      return { outcome: 'organisation-unknown' };
    const before = await holdUkprn(transaction, ukprn);
    if (before === organisation) return { outcome: 'unchanged' };
    await deleteUkprn(transaction, ukprn);
    if (organisation !== null)
      await insertUkprn(transaction, { ukprn, organisation, addedAt: parts.clock.now(), addedBy: viewer.person });
    const detail = { ukprn, before, now: organisation };
    await appendEventWithin(
      transaction,
      parts.auditKey,
      rightsEvent(viewer, parts, 'ukprn-changed', organisation ?? before, detail),
    );
    return { outcome: organisation === null ? 'removed' : 'changed' };
  });
}

/** The operator's table of UKPRNs with the names of the organisations; null for everyone else. @param database the viewer's login */
export async function readUkprnTable(
  database: Database,
  viewer: Viewer,
): Promise<readonly (UkprnOrganisation & { readonly name: string })[] | null> {
  if (!operates(viewer, {})) return null;
  return withScope(database, viewer.scope, async (transaction) => {
    const rows = await readUkprns(transaction);
    const names = await readNamedOrganisations(
      transaction,
      rows.map(({ organisation }) => organisation),
    );
    return rows.map((row) => ({ ...row, name: names.get(row.organisation)?.name ?? row.organisation }));
  });
}
