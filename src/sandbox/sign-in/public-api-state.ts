import { hexDigits } from '../random.ts';
import type { Account } from './account.ts';
import { makeUuid } from './organisation-claim.ts';

/** Every fault that the stand-in for DfE Sign-in's Public API can make, with what it does. */
export const PUBLIC_API_FAULTS = {
  'not-found': 'Answers 404 without a body, as where there is no access.',
  'html-not-found': 'Answers 404 with an HTML page.',
  'html-page': 'Answers 200 with an HTML page.',
  'server-error': 'Answers `status` (500).',
  'too-many-requests': 'Answers 429.',
  forbidden: 'Answers 403.',
  redirect: 'Answers 302 to another host.',
  slow: 'Waits `ms` milliseconds (15000) before it answers.',
  reset: 'Cuts the connection without an answer.',
  'truncated-json': 'Cuts the answer in its middle.',
  'inactive-role': 'Gives roles that are not active.',
  'other-user': 'Answers about another person.',
} as const;

export interface PublicApiFault {
  readonly kind: keyof typeof PUBLIC_API_FAULTS;
  /** At most so often; always, unless told. */
  readonly times?: number;
  readonly status?: number;
  readonly ms?: number;
}

/** Who holds the role where, and the faults to make: all in memory. */
export interface PublicApiState {
  readonly clientId: string;
  readonly apiSecret: string;
  readonly serviceId: string;
  readonly roleCode: string;
  readonly accounts: readonly Account[];
  readonly clock: { now(): Date };
  /** `subject` and id of the organisation, with a blank between. */
  readonly holders: Set<string>;
  /** Those left, each with how often it may still be made. */
  faults: { readonly fault: PublicApiFault; left: number }[];
}

export function createPublicApiState(options: {
  seed: number;
  clientId: string;
  accounts: readonly Account[];
  clock: { now(): Date };
}): PublicApiState {
  const accounts = options.accounts.filter(({ door }) => door === 'dfe-sign-in');
  const holders = accounts.flatMap(({ subject, organisations, claims }) =>
    claims.filter((_, i) => organisations[i]?.holds.includes('view')).map(({ id }) => holderKey(subject, id)),
  );
  return {
    clientId: options.clientId,
    // As long as DfE Sign-in's own.
    apiSecret: `sandbox-api-${hexDigits(13, options.seed, 825)}`,
    serviceId: makeUuid(options.seed, 826),
    roleCode: 'sandbox-attendance',
    accounts,
    clock: options.clock,
    holders: new Set(holders),
    faults: [],
  };
}

/** GUIDs may be written in either case. */
export const holderKey = (subject: string, organisation: string): string => `${subject} ${organisation}`.toUpperCase();

/** Uses up one of the fault that is to be made next, if any. */
export function takeFault(state: PublicApiState): PublicApiFault | null {
  const next = state.faults.find(({ left }) => left > 0);
  if (!next) return null;
  next.left--;
  return next.fault;
}
