/** Thresholds of disclosure control. No number is published for them by the Department; the defaults are ours (docs/disclosure.md). */
export interface DisclosureSettings {
  readonly leastSchools: number;
  readonly leastSchoolsUnknown: number;
  readonly largestShare: number;
  readonly leastRemainderShare: number;
  readonly leastPupils: number;
  readonly leastCount: number;
  readonly leastDistance: number;
  readonly leastDistanceShare: number;
}

/** What each says, for the document and for those who read what was published by it. */
export const SETTINGS_IN_WORDS: Readonly<Record<keyof DisclosureSettings, string>> = {
  leastSchools: 'a row has at least so many schools',
  leastSchoolsUnknown: 'the same where it is not known how much the largest school contributes, as in files of counts',
  largestShare: 'the most that one school may have of a row, as a part of 1',
  leastRemainderShare:
    'what the schools of a row besides the two largest have together is at least this part of what the largest has: else the second could work it out',
  leastPupils: 'a row has at least so many pupils in its denominator',
  leastCount: 'counts of pupils below this, none among them, and all but fewer than this are hidden',
  leastDistance: 'a hidden count is at least so far from what can be told of it, on either side',
  leastDistanceShare: 'and at least this part of itself',
};

export const DEFAULT_SETTINGS: DisclosureSettings = {
  leastSchools: 3,
  leastSchoolsUnknown: 5,
  largestShare: 0.85,
  leastRemainderShare: 0.1,
  leastPupils: 10,
  leastCount: 5,
  leastDistance: 5,
  leastDistanceShare: 0.1,
};
