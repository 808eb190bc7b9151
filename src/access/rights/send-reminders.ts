import type { Clock } from '../../domain/clock.ts';
import { queueMail } from '../../mail/queue-mail.ts';
import type { Database } from '../../store/database.ts';
import { hasApprover } from '../../store/members.ts';
import { markTold, readUntold, type Telling } from '../../store/right-requests.ts';
import { organisationName } from './find-organisation.ts';
import { askedBefore } from './overdue.ts';
import { requestFacts } from './request-facts.ts';
import type { RoleSettings } from './rights-parts.ts';

export interface ReminderParts {
  readonly owner: Database;
  readonly clock: Clock;
  readonly roles: Pick<RoleSettings, 'name' | 'overdueDays'>;
}

/** Requests of which approvers were told. */
export interface Reminded {
  readonly reminded: number;
  readonly overdue: number;
}

/**
 * Tells approvers once, the day before, that a request will be overdue, and once that it is; then the operator too. What is
 * overdue already when it is first looked at gets no reminder. Running twice, or two at once, tells once: what was told is marked
 * in the transaction that queues the mail.
 */
export async function sendReminders(parts: ReminderParts): Promise<Reminded> {
  const { owner, clock, roles } = parts;
  const overdue = askedBefore(clock.now(), roles.overdueDays);
  // Never on the very day of asking, where requests are overdue after a day.
  const nearly = askedBefore(clock.now(), Math.max(1, roles.overdueDays - 1));
  const reminded = await tell(
    parts,
    'reminded_at',
    await readUntold(owner, 'reminded_at', { before: nearly, from: overdue }),
  );
  return {
    reminded,
    overdue: await tell(parts, 'overdue_at', await readUntold(owner, 'overdue_at', { before: overdue })),
  };
}

async function tell(parts: ReminderParts, telling: Telling, requestIds: readonly number[]): Promise<number> {
  let told = 0;
  for (const requestId of requestIds) if (await tellOne(parts, telling, requestId)) told++;
  return told;
}

async function tellOne({ owner, clock, roles }: ReminderParts, telling: Telling, requestId: number): Promise<boolean> {
  const now = clock.now();
  return owner.transaction().execute(async (transaction) => {
    const request = await markTold(transaction, requestId, telling, now);
    if (request === null) return false;
    const { organisation } = request;
    const facts = requestFacts(request, await organisationName(transaction, organisation), roles);
    const template = telling === 'reminded_at' ? 'right-reminder' : 'right-overdue';
    // Mail to the approvers of an organisation without any goes to the operators: they are told of an overdue one once.
    const alone = !(await hasApprover(transaction, organisation));
    if (!(alone && template === 'right-overdue'))
      await queueMail(transaction, { template, facts, organisation, addressee: 'approvers' }, now);
    if (template === 'right-overdue')
      await queueMail(transaction, { template, facts, organisation, addressee: 'operators' }, now);
    return true;
  });
}
