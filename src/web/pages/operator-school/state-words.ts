import type { AgreementState } from '../../../domain/agreement/agreement-state.ts';
import type { SourceWord } from '../../../domain/agreement/source-word.ts';

/** Where a school stands, as the operator is told it. */
export const STANDING: Readonly<Record<AgreementState, string>> = {
  'not-asked': 'Nobody has asked this school yet.',
  invited: 'The school has been asked and has not answered.',
  agreed: 'The school has agreed. It has not said yet how its MIS is reached, so nothing is collected.',
  connecting:
    'The school has agreed. Its MIS is not reached yet: the school has to let this service in, in its aggregator’s portal or its MIS.',
  'waiting-for-audit':
    'The school has agreed and let this service in. The aggregator checks the data before anything can be collected.',
  receiving: 'The school shares its attendance data. It is collected every day.',
  paused:
    'The school has agreed, and sharing is paused. Nothing is collected until it is resumed. The data held is kept.',
  'connection-lost':
    'The school has agreed, and its MIS can no longer be reached. Nothing is collected until the connection is back.',
  'mis-changed': 'The school has agreed, and has changed its MIS. Nothing is collected until the new MIS is connected.',
  declined: 'The school has said no. It is not asked again. Only the school itself can come back.',
  'opted-out': 'The school has stopped sharing. Nothing is asked of its MIS. Only the school itself can come back.',
  closed: 'The school has closed, or has become another school. Its agreement has ended with it.',
};

/** What the source said last, in words. */
export const SOURCE_WORDS: Readonly<Record<SourceWord, string>> = {
  absent: 'It does not know the school, or was not asked by it',
  pending: 'The school has not answered the request there',
  'waiting-for-audit': 'The school has approved, and is being checked',
  live: 'The school has approved and is connected',
  offline: 'The school has approved, and its MIS cannot be reached',
  declined: 'The school has declined there',
  revoked: 'The school has taken its approval back there',
};

/** How a school's MIS is reached. */
export const CONNECTION_WORDS = { wonde: 'Through Wonde', direct: 'Directly' } as const;
