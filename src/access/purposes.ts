/** What a file is taken out of: a school's pupils, or the tallies of all schools together. */
export type Downloadable = 'pupils' | 'tallies';

/** One purpose for which a file may be taken out. */
export interface Purpose {
  /** Kebab-case, fixed for ever: what forms send. */
  readonly key: string;
  /** As it stands on the page, in the file and on the audit. */
  readonly words: string;
  readonly of: Downloadable;
}

/**
 * Every purpose there is: the uses that the Department states of daily attendance data (helping schools, trusts and local
 * authorities to find pupils who need support and to follow the attendance guidance; seeing trends), and the rights of pupils and
 * parents. What is not on the list is no reason for a file.
 */
export const PURPOSES: readonly Purpose[] = [
  { key: 'support', words: 'Finding and supporting pupils who need help to attend', of: 'pupils' },
  { key: 'follow-up', words: 'Following up absence with pupils and their families', of: 'pupils' },
  { key: 'check-register', words: 'Checking that the register here agrees with the MIS', of: 'pupils' },
  { key: 'governance', words: 'Reporting to governors or trustees without naming pupils', of: 'pupils' },
  { key: 'data-request', words: 'Answering a pupil’s or parent’s request for their data', of: 'pupils' },
  { key: 'trends', words: 'Seeing trends in attendance across schools', of: 'tallies' },
  { key: 'check-statistics', words: 'Checking statistics before or after they are published', of: 'tallies' },
  { key: 'plan-support', words: 'Planning help with attendance for schools as a whole', of: 'tallies' },
];

export const purposesOf = (downloadable: Downloadable): readonly Purpose[] =>
  PURPOSES.filter(({ of }) => of === downloadable);

/** The purpose that a form sent; null when it sent none, or one that is not on the list for this file. */
export const findPurpose = (downloadable: Downloadable, key: string | undefined): Purpose | null =>
  purposesOf(downloadable).find((purpose) => purpose.key === key) ?? null;

/** What the data may not serve, as a page lists it. */
export const NOT_ALLOWED: readonly string[] = [
  'inspection, or decisions of a Regional Director',
  'judging a school as causing concern',
  'academisation, or moving a school between trusts',
  'funding',
];

/** On every row of every file, so that it goes wherever the file goes. */
export const CONDITIONS_OF_USE =
  'This data may not serve inspection, judging a school, academisation or moves between trusts, or funding. Keep it safe, give it to nobody who does not need it for its purpose, and delete it when the purpose is done.';
