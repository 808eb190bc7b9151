import type { Problem } from './check.ts';

/** A release's states in their order: `made`, `signed` (by two), `published`. A release with a failed check stays `failed`. */
export const STATES = ['made', 'signed', 'published', 'failed'] as const;
export type ReleaseState = (typeof STATES)[number];

/** As many different people must sign a release off. */
export const SIGNATURES_NEEDED = 2;

/** What a check said of a release. */
export interface CheckResult {
  readonly name: string;
  /** The first of them; none when the check was passed. */
  readonly problems: readonly Problem[];
  /** How many there are. */
  readonly found: number;
}

export const isPassed = ({ found }: CheckResult): boolean => found === 0;

/** What decides which state a release is in. */
export interface Standing {
  readonly publishedAt: Date | null;
  readonly checks: readonly CheckResult[];
  /** How many different people have signed the files that it has now. */
  readonly signatures: number;
}

/** The state that a release is in. */
export function stateOf({ publishedAt, checks, signatures }: Standing): ReleaseState {
  if (publishedAt !== null) return 'published';
  if (!checks.every(isPassed)) return 'failed';
  return signatures >= SIGNATURES_NEEDED ? 'signed' : 'made';
}

/** Why a release cannot be published at a moment. */
export type NotPublished = 'published-already' | 'checks-failed' | 'signatures-missing' | 'embargoed';

/** Null when a release can be published at this moment: its checks were passed, two people have signed it off, and it is due. */
export function whyNotPublish(standing: Standing, dueAt: Date, now: Date): NotPublished | null {
  const state = stateOf(standing);
  if (state === 'published') return 'published-already';
  if (state === 'failed') return 'checks-failed';
  if (state === 'made') return 'signatures-missing';
  return now < dueAt ? 'embargoed' : null;
}
