import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AgreementEvent, type AgreementFacts, NOT_ASKED } from './agreement.ts';
import { AGREEMENT_STATES, type AgreementState, isInForce } from './agreement-state.ts';
import { changeAgreement } from './change-agreement.ts';
import type { SourceWord } from './source-word.ts';

let minute = 0;
const said = (word: SourceWord, mis: string | null = null): AgreementEvent => ({
  kind: 'source-said',
  word,
  mis,
  readAt: new Date(Date.UTC(2026, 9, 5, 12, minute++)),
});
const AGREE: AgreementEvent = { kind: 'agree', wording: 'a' };

/** What becomes of a school that nothing has happened to, through these events; an impossible one is told as `refused: why`. */
function through(...events: (AgreementEvent | AgreementEvent['kind'])[]): string {
  let facts = NOT_ASKED;
  for (const each of events) {
    const outcome = changeAgreement(facts, typeof each === 'string' ? ({ kind: each } as AgreementEvent) : each);
    if ('impossible' in outcome) return `refused: ${outcome.impossible}`;
    facts = outcome.facts;
  }
  return facts.state;
}

describe('a school through the pages here', () => {
  test('is invited, agrees, connects, is audited and received', () => {
    assert.equal(through('invite'), 'invited');
    assert.equal(through('invite', AGREE), 'agreed');
    assert.equal(through('invite', AGREE, 'connect'), 'connecting');
    assert.equal(through('invite', AGREE, said('absent')), 'agreed');
    assert.equal(through('invite', AGREE, said('pending')), 'connecting');
    assert.equal(through('invite', AGREE, said('pending'), said('waiting-for-audit')), 'waiting-for-audit');
    assert.equal(through('invite', AGREE, said('pending'), said('waiting-for-audit'), said('live')), 'receiving');
  });
  test('may agree without having been asked', () => assert.equal(through(AGREE), 'agreed'));
  test('that its source has let in already is received at once', () =>
    assert.equal(through(said('live'), 'opt-out', AGREE), 'receiving'));
  test('pauses and goes on where its source is', () => {
    assert.equal(through(said('live'), 'pause'), 'paused');
    assert.equal(through(said('live'), 'pause', said('offline')), 'paused');
    assert.equal(through(said('live'), 'pause', said('offline'), 'resume'), 'connection-lost');
    assert.equal(through(said('live'), 'pause', 'resume'), 'receiving');
  });
  test('says no, and later yes', () => {
    assert.equal(through('invite', 'decline'), 'declined');
    assert.equal(through('invite', 'decline', AGREE), 'agreed');
  });
  test('opts out, and comes back', () => {
    assert.equal(through(said('live'), 'opt-out'), 'opted-out');
    assert.equal(through(said('live'), 'opt-out', AGREE), 'receiving');
    assert.equal(through(AGREE, 'opt-out', AGREE), 'agreed');
  });
  test('agrees to a new wording where it is', () => {
    assert.equal(through(said('live'), AGREE, { kind: 'agree', wording: 'b' }), 'receiving');
  });
});

describe('a school through its aggregator’s portal', () => {
  test('approves, and so agrees', () => {
    assert.equal(through(said('pending')), 'invited');
    assert.equal(through(said('pending'), said('waiting-for-audit')), 'waiting-for-audit');
    assert.equal(through(said('live')), 'receiving');
  });
  test('declines or revokes there, and may approve there again', () => {
    assert.equal(through(said('pending'), said('declined')), 'declined');
    assert.equal(through(said('pending'), said('declined'), said('waiting-for-audit')), 'waiting-for-audit');
    assert.equal(through(said('live'), said('revoked')), 'opted-out');
    assert.equal(through(said('live'), said('revoked'), said('live')), 'receiving');
    assert.equal(through(said('live'), 'pause', said('revoked')), 'opted-out');
  });
  test('what it ended here, an approval there does not bring back', () => {
    for (const word of ['live', 'waiting-for-audit', 'pending'] as const) {
      assert.equal(through(said('live'), 'opt-out', said('offline'), said(word)), 'opted-out');
      assert.equal(through(said('live'), said('revoked'), 'opt-out', said(word)), 'opted-out');
      assert.equal(through('invite', 'decline', said(word)), 'declined');
    }
  });
  test('an old refusal does not undo agreeing here, a new one does', () => {
    assert.equal(through(said('declined'), AGREE, said('declined')), 'agreed');
    assert.equal(through(said('declined'), AGREE, said('absent'), said('declined')), 'agreed');
    assert.equal(through(AGREE, said('revoked')), 'agreed');
    assert.equal(through(said('declined'), AGREE, said('pending'), said('declined')), 'declined');
  });
  test('loses its link and gets it back; is gone from the lists and comes back', () => {
    assert.equal(through(said('live'), said('offline')), 'connection-lost');
    assert.equal(through(said('live'), said('offline'), said('live')), 'receiving');
    assert.equal(through(said('live'), said('absent')), 'connection-lost');
    assert.equal(through(said('live'), said('absent'), said('live')), 'receiving');
    assert.equal(through(said('live'), said('pending')), 'connecting');
  });
  test('an offline school has not approved anything', () => assert.equal(through(said('offline')), 'not-asked'));
  test('changes its MIS: it is not collected until the source has named the new one twice', () => {
    const changed = [said('live', 'SIMS'), said('live', 'Arbor')];
    assert.equal(through(...changed), 'mis-changed');
    assert.equal(through(said('live', 'SIMS'), said('live', 'Arbor'), said('offline', 'Arbor')), 'mis-changed');
    assert.equal(through(said('live', 'SIMS'), said('live', 'Arbor'), said('live', 'Arbor')), 'receiving');
    assert.equal(through(said('live', 'SIMS'), said('live', 'Arbor'), said('live', 'Bromcom')), 'mis-changed');
    assert.equal(through(said('live', 'SIMS'), said('live', null)), 'receiving');
  });
  test('an answer that was read before the last one is passed over', () => {
    const early = said('live');
    assert.equal(through(said('live'), said('revoked'), early), 'opted-out');
  });
});

test('a closed school’s agreement has ended, whatever its source says, and is not begun again', () => {
  assert.equal(through(said('live'), 'close'), 'closed');
  assert.equal(through(said('live'), 'close', said('live')), 'closed');
  assert.equal(through(said('live'), 'close', AGREE), 'refused: school-closed');
  assert.equal(through('invite', 'close'), 'not-asked');
  assert.equal(through('close'), 'not-asked');
  assert.equal(through(said('live'), 'close', 'opt-out'), 'opted-out');
});

const facts = (state: AgreementState): AgreementFacts => ({ ...NOT_ASKED, state, wording: 'a' });
const EVENTS: readonly AgreementEvent[] = [
  { kind: 'invite' },
  AGREE,
  { kind: 'decline' },
  { kind: 'connect' },
  { kind: 'pause' },
  { kind: 'resume' },
  { kind: 'opt-out' },
  { kind: 'close' },
];

test('what is impossible in which state', () => {
  const refused = AGREEMENT_STATES.flatMap((state) =>
    EVENTS.flatMap((event) => {
      const outcome = changeAgreement(facts(state), event);
      return 'impossible' in outcome ? [`${state}, ${event.kind}: ${outcome.impossible}`] : [];
    }),
  );
  const inForce = AGREEMENT_STATES.filter(isInForce);
  const expected = [
    ...inForce.flatMap((state) => [`${state}, invite: already-in-force`, `${state}, decline: already-in-force`]),
    ...(['not-asked', 'invited', 'declined', 'opted-out'] as const).flatMap((state) =>
      ['connect', 'pause', 'resume'].map((kind) => `${state}, ${kind}: not-in-force`),
    ),
    ...(['declined', 'opted-out'] as const).map((state) => `${state}, invite: has-refused`),
    ...(['not-asked', 'invited'] as const).map((state) => `${state}, opt-out: not-in-force`),
    ...['invite', 'agree', 'decline', 'connect', 'pause', 'resume'].map((kind) => `closed, ${kind}: school-closed`),
  ];
  assert.deepEqual(refused.sort(), expected.sort());
});

test('a second press of a button changes nothing', () => {
  for (const state of AGREEMENT_STATES)
    for (const event of EVENTS) {
      const first = changeAgreement(facts(state), event);
      if ('impossible' in first) continue;
      assert.deepEqual(changeAgreement(first.facts, event), secondOf(event, first.facts), `${state}, ${event.kind}`);
    }
});

/** What was done cannot be done to what it has led to, or changes nothing. */
function secondOf(event: AgreementEvent, after: AgreementFacts) {
  const second = changeAgreement(after, event);
  return 'impossible' in second ? second : { facts: after, steps: [] };
}
