import type { Step, StepKind } from './agreement.ts';
import { type AgreementState, IN_FORCE } from './agreement-state.ts';

/** From which states a change of each kind may lead to which. Whatever is not here cannot be in a history. */
const MOVES: Readonly<Record<StepKind, readonly [readonly AgreementState[], readonly AgreementState[]]>> = {
  invite: [['not-asked'], ['invited']],
  'asked-at-source': [['not-asked'], ['invited']],
  // An agreement renewed under a new wording stays where it is.
  agree: [['not-asked', 'invited', 'declined', 'opted-out', ...IN_FORCE], IN_FORCE],
  'approved-at-source': [['not-asked', 'invited', 'declined', 'opted-out'], ['agreed']],
  decline: [['not-asked', 'invited'], ['declined']],
  'declined-at-source': [['not-asked', 'invited', ...IN_FORCE], ['declined']],
  'revoked-at-source': [['not-asked', 'invited', ...IN_FORCE], ['opted-out']],
  connect: [['agreed'], ['connecting']],
  connection: [IN_FORCE, ['connecting', 'waiting-for-audit', 'receiving', 'connection-lost']],
  'mis-change': [['receiving', 'connection-lost', 'waiting-for-audit'], ['mis-changed']],
  pause: [IN_FORCE, ['paused']],
  resume: [['paused'], ['agreed', 'connecting', 'waiting-for-audit', 'receiving', 'connection-lost']],
  'opt-out': [[...IN_FORCE, 'closed'], ['opted-out']],
  // An invitation of a school that closes lapses; an agreement ends.
  close: [
    ['invited', ...IN_FORCE],
    ['closed', 'not-asked'],
  ],
};

/** Whether a school may go from one state to another by a change of this kind. */
export function isPossible({ kind, was, state }: Step): boolean {
  const [from, to] = MOVES[kind];
  if (kind === 'close' && (was === 'invited') !== (state === 'not-asked')) return false;
  return from.includes(was) && to.includes(state) && (was !== state || kind === 'agree');
}

/**
 * The state that a history ends in, each step having begun where the one before it ended.
 * @throws TypeError for a history that has a gap or an impossible step in it
 */
export function rebuildAgreement(history: readonly Step[]): AgreementState {
  let state: AgreementState = 'not-asked';
  for (const [place, step] of history.entries()) {
    if (step.was !== state) throw new TypeError(`Step ${place + 1} begins at ${step.was}, not at ${state}`);
    if (!isPossible(step)) throw new TypeError(`Step ${place + 1}: ${step.kind} from ${step.was} to ${step.state}`);
    state = step.state;
  }
  return state;
}
