import type { Impossible, StepKind } from './agreement.ts';
import type { AgreementState } from './agreement-state.ts';

/** Where a school stands, as short words for lists. */
export const STATE_WORDS: Readonly<Record<AgreementState, string>> = {
  'not-asked': 'not asked',
  invited: 'invited',
  agreed: 'agreed, not connected yet',
  connecting: 'agreed, connecting',
  'waiting-for-audit': 'agreed, waiting for the aggregator’s check',
  receiving: 'sharing',
  paused: 'paused',
  'connection-lost': 'agreed, connection lost',
  'mis-changed': 'agreed, MIS changed',
  declined: 'declined',
  'opted-out': 'opted out',
  closed: 'closed',
};

/** What has happened, as words that a line of a history begins with. */
export const STEP_WORDS: Readonly<Record<StepKind, string>> = {
  invite: 'Invited',
  agree: 'Agreed',
  decline: 'Declined',
  connect: 'Said how its MIS is reached',
  pause: 'Paused',
  resume: 'Resumed',
  'opt-out': 'Opted out',
  close: 'Closed',
  'asked-at-source': 'Asked in the aggregator’s portal',
  'approved-at-source': 'Approved in the aggregator’s portal',
  'declined-at-source': 'Declined in the aggregator’s portal',
  'revoked-at-source': 'Revoked in the aggregator’s portal',
  connection: 'Connection',
  'mis-change': 'Changed its MIS',
};

/** Through what a change came, after “through”. */
export const THROUGH_WORDS: Readonly<
  Record<'portal' | 'source-portal' | 'webhook' | 'operator' | 'list' | 'upgrade', string>
> = {
  portal: 'the pages here',
  'source-portal': 'the aggregator’s portal',
  webhook: 'the aggregator’s portal, told by a webhook and verified',
  operator: 'the operator',
  list: 'the list of schools',
  upgrade: 'an upgrade of the service',
};

/** Why something is impossible, as the end of a sentence after “since”. */
export const IMPOSSIBLE_WORDS: Readonly<Record<Impossible, string>> = {
  'not-in-force': 'the school has no agreement in force',
  'already-in-force': 'the school has agreed already',
  'has-refused': 'the school has said no, or has opted out: it can come back by itself',
  'school-closed': 'the school has closed',
};
