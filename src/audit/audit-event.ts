/** Everything that is put on the audit, and its words for a page. */
export const AUDIT_WHATS = {
  'sign-in': 'Signed in',
  'sign-out': 'Signed out',
  'organisation-switched': 'Switched organisation',
  refusal: 'Was refused',
  'report-view': 'Looked at a report',
  'list-view': 'Looked at a list of pupils',
  'pupil-view': 'Looked at a pupil',
  'tallies-view': 'Looked at tallies of all schools',
  download: 'Downloaded a file',
  'right-asked': 'Asked for a right',
  'right-granted': 'Granted a right',
  'right-refused': 'Refused a right',
  'right-taken': 'Took a right away',
  'request-withdrawn': 'Withdrew a request',
  'member-added': 'Added a person to an organisation',
  'member-removed': 'Removed a person from an organisation',
  'ukprn-changed': 'Changed which organisation a UKPRN is',
  'agreement-changed': 'A school’s agreement changed',
  'school-invited': 'Invited a school to share',
  'connection-changed': 'Changed how a school’s MIS is reached',
  'data-deleted': 'A school’s data was deleted',
  'weekly-email-asked': 'Asked for the weekly e-mail',
  'weekly-email-ended': 'Stopped getting the weekly e-mail',
  'release-signed': 'Signed a release of statistics',
  'release-published': 'Published a release of statistics',
  settings: 'Settings changed',
} as const;

export type AuditWhat = keyof typeof AUDIT_WHATS;

/** One event, as it is put on the audit. */
export interface AuditEvent {
  readonly at: Date;
  readonly what: AuditWhat;
  /** Door and key of who did it; null for the program itself and for people who are not signed in. */
  readonly person: string | null;
  /** The name of that person (never of a pupil). */
  readonly name: string | null;
  /** The organisation acted for, such as `school:900001`. */
  readonly organisation: string | null;
  readonly schoolUrn: number | null;
  /** The pupil's number in that school: never a name or a UPN. */
  readonly pupilId: number | null;
  readonly outcome: 'done' | 'refused' | 'failed';
  /** Small facts. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
  readonly requestId: string | null;
}
