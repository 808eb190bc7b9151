/**
 * Where a school stands, from not having been asked to having left. Fixed names: they are kept in the history of every school.
 * Between `agreed` and `receiving` the school waits for its connection; `connection-lost` and `mis-changed` are such waits again.
 */
export const AGREEMENT_STATES = [
  'not-asked',
  'invited',
  'agreed',
  'connecting',
  'waiting-for-audit',
  'receiving',
  'paused',
  'connection-lost',
  'mis-changed',
  'declined',
  'opted-out',
  'closed',
] as const;

export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** States in which the school's agreement stands: its data may be kept and shown to those with a right to see it. */
export const IN_FORCE: readonly AgreementState[] = [
  'agreed',
  'connecting',
  'waiting-for-audit',
  'receiving',
  'paused',
  'connection-lost',
  'mis-changed',
];

export const isInForce = (state: AgreementState): boolean => IN_FORCE.includes(state);

/** The one state in which a school's source may be asked for data. */
export const COLLECTED: AgreementState = 'receiving';

export const mayCollect = (state: AgreementState): boolean => state === COLLECTED;

/** The school itself has said no, or has stopped. */
export const hasRefused = (state: AgreementState): boolean => state === 'declined' || state === 'opted-out';
