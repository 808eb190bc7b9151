import { hasRefused } from '../domain/agreement/agreement-state.ts';
import type { KeptStep } from '../store/agreement-events.ts';
import { referenceOf } from './act-for-school.ts';

/** Somebody agreed for a school here. */
export interface Agreeing {
  readonly name: string | null;
  /** Door and key. */
  readonly person: string | null;
  readonly at: Date;
  /** Digest of the wording. */
  readonly wording: string;
  /** As the confirmation and the receipt have it. */
  readonly reference: string;
}

/** The last time that somebody agreed here, by a school's history; null when nobody did. */
export function findAgreeing(urn: number, history: readonly KeptStep[]): Agreeing | null {
  const step = history.findLast(({ kind, wording }) => kind === 'agree' && wording !== null);
  if (!step) return null;
  const { name, person, at, wording } = step;
  return { name, person, at, wording: wording!, reference: referenceOf(urn, step.event) };
}

/** The school said no, or stopped. */
export interface Ending extends KeptStep {
  readonly reference: string;
}

/** How a school's agreement ended last, by its history; null when it did not. */
export function findEnding(urn: number, history: readonly KeptStep[]): Ending | null {
  const step = history.findLast(({ state }) => hasRefused(state) || state === 'closed');
  return step ? { ...step, reference: referenceOf(urn, step.event) } : null;
}
