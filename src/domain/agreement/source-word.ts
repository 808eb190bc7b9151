/**
 * What a source says of a school's access, read through its API. `live`: approved, audited and connected; `waiting-for-audit`:
 * approved, and the aggregator has not checked the data yet; `offline`: approved, and its link to the MIS is down; `absent`: in none
 * of the source's lists (wonde-api §8).
 */
export const SOURCE_WORDS = [
  'absent',
  'pending',
  'waiting-for-audit',
  'live',
  'offline',
  'declined',
  'revoked',
] as const;

export type SourceWord = (typeof SOURCE_WORDS)[number];

/** The school has approved this service in its aggregator's own portal, and the link stands. */
export const isApproval = (word: SourceWord): boolean => word === 'live' || word === 'waiting-for-audit';

/** The school has said no in its aggregator's own portal. */
export const isRefusal = (word: SourceWord | null): boolean => word === 'declined' || word === 'revoked';
