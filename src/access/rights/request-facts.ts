import type { FactsOf } from '../../mail/facts.ts';
import type { RightRequest } from '../../store/right-requests.ts';
import { overdueFrom } from './overdue.ts';
import { rightWords } from './right-words.ts';
import type { RoleSettings } from './rights-parts.ts';

type Asked = Pick<RightRequest, 'requestId' | 'right' | 'name' | 'email' | 'reason' | 'askedAt'>;

/** What mail about a request that waits tells. @param organisation the organisation's name */
export function requestFacts(
  { requestId, right, name, email, reason, askedAt }: Asked,
  organisation: string,
  roles: Pick<RoleSettings, 'name' | 'overdueDays'>,
): FactsOf<'right-asked'> {
  const overdueOn = overdueFrom(askedAt, roles.overdueDays);
  return { requestId, organisation, right: rightWords(right, roles.name), name, email, reason, overdueOn };
}
