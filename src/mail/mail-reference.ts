import { createHash } from 'node:crypto';

/**
 * What a queued mail is called outside, to one of those it is for: the same for every try, so that a message that came twice can be
 * told, and what became of it can be asked for later. It does not show the address.
 */
export function mailReference({ id, queuedAt }: { readonly id: number; readonly queuedAt: Date }, to: string): string {
  const digest = createHash('sha256').update(`${id} ${queuedAt.getTime()} ${to}`).digest('hex').slice(0, 24);
  return `rollcall.${id}.${digest}`;
}
