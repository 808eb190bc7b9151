import type { Handle, Scope } from '../../store/database.ts';

/** How many pupils the rules of Needs attention find, in all schools of a scope together. */
export interface AttentionCounts {
  readonly newlyPersistent: number;
  readonly aboutToBePersistent: number;
  readonly unexplained: number;
}

/** Counts them. Null where the rules are not there to ask. */
export async function countAttention(_handle: Handle, _scope: Scope, _now: Date): Promise<AttentionCounts | null> {
  return null;
}
