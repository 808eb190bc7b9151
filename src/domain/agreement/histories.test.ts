import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type AgreementEvent, type AgreementFacts, NOT_ASKED, type Step } from './agreement.ts';
import { AGREEMENT_STATES, isInForce, mayCollect } from './agreement-state.ts';
import { changeAgreement } from './change-agreement.ts';
import { isPossible, rebuildAgreement } from './rebuild-agreement.ts';
import { SOURCE_WORDS, type SourceWord } from './source-word.ts';

/**
 * Something that happens in the life of a school: somebody presses a button here; the school does something in its aggregator's
 * portal; the aggregator is asked, and its answer, as it was then, comes at once, late, twice or never; a collection begins.
 */
type Happening =
  | { readonly what: 'press'; readonly event: AgreementEvent }
  | { readonly what: 'portal'; readonly word: SourceWord; readonly mis: string }
  | { readonly what: 'poll' }
  | { readonly what: 'ask' }
  | { readonly what: 'answer'; readonly which: number }
  | { readonly what: 'collect' };

const kinds = ['invite', 'decline', 'connect', 'pause', 'resume', 'opt-out'] as const;
const press = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...kinds).map((kind): AgreementEvent => ({ kind })) },
  { weight: 20, arbitrary: fc.constantFrom('a', 'b').map((wording): AgreementEvent => ({ kind: 'agree', wording })) },
  { weight: 1, arbitrary: fc.constant<AgreementEvent>({ kind: 'close' }) },
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constant({ what: 'poll' as const }),
  press.map((event) => ({ what: 'press' as const, event })),
  fc.record({
    what: fc.constant('portal' as const),
    word: fc.constantFrom(...SOURCE_WORDS, 'live' as const),
    mis: fc.constantFrom('SIMS', 'SIMS', 'SIMS', 'Arbor'),
  }),
  fc.constant({ what: 'ask' as const }),
  fc.record({ what: fc.constant('answer' as const), which: fc.nat(9) }),
  fc.constant({ what: 'collect' as const }),
);

/** What happened to one school, and every call for data that was made meanwhile. */
interface Life {
  readonly facts: AgreementFacts;
  readonly history: readonly Step[];
  /** Whether each collection called the source, and whether the agreement was in force then. */
  readonly calls: readonly { called: boolean; state: string; inForce: boolean; endedHere: boolean }[];
}

function live(happenings: readonly Happening[]): Life {
  let facts = NOT_ASKED;
  const history: Step[] = [];
  const calls: Life['calls'][number][] = [];
  const answers: AgreementEvent[] = [];
  let there: { word: SourceWord; mis: string } = { word: 'absent', mis: 'SIMS' };
  /** Worked out from what people pressed alone, and from nothing of the machine. */
  let endedHere = false;
  const happens = (event: AgreementEvent) => {
    const outcome = changeAgreement(facts, event);
    if ('impossible' in outcome) return;
    if (event.kind === 'opt-out' || event.kind === 'decline') endedHere = true;
    if (event.kind === 'agree') endedHere = false;
    facts = outcome.facts;
    history.push(...outcome.steps);
  };
  for (const [minute, each] of happenings.entries()) {
    if (each.what === 'press') happens(each.event);
    else if (each.what === 'portal') there = { word: each.word, mis: each.mis };
    else if (each.what === 'ask' || each.what === 'poll') {
      answers.push({ kind: 'source-said', ...there, readAt: new Date(Date.UTC(2026, 9, 5, 0, minute)) });
      if (each.what === 'poll') happens(answers.at(-1)!);
    } else if (each.what === 'answer' && answers.length > 0) happens(answers[each.which % answers.length]!);
    else if (each.what === 'collect')
      calls.push({ called: mayCollect(facts.state), state: facts.state, inForce: isInForce(facts.state), endedHere });
  }
  return { facts, history, calls };
}

test('through 10,000 lives: the state is the one that the history leads to, and no data are asked for outside an agreement', () => {
  let called = 0;
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(happening, { minLength: 1, maxLength: 60, size: 'max' }), (happenings) => {
      const { facts, history, calls } = live(happenings);
      assert.equal(rebuildAgreement(history), facts.state);
      for (const step of history) {
        assert.ok(isPossible(step), JSON.stringify(step));
        reached.add(step.state);
      }
      for (const call of calls.filter((each) => each.called)) {
        called++;
        assert.ok(call.inForce && !call.endedHere, JSON.stringify(call));
      }
    }),
    { numRuns: 10_000, seed: 20261125 },
  );
  // The lives are worth living: data were asked for, and every state was reached.
  assert.ok(called > 1000, `${called} calls`);
  assert.deepEqual(
    [...AGREEMENT_STATES].filter((state) => state !== 'not-asked' && !reached.has(state)),
    [],
  );
});

test('a history with a gap, or with a step that cannot be, is not believed', () => {
  const agreed: Step = { kind: 'agree', was: 'not-asked', state: 'agreed' };
  assert.equal(rebuildAgreement([]), 'not-asked');
  assert.equal(rebuildAgreement([agreed, { kind: 'connection', was: 'agreed', state: 'receiving' }]), 'receiving');
  assert.throws(() => rebuildAgreement([{ ...agreed, was: 'invited' }]), TypeError);
  assert.throws(() => rebuildAgreement([{ kind: 'opt-out', was: 'not-asked', state: 'opted-out' }]), TypeError);
  assert.throws(() => rebuildAgreement([agreed, { kind: 'invite', was: 'agreed', state: 'invited' }]), TypeError);
});
