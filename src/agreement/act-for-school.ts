import type { AgreementEvent } from '../domain/agreement/agreement.ts';
import { isInForce } from '../domain/agreement/agreement-state.ts';
import { londonDate } from '../domain/sessions/london.ts';
import { type QueuedMail, queueMail } from '../mail/queue-mail.ts';
import { keepWording } from '../store/agreement-events.ts';
import { type Database, type Handle, type Scope, withScope } from '../store/database.ts';
import { readSchools, type School } from '../store/school-lookups.ts';
import { type ChangeParts, changeSchool, type SchoolChanged } from './change-school.ts';
import { digestWording } from './digest-wording.ts';

/** Somebody who acts for a school here: one of its own people with the right to agree, or the operator on its word. */
export interface Acting {
  readonly person: string;
  readonly name: string;
  readonly email: string;
  /** The organisation acted for: `school:URN`, or `operator`. */
  readonly organisation: string;
  readonly requestId: string | null;
}

export type Act = 'agree' | 'decline' | 'pause' | 'resume' | 'opt-out';

export interface SchoolAct {
  readonly urn: number;
  readonly act: Act;
  /** The exact words agreed to; for agreeing only. */
  readonly wording?: string;
  /** Number of the last event that the page has shown. */
  readonly seen?: number;
  /** What was typed as the reason, for the history; never about a pupil. */
  readonly reason?: string;
}

export type Acted =
  | (SchoolChanged & { readonly school: School; readonly reference: string })
  /** The school is not in the list, or schools of its kind may not share. */
  | { readonly outcome: 'not-eligible'; readonly school: School | null };

/**
 * Does what somebody has pressed, for one school: changes its agreement, keeps the evidence, and queues the receipts. All of it stands or
 * falls together, and takes effect when this returns: from then on nothing is asked of the source of a school that has opted out.
 * @param database the viewer's login
 * @param scope must carry the right to agree for this school, or be the operator's: the database refuses others
 */
export async function actForSchool(
  database: Database,
  scope: Scope,
  parts: ChangeParts,
  acting: Acting,
  act: SchoolAct,
  now: Date,
): Promise<Acted> {
  return withScope(database, scope, async (transaction) => {
    const [school] = await readSchools(transaction, [act.urn]);
    if (!school || (act.act === 'agree' && !school.mayShare))
      return { outcome: 'not-eligible', school: school ?? null };
    if (act.act === 'agree') await keepWording(transaction, act.urn, digestWording(act.wording!), act.wording!, now);
    const { person, name, organisation, requestId } = acting;
    const through = organisation === 'operator' ? 'operator' : 'portal';
    const changed = await changeSchool(transaction, parts, {
      urn: act.urn,
      event: eventOf(act),
      by: { through, person, name, organisation },
      now,
      ...(act.seen !== undefined && { seen: act.seen }),
      ...(act.reason && { detail: { reason: act.reason } }),
      requestId,
    });
    // What the act itself is in the history; that a school is connected by it may follow.
    const reference = referenceOf(act.urn, changed.kept.events - Math.max(0, changed.steps.length - 1));
    if (changed.outcome === 'changed')
      await queueReceipts(transaction, { school, acting, act, changed, reference, now });
    return { ...changed, school, reference };
  });
}

/** By which a change can be found again in a school's history: its URN and the number of the event. */
export const referenceOf = (urn: number, event: number): string => `${urn}-${event}`;

function eventOf({ act, wording }: SchoolAct): AgreementEvent {
  return act === 'agree' ? { kind: 'agree', wording: digestWording(wording!) } : { kind: act };
}

const DONE = {
  agree: 'agreed',
  decline: 'declined',
  pause: 'paused',
  resume: 'resumed',
  'opt-out': 'opted-out',
} as const;

interface Receipt {
  readonly school: School;
  readonly acting: Acting;
  readonly act: SchoolAct;
  readonly changed: SchoolChanged & { outcome: 'changed' };
  readonly reference: string;
  readonly now: Date;
}

/** To who agreed or stopped, and to those who decide at the school, so that nobody is the only one to know. */
async function queueReceipts(transaction: Handle, receipt: Receipt): Promise<void> {
  const { school, acting, act, reference, now } = receipt;
  const facts = { school: school.name, urn: school.urn, at: now.toISOString() };
  const organisation = `school:${school.urn}`;
  const own = { organisation, addressee: 'person', email: acting.email } as const;
  if (act.act === 'agree')
    await queueMail(
      transaction,
      { ...own, template: 'agreement-receipt', facts: { ...facts, reference, name: acting.name } },
      now,
    );
  if (act.act === 'opt-out')
    await queueMail(
      transaction,
      { ...own, template: 'opted-out-receipt', facts: { ...facts, reference, deleteOn: deletionOf(receipt) } },
      now,
    );
  const notice: QueuedMail = {
    organisation,
    addressee: 'approvers',
    template: 'agreement-notice',
    facts: { ...facts, what: DONE[act.act], name: acting.name },
  };
  await queueMail(transaction, notice, now);
}

function deletionOf({ changed: { kept } }: Receipt): string | null {
  return isInForce(kept.facts.state) || kept.deleteAfter === null ? null : londonDate(kept.deleteAfter);
}
