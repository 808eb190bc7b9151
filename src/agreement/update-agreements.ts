import { type AuditKey, appendEventWithin } from '../audit/append-event.ts';
import { makeIssue } from '../domain/quality/issues.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { RollcallError } from '../errors.ts';
import type { Log } from '../log.ts';
import {
  type Agreement,
  agreedSchools,
  readAgreementStates,
  revokeOthers,
  writeAgreements,
} from '../store/agreements.ts';
import { writeIssues } from '../store/collection-runs.ts';
import type { Database, Handle } from '../store/database.ts';
import { eligibleUrns } from '../store/schools.ts';

/** What a source says of a school's agreement. */
export interface Approval {
  readonly id: string;
  readonly urn: number | null;
  readonly mis: string | null;
  readonly host: string | null;
  readonly state: Agreement['state'];
}

export interface AgreementParts {
  readonly owner: Database;
  readonly auditKey: AuditKey;
  readonly log: Log;
}

/**
 * Brings agreements up to date with what the source says. A school that is not in the list of schools, or may not share by its
 * kind, is passed over and counted. Several entries of one URN share only when exactly one does. A school of this source
 * that is in none of its lists any more has not agreed.
 * @param approvals all lists of the source, read to the end
 */
export async function updateAgreements(
  { owner, auditKey, log }: AgreementParts,
  source: string,
  approvals: readonly Approval[],
  now: Date,
): Promise<{ agreed: number; passedOver: number }> {
  if (approvals.length === 0 && (await agreedSchools(owner)).length > 0)
    throw new RollcallError(
      'read-incomplete',
      'The source lists no school at all, though schools share. Nothing was changed.',
    );
  const eligible = await eligibleUrns(
    owner,
    approvals.flatMap(({ urn }) => (urn === null ? [] : [urn])),
  );
  const named = approvals.filter(
    (each): each is Approval & { urn: number } => each.urn !== null && eligible.has(each.urn),
  );
  const taken = [...Map.groupBy(named, ({ urn }) => urn).values()].map((entries) => chooseEntry(entries, log));
  await noteChangedMis(owner, taken, now);
  const vanished = await owner.transaction().execute(async (transaction) => {
    const before = await readAgreementStates(transaction);
    await writeAgreements(
      transaction,
      source,
      taken.map(({ id, urn, mis, host, state }) => ({ urn, state, sourceSchoolId: id, sourceHost: host, mis })),
      now,
    );
    const urns = taken.map(({ urn }) => urn);
    const revoked = await revokeOthers(transaction, source, urns, now);
    await recordChanges(transaction, auditKey, source, before, now);
    return revoked;
  });
  const passedOver = approvals.length - named.length;
  if (passedOver + vanished > 0)
    log.warn({ passedOver, vanished }, 'schools at the source that cannot share, or are gone');
  return { agreed: taken.filter(({ state }) => state === 'agreed').length, passedOver };
}

/** Each school whose agreement is not what it was goes on the audit, where the school can read it. */
async function recordChanges(
  transaction: Handle,
  key: AuditKey,
  source: string,
  before: ReadonlyMap<number, Agreement['state']>,
  now: Date,
): Promise<void> {
  for (const [urn, state] of await readAgreementStates(transaction)) {
    const was = before.get(urn) ?? null;
    if (was === state) continue;
    await appendEventWithin(transaction, key, {
      at: now,
      what: 'agreement-changed',
      person: null,
      name: null,
      organisation: `school:${urn}`,
      schoolUrn: urn,
      pupilId: null,
      outcome: 'done',
      detail: { ...(was && { was }), now: state, by: source },
      requestId: null,
    });
  }
}

/** From the most cautious on: what counts when the source has several entries for one school. */
const CAUTION: readonly Approval['state'][] = [
  'revoked',
  'declined',
  'pending',
  'waiting-for-audit',
  'offline',
  'agreed',
];

function chooseEntry<T extends Approval>(entries: readonly T[], log: Log): T {
  const agreed = entries.filter(({ state }) => state === 'agreed');
  if (entries.length === 1 || agreed.length === 1) return agreed[0] ?? entries[0]!;
  log.warn({ urn: entries[0]!.urn, entries: entries.length }, 'the source has several entries for one school');
  const cautious = entries.toSorted((a, b) => CAUTION.indexOf(a.state) - CAUTION.indexOf(b.state))[0]!;
  return cautious.state === 'agreed' ? { ...cautious, state: 'pending' } : cautious;
}

/** A school that has changed its MIS is told so: its older weeks came from another system. */
async function noteChangedMis(
  owner: Database,
  taken: readonly (Approval & { urn: number })[],
  now: Date,
): Promise<void> {
  const before = new Map((await agreedSchools(owner)).map(({ urn, mis }) => [urn, mis]));
  for (const { urn, mis } of taken) {
    const was = before.get(urn);
    if (!was || !mis || was === mis) continue;
    const issue = makeIssue('mis-changed', londonDate(now), { was, now: mis });
    await writeIssues(owner, urn, now, [issue], { always: [], inWindow: null, withoutDay: false });
  }
}
