import type { AgreementState } from './agreement-state.ts';
import type { SourceWord } from './source-word.ts';

/** All that decides what may happen to a school's agreement next. */
export interface AgreementFacts {
  readonly state: AgreementState;
  /** What the source said last; null before it was asked. Being absent does not undo a refusal. */
  readonly sourceSays: SourceWord | null;
  /** When what it says was read: an answer read earlier, arriving later, counts for nothing. */
  readonly sourceReadAt: Date | null;
  /** The school's MIS, as the source names it. */
  readonly mis: string | null;
  /** Where the school declined or opted out: here, or at its source. What was ended here can be undone here alone. */
  readonly endedWhere: 'here' | 'source' | null;
  /** Digest of the wording that the school agreed to here; null when it agreed at its source. */
  readonly wording: string | null;
}

/** A school that nobody has asked. */
export const NOT_ASKED: AgreementFacts = {
  state: 'not-asked',
  sourceSays: null,
  sourceReadAt: null,
  mis: null,
  endedWhere: null,
  wording: null,
};

/** Something that happens to a school's agreement. */
export type AgreementEvent =
  /** The operator asks the school. */
  | { readonly kind: 'invite' }
  /** Somebody with the right agrees, to a wording kept under this digest. */
  | { readonly kind: 'agree'; readonly wording: string }
  | { readonly kind: 'decline' }
  /** The school has said how its MIS is to be reached. */
  | { readonly kind: 'connect' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'opt-out' }
  /** The school has closed, or become another school: another legal body, which must be asked anew. */
  | { readonly kind: 'close' }
  /** The source was asked, and answered; `readAt` is when the asking began. */
  | {
      readonly kind: 'source-said';
      readonly word: SourceWord;
      readonly mis: string | null;
      readonly readAt: Date;
    };

/** What a change was made by, as the history names it. */
export type StepKind =
  | Exclude<AgreementEvent['kind'], 'source-said'>
  | 'approved-at-source'
  | 'declined-at-source'
  | 'revoked-at-source'
  | 'asked-at-source'
  | 'connection'
  | 'mis-change';

/** One change of state (or, of a renewed agreement, the same state under a new wording). */
export interface Step {
  readonly kind: StepKind;
  readonly was: AgreementState;
  readonly state: AgreementState;
}

/** Why something cannot happen. */
export type Impossible = 'not-in-force' | 'already-in-force' | 'has-refused' | 'school-closed';

/** What comes of an event: the facts after it, with a step for each change of state; or why it is impossible. */
export type Outcome =
  | { readonly facts: AgreementFacts; readonly steps: readonly Step[] }
  | { readonly impossible: Impossible };
