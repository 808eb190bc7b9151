import type { Piece, Words } from './document.ts';

/** Something about this installation that only its operator knows, and that public pages must say. */
interface Particular {
  readonly setting: string;
  /** What is missing where it stands open: "Not filled in yet: …". */
  readonly label: string;
  /** Addresses of the pages that say it. */
  readonly pages: readonly string[];
}

/** Every particular. `docs/operating/public-pages.md` lists the same, and a test compares the two. */
export const PARTICULARS = {
  operatorName: {
    setting: 'ROLLCALL_OPERATOR_NAME',
    label: 'the name of the organisation that runs this service',
    pages: [
      '/share-your-data',
      '/privacy',
      '/data-protection-impact-assessment',
      '/data-collection-principles',
      '/accessibility',
    ],
  },
  operatorAddress: {
    setting: 'ROLLCALL_OPERATOR_ADDRESS',
    label: 'the postal address of that organisation',
    pages: ['/privacy'],
  },
  operatorContact: {
    setting: 'ROLLCALL_OPERATOR_CONTACT',
    label: 'how to reach the organisation that runs this service',
    pages: ['/privacy', '/accessibility'],
  },
  helpContact: {
    setting: 'ROLLCALL_HELP_CONTACT',
    label: 'where to get help',
    pages: [
      '/share-your-data',
      '/get-access',
      '/get-access/schools',
      '/get-access/trusts',
      '/get-access/local-authorities',
    ],
  },
  dpoName: {
    setting: 'ROLLCALL_DPO_NAME',
    label: 'the name of the data protection officer',
    pages: ['/privacy', '/data-protection-impact-assessment'],
  },
  dpoContact: {
    setting: 'ROLLCALL_DPO_CONTACT',
    label: 'how to reach the data protection officer',
    pages: ['/privacy'],
  },
  icoNumber: {
    setting: 'ROLLCALL_ICO_NUMBER',
    label: 'the registration number at the Information Commissioner’s Office',
    pages: ['/privacy'],
  },
  lawfulBasis: {
    setting: 'ROLLCALL_LAWFUL_BASIS',
    label: 'the lawful basis, which the organisation that runs this service has to settle',
    pages: ['/privacy', '/data-protection-impact-assessment'],
  },
  hosting: {
    setting: 'ROLLCALL_HOSTING',
    label: 'where the data is kept, and who hosts it',
    pages: ['/privacy', '/data-protection-impact-assessment'],
  },
  dpiaConsultation: {
    setting: 'ROLLCALL_DPIA_CONSULTATION',
    label: 'who was consulted, and what they said',
    pages: ['/data-protection-impact-assessment'],
  },
  dpiaSignedBy: {
    setting: 'ROLLCALL_DPIA_SIGNED_BY',
    label: 'who signed this assessment off',
    pages: ['/data-protection-impact-assessment'],
  },
  dpiaSignedOn: {
    setting: 'ROLLCALL_DPIA_SIGNED_ON',
    label: 'the day of signing off',
    pages: ['/data-protection-impact-assessment'],
  },
  accessibilityReviewed: {
    setting: 'ROLLCALL_ACCESSIBILITY_REVIEWED',
    label: 'the day on which this statement was prepared',
    pages: ['/accessibility'],
  },
  accessibilityIssues: {
    setting: 'ROLLCALL_ACCESSIBILITY_ISSUES',
    label: 'what was found not to be accessible, and why',
    pages: ['/accessibility'],
  },
} as const satisfies Readonly<Record<string, Particular>>;

/** Other settings that public pages tell of: each has a default, so that nothing is missing without them. */
export const PAGE_SETTINGS: readonly Particular[] = [
  {
    setting: 'ROLLCALL_OPT_OUT_KEEP_DAYS',
    label: 'how long the data of a school that stops is kept',
    pages: ['/share-your-data', '/privacy', '/data-protection-impact-assessment', '/data-collection-principles'],
  },
  {
    setting: 'ROLLCALL_RETENTION_YEARS',
    label: 'how many school years before the current one are kept',
    pages: ['/privacy', '/data-protection-impact-assessment'],
  },
  {
    setting: 'ROLLCALL_ACCESSIBILITY_STATUS',
    label: 'the compliance status of the accessibility statement',
    pages: ['/accessibility'],
  },
  {
    setting: 'ROLLCALL_COLLECT_AT',
    label: 'when registers are read',
    pages: ['/share-your-data'],
  },
  {
    setting: 'ROLLCALL_REFRESH_DAYS',
    label: 'within how many days a correction is taken over',
    pages: ['/share-your-data', '/what-we-collect'],
  },
  {
    setting: 'ROLLCALL_DOORS',
    label: 'who signs in where',
    pages: ['/get-access/schools', '/get-access/trusts', '/get-access/local-authorities'],
  },
  {
    setting: 'ROLLCALL_ROLES',
    label: 'where the role is asked for and who decides',
    pages: ['/get-access/schools', '/get-access/trusts', '/get-access/local-authorities'],
  },
  {
    setting: 'ROLLCALL_ROLE_NAME',
    label: 'what the role is called',
    pages: ['/get-access/schools', '/get-access/trusts', '/get-access/local-authorities'],
  },
  {
    setting: 'ROLLCALL_REQUEST_OVERDUE_DAYS',
    label: 'when a request is overdue',
    pages: ['/get-access/schools', '/get-access/trusts', '/get-access/local-authorities'],
  },
  {
    setting: 'ROLLCALL_SESSION_MINUTES',
    label: 'how long the cookie lasts without use',
    pages: ['/cookies'],
  },
  {
    setting: 'ROLLCALL_SESSION_HOURS',
    label: 'how long it lasts in all',
    pages: ['/cookies'],
  },
];

export type ParticularName = keyof typeof PARTICULARS;

/** What the operator has filled in; empty where nothing is. */
export type Particulars = Readonly<Record<ParticularName, string>>;

export type AccessibilityStatus = 'not-assessed' | 'fully' | 'partially' | 'not';

/** What public pages say about this installation. */
export interface PublicFacts {
  readonly particulars: Particulars;
  /** Days for which the data of a school that opts out is kept. */
  readonly optOutKeepDays: number;
  /** School years before the current one for which marks are kept. */
  readonly retentionYears: number;
  readonly accessibilityStatus: AccessibilityStatus;
}

const NAMES = Object.keys(PARTICULARS) as ParticularName[];

/** An installation whose operator has filled in nothing. */
export const NOTHING_FILLED: PublicFacts = {
  particulars: Object.fromEntries(NAMES.map((name) => [name, ''])) as Particulars,
  optOutKeepDays: 30,
  retentionYears: 2,
  accessibilityStatus: 'not-assessed',
};

/**
 * The settings that the public pages still wait for, in the order of the list. Schools may be helped by whoever runs the service;
 * what is not accessible is asked for only where the statement says that something is not.
 */
export function unfilledSettings({ particulars, accessibilityStatus }: PublicFacts): string[] {
  const named = accessibilityStatus === 'partially' || accessibilityStatus === 'not';
  return NAMES.filter((name) => {
    if (name === 'helpContact') return helpContact(particulars) === '';
    return particulars[name] === '' && (name !== 'accessibilityIssues' || named);
  }).map((name) => PARTICULARS[name].setting);
}

/** Where schools, trusts and authorities get help; empty when nobody has said. */
export const helpContact = ({ helpContact: help, operatorContact }: Particulars): string => help || operatorContact;

/** A particular as it stands in a line; where the operator has not filled it in, a mark that says so in words. */
export function say(particulars: Particulars, name: ParticularName): Piece {
  const value = name === 'helpContact' ? helpContact(particulars) : particulars[name];
  if (value === '') return unfilled(name);
  return CONTACT.test(value) ? { text: value.replace(/^mailto:/, ''), href: value } : value;
}

const CONTACT = /^(mailto:|https?:\/\/)\S+$/;

/** The mark of a particular that nobody has filled in. */
export const unfilled = (name: ParticularName): Piece => ({
  text: `[Not filled in yet: ${PARTICULARS[name].label}]`,
  unfilled: true,
});

/** What stands where the operator has not settled the lawful basis: what the Department says of its own collection. */
export const SUGGESTED_BASIS =
  'We use this data because we need it for a task that we carry out in the public interest: Article 6(1)(e) of the UK GDPR. We use special category data (such as ethnicity, and what special educational needs or a reason for absence tell about health) because there is a substantial public interest in helping children to attend school: Article 9(2)(g).';

/** The lawful basis in words; where it is only suggested, with a mark that says so. */
export const lawfulBasis = (particulars: Particulars): Words =>
  particulars.lawfulBasis === '' ? [`${SUGGESTED_BASIS} `, unfilled('lawfulBasis')] : [particulars.lawfulBasis];

/** How long the data of a school that has opted out is kept: `It is deleted after 30 days`. */
export function afterOptOut(days: number): string {
  if (days === 0)
    return 'The data that we hold about its pupils is deleted straight away, without a time in which it is kept';
  return `The data that we hold about its pupils is kept for ${days === 1 ? '1 day' : `${days} days`}, where nobody sees it in a report, and is then deleted`;
}
