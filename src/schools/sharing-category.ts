/** The groups of the Department's list "who should send data", as its guidance of November 2022 names them. */
export const SHARING_CATEGORIES = [
  'Maintained nursery',
  'Primary',
  'Middle deemed primary',
  'Middle deemed secondary',
  'Secondary',
  'All-through',
  'Special',
  'Pupil referral unit',
  'Alternative provision',
  'City technology college',
] as const;

export type SharingCategory = (typeof SHARING_CATEGORIES)[number];

export type PublishedPhase = 'Primary' | 'Secondary' | 'Special';

export interface Sharing {
  /** Null when schools of this type and phase are not asked for data. */
  readonly category: SharingCategory | null;
  readonly mayShare: boolean;
  /** Why the school may not share; null when it may. */
  readonly reason: string | null;
  /** The phase that published statistics count the school under, null when under none. */
  readonly publishedPhase: PublishedPhase | null;
}

/** By establishment type alone: such schools have no phase of their own in GIAS (`0`), or one that does not matter. */
const BY_TYPE: Readonly<Record<string, SharingCategory>> = {
  '06': 'City technology college',
  '07': 'Special',
  '08': 'Special',
  '12': 'Special',
  '14': 'Pupil referral unit',
  '15': 'Maintained nursery',
  '33': 'Special',
  '36': 'Special',
  '38': 'Alternative provision',
  '40': 'Secondary',
  '41': 'Secondary',
  '42': 'Alternative provision',
  '43': 'Alternative provision',
  '44': 'Special',
};

/** Community, aided, controlled, foundation, sponsor-led academy, converter academy, free school: the phase decides. */
const MAINSTREAM: readonly string[] = ['01', '02', '03', '05', '28', '34', '35'];

const BY_PHASE: Readonly<Record<string, SharingCategory>> = {
  '1': 'Maintained nursery',
  '2': 'Primary',
  '3': 'Middle deemed primary',
  '4': 'Secondary',
  '5': 'Middle deemed secondary',
  '7': 'All-through',
};

/**
 * Middle schools follow the phase they are deemed to be and all-through schools count as secondary: only so do the counts
 * of schools agree with the denominators that the Department publishes. Nurseries, PRUs and AP are left out of publication.
 */
const PUBLISHED: Readonly<Record<SharingCategory, PublishedPhase | null>> = {
  'Maintained nursery': null,
  Primary: 'Primary',
  'Middle deemed primary': 'Primary',
  'Middle deemed secondary': 'Secondary',
  Secondary: 'Secondary',
  'All-through': 'Secondary',
  Special: 'Special',
  'Pupil referral unit': null,
  'Alternative provision': null,
  'City technology college': 'Secondary',
};

const NOT_OPEN: Readonly<Record<string, string>> = {
  '2': 'The school is closed.',
  '4': 'The school has not opened yet.',
};

/**
 * Whether a school may share its daily attendance data, and under which heading ("Share your daily school attendance
 * data", gov.uk: who should send data). Whether it agreed is another matter.
 * @param codes as in GIAS extracts: TypeOfEstablishment (two digits), PhaseOfEducation, EstablishmentStatus
 */
export function sharingOf(codes: { typeCode: string; phaseCode: string; statusCode: string }): Sharing {
  const category =
    BY_TYPE[codes.typeCode] ?? (MAINSTREAM.includes(codes.typeCode) ? (BY_PHASE[codes.phaseCode] ?? null) : null);
  const isOpen = codes.statusCode === '1' || codes.statusCode === '3';
  const reason =
    category === null
      ? 'Schools of this type and phase are not asked for attendance data.'
      : isOpen
        ? null
        : (NOT_OPEN[codes.statusCode] ?? 'It is not known whether the school is open.');
  return {
    category,
    mayShare: reason === null,
    reason,
    publishedPhase: category === null ? null : PUBLISHED[category],
  };
}
