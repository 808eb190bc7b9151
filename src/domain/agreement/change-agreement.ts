import type { AgreementEvent, AgreementFacts, Impossible, Outcome, Step, StepKind } from './agreement.ts';
import { type AgreementState, hasRefused, isInForce } from './agreement-state.ts';
import { hearSource, settle } from './hear-source.ts';

type PersonsEvent = Exclude<AgreementEvent, { kind: 'source-said' }>;

/**
 * What an event makes of a school's agreement. The same event again changes nothing and has no steps; an impossible one is refused
 * and changes nothing either.
 */
export function changeAgreement(facts: AgreementFacts, event: AgreementEvent): Outcome {
  if (event.kind === 'source-said') return hearSource(facts, event);
  switch (event.kind) {
    case 'invite':
      return invite(facts);
    case 'agree':
      return agree(facts, event.wording);
    case 'decline':
      return decline(facts);
    case 'connect':
      return facts.state === 'agreed' ? move(facts, 'connect', 'connecting') : whileInForce(facts);
    case 'pause':
      return isInForce(facts.state) && facts.state !== 'paused' ? move(facts, 'pause', 'paused') : whileInForce(facts);
    case 'resume':
      return facts.state === 'paused' ? move(facts, 'resume', settle('agreed', facts.sourceSays)) : whileInForce(facts);
    case 'opt-out':
      return optOut(facts);
    case 'close':
      return close(facts);
  }
}

function invite(facts: AgreementFacts): Outcome {
  if (facts.state === 'not-asked') return move(facts, 'invite', 'invited');
  if (facts.state === 'invited') return unchanged(facts);
  if (facts.state === 'closed') return refuse('school-closed');
  return refuse(hasRefused(facts.state) ? 'has-refused' : 'already-in-force');
}

/** Agreeing again to the same wording is a second press of the button; to another one, a renewed agreement. */
function agree(facts: AgreementFacts, wording: string): Outcome {
  if (facts.state === 'closed') return refuse('school-closed');
  const agreed = { ...facts, wording, endedWhere: null };
  if (isInForce(facts.state))
    return facts.wording === wording ? unchanged(facts) : move(agreed, 'agree', facts.state, facts.state);
  const first = move(agreed, 'agree', 'agreed', facts.state);
  return connectAtOnce(first);
}

/** A school whose source has let us in already need not wait for the source to be asked again. */
function connectAtOnce(outcome: { facts: AgreementFacts; steps: readonly Step[] }): Outcome {
  const { facts, steps } = outcome;
  const state = settle('agreed', facts.sourceSays);
  if (state === facts.state) return outcome;
  return { facts: { ...facts, state }, steps: [...steps, { kind: 'connection', was: facts.state, state }] };
}

function decline(facts: AgreementFacts): Outcome {
  if (isInForce(facts.state)) return refuse('already-in-force');
  if (facts.state === 'closed') return refuse('school-closed');
  if (hasRefused(facts.state)) return unchanged({ ...facts, endedWhere: 'here' });
  return move({ ...facts, endedWhere: 'here' }, 'decline', 'declined');
}

/** An agreement ends with the school, and is known to have stood; an invitation lapses. */
function close(facts: AgreementFacts): Outcome {
  if (isInForce(facts.state)) return move(facts, 'close', 'closed');
  return facts.state === 'invited' ? move(facts, 'close', 'not-asked') : unchanged(facts);
}

/** A school that opts out here after it has done so at its source wants it to stand here too. */
function optOut(facts: AgreementFacts): Outcome {
  if (hasRefused(facts.state)) return unchanged({ ...facts, endedWhere: 'here' });
  if (facts.state === 'not-asked' || facts.state === 'invited') return refuse('not-in-force');
  return move({ ...facts, endedWhere: 'here', wording: null }, 'opt-out', 'opted-out');
}

const whileInForce = (facts: AgreementFacts): Outcome =>
  isInForce(facts.state) ? unchanged(facts) : refuse(facts.state === 'closed' ? 'school-closed' : 'not-in-force');

function move(
  facts: AgreementFacts,
  kind: StepKind & PersonsEvent['kind'],
  state: AgreementState,
  was = facts.state,
): { facts: AgreementFacts; steps: readonly Step[] } {
  return { facts: { ...facts, state }, steps: [{ kind, was, state }] };
}

const unchanged = (facts: AgreementFacts): Outcome => ({ facts, steps: [] });
const refuse = (impossible: Impossible): Outcome => ({ impossible });
