import type { Log } from '../log.ts';
import { type Agreement, writeAgreements } from '../store/agreements.ts';
import type { Database } from '../store/database.ts';
import { knownUrns } from '../store/schools.ts';

/** What a source says of a school's agreement. */
export interface Approval {
  readonly id: string;
  readonly urn: number | null;
  readonly mis: string | null;
  readonly host: string | null;
  readonly state: Agreement['state'];
}

/**
 * Brings agreements up to date with what the source says. A school that is not in the list of schools, or has no URN, is
 * passed over and counted: its area and kind are unknown, so it cannot share.
 */
export async function updateAgreements(
  owner: Database,
  source: string,
  approvals: readonly Approval[],
  now: Date,
  log: Log,
): Promise<{ agreed: number; unknown: number }> {
  const known = await knownUrns(
    owner,
    approvals.flatMap(({ urn }) => (urn === null ? [] : [urn])),
  );
  const taken = approvals.filter(({ urn }) => urn !== null && known.has(urn));
  await writeAgreements(
    owner,
    source,
    taken.map(({ id, urn, mis, host, state }) => ({ urn: urn!, state, sourceSchoolId: id, sourceHost: host, mis })),
    now,
  );
  const unknown = approvals.length - taken.length;
  if (unknown > 0) log.warn({ unknown }, 'schools at the source that are not in the list of schools were passed over');
  return { agreed: taken.filter(({ state }) => state === 'agreed').length, unknown };
}
