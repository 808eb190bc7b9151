import { errorMeaning } from '../mail/mail-errors.ts';
import { type KeptStep, readAgreementEvents, readWording } from '../store/agreement-events.ts';
import { type KeptAgreement, readKeptAgreement, readState } from '../store/agreements.ts';
import { type Connection, readConnection } from '../store/connections.ts';
import { type Database, type Handle, type Scope, withScope } from '../store/database.ts';
import { type Invitation, readInvitations } from '../store/invitations.ts';
import { readLastCollection } from '../store/last-collection.ts';
import { readAddresses } from '../store/mail.ts';
import { readPredecessors, readSchools, readSuccessors, type School } from '../store/school-lookups.ts';

export type { Connection, Invitation, KeptAgreement, KeptStep, School };
export { errorMeaning };

/** A school that came before or after another, and where it stands. */
export interface LinkedSchool {
  readonly school: School;
  readonly state: Awaited<ReturnType<typeof readState>>;
}

/** Everything that the operator may know of one school's agreement. Credentials are not among it. */
export interface OperatorSchool {
  readonly school: School;
  /** Null when nothing has happened to it. */
  readonly kept: KeptAgreement | null;
  readonly history: readonly KeptStep[];
  readonly invitations: readonly Invitation[];
  readonly connection: Connection | null;
  /** How many people decide for the school here: they can be invited without an address. */
  readonly approvers: number;
  readonly collectedAt: Date | null;
  readonly predecessors: readonly LinkedSchool[];
  readonly successors: readonly LinkedSchool[];
}

/** Reads one school; null when the list has none of this URN. @param scope the operator's */
export async function readOperatorSchool(
  database: Database,
  scope: Scope,
  urn: number,
): Promise<OperatorSchool | null> {
  return withScope(database, scope, async (transaction) => {
    const [school] = await readSchools(transaction, [urn]);
    if (!school) return null;
    const before = (await readPredecessors(transaction, urn)).map((each) => each.urn);
    return {
      school,
      kept: await readKeptAgreement(transaction, urn),
      history: await readAgreementEvents(transaction, urn),
      invitations: await readInvitations(transaction, urn),
      connection: await readConnection(transaction, urn),
      approvers: (await readAddresses(transaction, `school:${urn}`, 'approver')).length,
      collectedAt: await readLastCollection(transaction, urn),
      predecessors: await readLinked(transaction, before),
      successors: await readLinked(transaction, await readSuccessors(transaction, urn)),
    };
  });
}

async function readLinked(handle: Handle, urns: readonly number[]): Promise<LinkedSchool[]> {
  const linked: LinkedSchool[] = [];
  for (const school of await readSchools(handle, urns))
    linked.push({ school, state: await readState(handle, school.urn) });
  return linked;
}

/** A text that was agreed to for a school, by its digest. */
export interface AgreedWording {
  readonly wording: string;
  readonly text: string;
  /** Each time that somebody agreed to it, the first first. */
  readonly agreed: readonly KeptStep[];
}

/** The exact words that were agreed to for a school here, the latest first. @param scope the operator's */
export async function readAgreedWordings(database: Database, scope: Scope, urn: number): Promise<AgreedWording[]> {
  return withScope(database, scope, async (transaction) => {
    const steps = (await readAgreementEvents(transaction, urn)).filter(({ wording }) => wording !== null);
    const wordings: AgreedWording[] = [];
    for (const [wording, agreed] of Map.groupBy(steps, (step) => step.wording!)) {
      const text = await readWording(transaction, urn, wording);
      if (text !== null) wordings.unshift({ wording, text, agreed });
    }
    return wordings;
  });
}
