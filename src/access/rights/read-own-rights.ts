import type { Clock } from '../../domain/clock.ts';
import { type Database, withScope } from '../../store/database.ts';
import { hasApprover } from '../../store/members.ts';
import { type RightRequest, readRequestsOf } from '../../store/right-requests.ts';
import { type RightName, readRights } from '../../store/rights.ts';
import type { Viewer } from '../viewer.ts';
import { type CannotAsk, cannotAsk } from './can-ask.ts';
import { RIGHT_NAMES } from './right-words.ts';
import type { RightsParts } from './rights-parts.ts';
import { type Waiting, waiting } from './waiting.ts';

/** One right, as it stands for the viewer in the organisation acted for. */
export interface OwnRight {
  readonly right: RightName;
  /** By our own tables, or, for a role kept elsewhere, by what was found out there. */
  readonly held: boolean;
  /** What waits to be decided. */
  readonly open: (RightRequest & Waiting) | null;
  /** Why it cannot be asked for; null when it can. */
  readonly cannotAsk: CannotAsk | null;
}

/** The viewer's own rights and requests. */
export interface OwnRights {
  readonly rights: readonly OwnRight[];
  /** Everything asked for in this organisation, newest first, at most 50. */
  readonly requests: readonly RightRequest[];
  /** Whether anyone approves for the organisation; else the operator decides. */
  readonly hasApprover: boolean;
}

/** What the viewer holds and asked for in the organisation acted for; null when they act for none. @param database the viewer's login */
export async function readOwnRights(
  database: Database,
  viewer: Viewer,
  { clock, roles }: { readonly clock: Clock } & Pick<RightsParts, 'roles'>,
): Promise<OwnRights | null> {
  const { organisationKey: organisation, person } = viewer;
  if (organisation === null || viewer.duty !== null) return null;
  return withScope(database, viewer.scope, async (transaction) => {
    const held = await readRights(transaction, person, organisation);
    const requests = await readRequestsOf(transaction, person, organisation);
    const rights = RIGHT_NAMES.map((right): OwnRight => {
      const open = requests.find((each) => each.right === right && each.decision === null);
      return {
        right,
        held: held.has(right) || viewer.rights.has(right),
        open: open ? { ...open, ...waiting(open.askedAt, clock.now(), roles.overdueDays) } : null,
        cannotAsk: cannotAsk(viewer, right, roles.places),
      };
    });
    return { rights, requests, hasApprover: await hasApprover(transaction, organisation) };
  });
}
