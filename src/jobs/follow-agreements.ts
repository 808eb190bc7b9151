import { askGranted } from '../agreement/ask-granted.ts';
import { checkSource } from '../agreement/check-source.ts';
import { closeSchools } from '../agreement/close-schools.ts';
import { followHints } from '../agreement/follow-hints.ts';
import { neverCollected } from '../agreement/never-collected.ts';
import { remindInvited } from '../agreement/remind-invited.ts';
import { requestAccess } from '../agreement/request-access.ts';
import type { SourceAccess } from '../agreement/source-access.ts';
import { tellOfDeletion, tellOfLoss } from '../agreement/tell-schools.ts';
import type { AgreementParts } from '../agreement/update-agreements.ts';
import type { Clock } from '../domain/clock.ts';
import { describeError } from '../log.ts';
import { askDeliveries } from '../mail/ask-deliveries.ts';
import type { Transport } from '../mail/transport.ts';
import { deleteExpired } from '../operate/delete-held-data.ts';

export interface FollowerParts extends AgreementParts {
  readonly access: SourceAccess;
  readonly clock: Clock;
  /** Days after an invitation when a school that has not answered is reminded. */
  readonly remindDays: readonly number[];
  /** The way that mail goes, if it can be asked what became of it. */
  readonly transport: Pick<Transport, 'readDelivery'> | null;
  /** Minutes after which the source's lists are read again. */
  readonly checkMinutes: number;
  /** Milliseconds from the end of one round to the next. */
  readonly everyMs: number;
  /** Collects schools that have just been let in, so that they see something the same day. */
  collectSchools(urns: readonly number[], signal: AbortSignal): Promise<unknown>;
}

export interface Follower {
  /** One round now, after the one that is under way; and the collections that it begins, to their end. */
  followNow(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Follows agreements, round by round: what webhooks hinted at, access to be asked for, the source's lists when they are due,
 * schools that closed, reminders, data whose time is over, and the first collection of schools that were just let in. Each step may run
 * any number of times. One that fails is logged, and the others go on.
 */
export function startFollower(parts: FollowerParts): Follower {
  const stopping = new AbortController();
  const { signal } = stopping;
  let round: Promise<void> = Promise.resolve();
  let collecting: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const collect = createCollect(parts, signal);
  const state = { checkedAt: 0, deliveriesAskedAt: 0 };
  const follow = async () => {
    if (signal.aborted) return;
    await followOnce(parts, state, signal);
    collecting = collecting.then(collect);
  };
  const next = () => (round = round.then(follow));
  const wait = () => {
    timer = setTimeout(() => next().then(wait), parts.everyMs);
    if (signal.aborted) clearTimeout(timer);
  };
  wait();
  return {
    followNow: async () => {
      await next();
      await collecting;
    },
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await round;
      await collecting;
    },
  };
}

const DELIVERIES_EVERY_MS = 60 * 60_000;
const INVITATIONS = ['school-invited', 'school-reminded'];

/** A hint about a school that nobody has heard of makes the lists due after this time already. */
const SOONEST_CHECK_MS = 60_000;

async function followOnce(
  parts: FollowerParts,
  state: { checkedAt: number; deliveriesAskedAt: number },
  signal: AbortSignal,
): Promise<void> {
  const { access, clock, owner } = parts;
  const step = stepOf(parts, signal);
  const hints = await step('follow webhooks', () => followHints(parts, access, clock, signal));
  const sinceCheck = clock.now().getTime() - state.checkedAt;
  // A clock that was set back must not put the next check off.
  const isDue = sinceCheck < 0 || sinceCheck >= parts.checkMinutes * 60_000;
  if (isDue || (hints?.unknown && sinceCheck >= SOONEST_CHECK_MS)) {
    state.checkedAt = clock.now().getTime();
    await step('ask which schools have approved', () => checkSource(parts, access, clock, signal));
  }
  await step('ask for access', () => requestAccess(parts, access, clock, signal));
  await step('ask what schools have granted', () => askGranted(owner, access, clock, signal));
  await step('end agreements of closed schools', () => closeSchools(owner, parts, clock.now()));
  if (Math.abs(clock.now().getTime() - state.deliveriesAskedAt) >= DELIVERIES_EVERY_MS) {
    state.deliveriesAskedAt = clock.now().getTime();
    await step('ask what became of invitations', () => askDeliveries(owner, parts.transport, INVITATIONS, clock.now()));
  }
  await step('remind schools', () => remindInvited(owner, parts.remindDays, clock.now()));
  await step('tell of lost connections', () => tellOfLoss(owner, clock.now()));
  await step('delete data', async () => {
    const deleted = await deleteExpired(owner, parts.auditKey, clock.now());
    for (const { urn, rows } of deleted)
      parts.log.warn({ urn, rows }, 'the data of a school that opted out were deleted');
    await tellOfDeletion(
      owner,
      deleted.map(({ urn }) => urn),
      clock.now(),
    );
  });
}

/** Runs a step; what it throws is logged, by its place alone where it is a fault of our own. */
const stepOf =
  ({ log }: FollowerParts, signal: AbortSignal) =>
  async <T>(what: string, run: () => Promise<T>): Promise<T | null> => {
    if (signal.aborted) return null;
    try {
      return await run();
    } catch (error) {
      if (!signal.aborted)
        log.error(
          { step: what, code: (error as { code?: string }).code, fault: describeError(error) },
          'an agreement could not be followed',
        );
      return null;
    }
  };

/** A school whose first collection failed is not tried again before an hour has passed; the daily collection tries it too. */
const TRY_AGAIN_MS = 60 * 60_000;

function createCollect(parts: FollowerParts, signal: AbortSignal): () => Promise<void> {
  const { owner, clock } = parts;
  return async () => {
    await stepOf(parts, signal)('collect schools that were let in', async () => {
      const urns = await neverCollected(owner, new Date(clock.now().getTime() - TRY_AGAIN_MS));
      if (urns.length > 0) await parts.collectSchools(urns, signal);
    });
  };
}
