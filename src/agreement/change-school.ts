import { type AuditKey, appendEventWithin } from '../audit/append-event.ts';
import type { AgreementEvent, AgreementFacts, Impossible, Step } from '../domain/agreement/agreement.ts';
import { hasRefused, isInForce } from '../domain/agreement/agreement-state.ts';
import { changeAgreement } from '../domain/agreement/change-agreement.ts';
import { type ChangedBy, insertAgreementEvents, type KeptStep } from '../store/agreement-events.ts';
import {
  holdKeptAgreement,
  type KeptAgreement,
  type SourceFacts,
  writeChange,
  writeSourceFacts,
} from '../store/agreements.ts';
import { deleteConnection } from '../store/connections.ts';
import type { Handle } from '../store/database.ts';

export interface ChangeParts {
  readonly auditKey: AuditKey;
  /** Days for which data held are kept after an opt out. */
  readonly keepDays: number;
}

export interface SchoolChange {
  readonly urn: number;
  readonly event: AgreementEvent;
  readonly by: ChangedBy;
  readonly now: Date;
  /** Number of the last event that whoever acts has seen: when more has happened since, nothing is done. Left out where it does not matter. */
  readonly seen?: number;
  readonly detail?: KeptStep['detail'];
  /** How the school is reached at its source, where the source has said it. As the owner. */
  readonly source?: SourceFacts | null;
  readonly requestId?: string | null;
}

export type SchoolChanged =
  | { readonly outcome: 'changed'; readonly kept: KeptAgreement; readonly steps: readonly Step[] }
  /** It was so already: a second press of the button. */
  | { readonly outcome: 'unchanged'; readonly kept: KeptAgreement; readonly steps: readonly [] }
  /** Somebody else was faster, and what was asked for would undo it. */
  | { readonly outcome: 'overtaken'; readonly kept: KeptAgreement; readonly steps: readonly [] }
  | {
      readonly outcome: 'impossible';
      readonly why: Impossible;
      readonly kept: KeptAgreement;
      readonly steps: readonly [];
    };

/**
 * Lets an event happen to a school's agreement, in the caller's transaction: its new state, its history and the audit stand or fall
 * together. It holds the school's agreement first and the audit last, as everything must that takes both.
 * @param transaction under the viewer's login, only of somebody who may agree for the school, or of the operator; or the owner's
 */
export async function changeSchool(
  transaction: Handle,
  parts: ChangeParts,
  change: SchoolChange,
): Promise<SchoolChanged> {
  const { urn, event, now, seen } = change;
  const kept = await holdKeptAgreement(transaction, urn, now);
  const outcome = changeAgreement(kept.facts, event);
  if ('impossible' in outcome) return { outcome: 'impossible', why: outcome.impossible, kept, steps: [] };
  const { facts, steps } = outcome;
  if (steps.length > 0 && seen !== undefined && seen !== kept.events) return { outcome: 'overtaken', kept, steps: [] };
  if (event.kind === 'source-said') await writeSourceFacts(transaction, urn, facts, change.source ?? null);
  const events = kept.events + steps.length;
  const deleteAfter = deletionOf(kept, facts, now, parts.keepDays);
  const after = { ...kept, facts, events, deleteAfter, ...(steps.length > 0 && { changedAt: now }) };
  if (steps.length === 0) {
    // Where it was ended may have become another place.
    if (facts.endedWhere !== kept.facts.endedWhere)
      await writeChange(transaction, urn, facts, { events, now: kept.changedAt, deleteAfter });
    return { outcome: 'unchanged', kept: after, steps: [] };
  }
  await writeChange(transaction, urn, facts, { events, now, deleteAfter });
  await insertAgreementEvents(transaction, urn, keptSteps(change, kept.events, facts, steps));
  if (!isInForce(facts.state)) await deleteConnection(transaction, urn);
  await recordSteps(transaction, parts.auditKey, change, steps);
  return { outcome: 'changed', kept: after, steps };
}

/** Fixed when the agreement ends, so that a setting changed later does not change what a school was told. */
function deletionOf(
  { facts: before, deleteAfter }: KeptAgreement,
  after: AgreementFacts,
  now: Date,
  keepDays: number,
): Date | null {
  if (isInForce(after.state)) return null;
  const ends = (isInForce(before.state) || before.state === 'closed') && hasRefused(after.state);
  return ends ? new Date(now.getTime() + keepDays * 24 * 60 * 60_000) : deleteAfter;
}

function keptSteps(
  { event, by, now, detail }: SchoolChange,
  last: number,
  { wording }: AgreementFacts,
  steps: readonly Step[],
): KeptStep[] {
  return steps.map((step, place) => ({
    ...step,
    ...by,
    event: last + 1 + place,
    at: now,
    wording: step.kind === 'agree' && event.kind === 'agree' ? wording : null,
    detail: detail ?? {},
  }));
}

/** Each step goes on the audit, where the school can read it. */
async function recordSteps(
  transaction: Handle,
  key: AuditKey,
  { urn, by, now, requestId }: SchoolChange,
  steps: readonly Step[],
): Promise<void> {
  for (const { kind, was, state } of steps)
    await appendEventWithin(transaction, key, {
      at: now,
      what: 'agreement-changed',
      person: by.person,
      name: by.name,
      organisation: by.organisation ?? `school:${urn}`,
      schoolUrn: urn,
      pupilId: null,
      outcome: 'done',
      detail: { was, now: state, kind, by: by.through },
      requestId: requestId ?? null,
    });
}
