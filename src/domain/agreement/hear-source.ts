import type { AgreementEvent, AgreementFacts, Outcome, Step, StepKind } from './agreement.ts';
import { type AgreementState, isInForce } from './agreement-state.ts';
import { isApproval, isRefusal, type SourceWord } from './source-word.ts';

type SourceSaid = Extract<AgreementEvent, { kind: 'source-said' }>;

/**
 * What a source's answer makes of a school's agreement. While the agreement stands, the answer tells how the connection is; a new
 * refusal ends it. Otherwise an approval is the school's own act in its aggregator's portal, and counts as agreeing, unless the school
 * has declined or opted out here. An answer that was read before the last one is passed over.
 */
export function hearSource(facts: AgreementFacts, said: SourceSaid): Outcome {
  if (facts.sourceReadAt !== null && said.readAt < facts.sourceReadAt) return { facts, steps: [] };
  const heard: AgreementFacts = {
    ...facts,
    sourceSays: said.word === 'absent' && isRefusal(facts.sourceSays) ? facts.sourceSays : said.word,
    sourceReadAt: said.readAt,
    mis: said.mis ?? facts.mis,
  };
  if (facts.state === 'closed') return { facts: heard, steps: [] };
  return isInForce(facts.state) ? hearInForce(facts, heard) : hearOtherwise(facts, heard, said.word);
}

function hearInForce(before: AgreementFacts, heard: AgreementFacts): Outcome {
  const word = heard.sourceSays!;
  // What was refused before the school agreed here is an old answer; so is the first answer that is ever heard.
  if (isRefusal(word) && before.sourceSays !== null && word !== before.sourceSays) return refusedAtSource(heard, word);
  if (before.state === 'paused') return { facts: heard, steps: [] };
  if (hasChangedMis(before, heard)) return moveTo(heard, 'mis-change', 'mis-changed');
  // A link that is down is what a change of MIS looks like until it is done.
  if (before.state === 'mis-changed' && !isApproval(word)) return { facts: heard, steps: [] };
  return moveTo(heard, 'connection', settle(before.state, word));
}

function hearOtherwise(before: AgreementFacts, heard: AgreementFacts, word: SourceWord): Outcome {
  const { state, endedWhere } = before;
  if (isApproval(word) && endedWhere !== 'here') {
    const agreed = moveTo({ ...heard, endedWhere: null, wording: null }, 'approved-at-source', 'agreed');
    const connected = moveTo(agreed.facts, 'connection', settle('agreed', word));
    return { facts: connected.facts, steps: [...agreed.steps, ...connected.steps] };
  }
  const waits = state === 'not-asked' || state === 'invited';
  if (waits && isRefusal(word) && word !== before.sourceSays) return refusedAtSource(heard, word);
  if (state === 'not-asked' && word === 'pending') return moveTo(heard, 'asked-at-source', 'invited');
  return { facts: heard, steps: [] };
}

function refusedAtSource(heard: AgreementFacts, word: SourceWord): Outcome {
  const ended: AgreementFacts = { ...heard, endedWhere: 'source', wording: null };
  return word === 'revoked'
    ? moveTo(ended, 'revoked-at-source', 'opted-out')
    : moveTo(ended, 'declined-at-source', 'declined');
}

/** A source that names another MIS than before. Its next answer under the new name brings the school back. */
const hasChangedMis = (before: AgreementFacts, heard: AgreementFacts): boolean =>
  before.mis !== null &&
  heard.mis !== before.mis &&
  ['receiving', 'connection-lost', 'waiting-for-audit', 'mis-changed'].includes(before.state);

/**
 * Where a school whose agreement stands is, by what its source says.
 * @param before its state until now: a school not connected yet has no connection to lose
 */
export function settle(before: AgreementState, word: SourceWord | null): AgreementState {
  switch (word) {
    case 'live':
      return 'receiving';
    case 'waiting-for-audit':
      return 'waiting-for-audit';
    case 'pending':
      return 'connecting';
    case 'offline':
      return 'connection-lost';
    default:
      return before === 'agreed' || before === 'connecting' ? before : 'connection-lost';
  }
}

function moveTo(
  facts: AgreementFacts,
  kind: StepKind,
  state: AgreementState,
): { facts: AgreementFacts; steps: readonly Step[] } {
  if (state === facts.state) return { facts, steps: [] };
  return { facts: { ...facts, state }, steps: [{ kind, was: facts.state, state }] };
}
