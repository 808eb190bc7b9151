import type { Member } from '../../store/members.ts';

/** Whether someone is the only one of an organisation who approves for it, or the only operator. */
export function isLast(members: readonly Member[], one: Member): boolean {
  if (one.duty !== 'approver' && one.duty !== 'operator') return false;
  return !members.some(({ duty, email }) => duty === one.duty && email !== one.email);
}
