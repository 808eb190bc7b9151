import { type RightName, rightWords } from '../../../access/rights/right-words.ts';
import { ageWords, dayOf } from '../rights/waiting-words.ts';

/** A request that waits, as lists show it. */
export interface WaitingRequest {
  readonly requestId: number;
  readonly right: RightName;
  readonly name: string;
  readonly email: string;
  readonly reason: string;
  readonly askedAt: Date;
  readonly days: number;
  readonly overdue: boolean;
  /** Of the organisation; only where requests of several are listed. */
  readonly organisationName?: string;
  readonly hasApprover?: boolean;
}

const LONGEST_REASON = 160;

/** The rows of a list of requests. @param base below which each request has its page, such as `/approvals` */
export function viewRequests(requests: readonly WaitingRequest[], roleName: string, base: string) {
  return requests.map((each) => ({
    href: `${base}/${each.requestId}`,
    name: each.name,
    email: each.email,
    organisation: each.organisationName ?? null,
    right: rightWords(each.right, roleName),
    reason: shorten(each.reason),
    asked: dayOf(each.askedAt),
    age: ageWords(each.days),
    overdue: each.overdue,
    alone: each.hasApprover === false,
  }));
}

function shorten(reason: string): string {
  const characters = [...reason];
  return characters.length > LONGEST_REASON
    ? `${characters
        .slice(0, LONGEST_REASON - 1)
        .join('')
        .trimEnd()}…`
    : reason;
}
