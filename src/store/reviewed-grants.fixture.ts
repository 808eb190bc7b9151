import type { Role } from './migrate.ts';

interface ReviewedGrant {
  readonly to: readonly Role[];
  readonly may: readonly ('SELECT' | 'INSERT' | 'UPDATE' | 'DELETE')[];
  /** Tables, or `table.column`. */
  readonly on: readonly string[];
  readonly because: string;
}

/**
 * What each login may do, besides reading whole tables about a school under their policies. A grant that is not here fails the
 * tests: ask what the login could tell of a school, a pupil or a person with it, and only then add it, with the reason.
 */
export const REVIEWED_GRANTS: readonly ReviewedGrant[] = [
  {
    to: ['rollcall_collector', 'rollcall_viewer', 'rollcall_statistics'],
    may: ['SELECT'],
    on: ['local_authority', 'region', 'school', 'school_area', 'school_link', 'school_trust', 'trust'],
    because: 'public lists',
  },
  {
    to: ['rollcall_statistics'],
    may: ['SELECT'],
    on: [
      'tally_published',
      'tally_session',
      'tally_week',
      'agreement.school_urn',
      'agreement.state',
      'agreement.in_force',
    ],
    because: 'tallies, without any pupil, of schools whose agreement is in force',
  },
  {
    to: ['rollcall_statistics'],
    may: ['SELECT', 'INSERT'],
    on: ['release', 'release_file'],
    because: 'it makes releases, and compares them with those before; no school is in them',
  },
  {
    to: ['rollcall_statistics'],
    may: ['DELETE'],
    on: ['release'],
    because: 'one that is not published is made again; a policy and a trigger keep those that are',
  },
  {
    to: ['rollcall_viewer'],
    may: ['SELECT'],
    on: ['release', 'release_file'],
    because: 'what is published is for everyone; policies keep what is not for the operator',
  },
  {
    to: ['rollcall_viewer'],
    may: ['SELECT', 'INSERT'],
    on: ['release_signature'],
    because: 'operators sign off for themselves, and see who has',
  },
  {
    to: ['rollcall_collector'],
    may: ['INSERT', 'UPDATE', 'DELETE'],
    on: [
      'collection_run',
      'enrolment',
      'enrolment_year',
      'issue',
      'mark_change',
      'planned_mark',
      'profile',
      'pupil',
      'pupil_identity',
      'pupil_source_key',
      'register_week',
      'tally_published',
      'tally_session',
      'tally_week',
      'tally_year',
    ],
    because: 'it records the one school that it collects',
  },
  {
    to: ['rollcall_collector'],
    may: ['INSERT', 'UPDATE'],
    on: ['register_version'],
    because: 'what it records makes a new version of the school’s register',
  },
  {
    to: ['rollcall_collector'],
    may: ['UPDATE'],
    on: ['agreement.checked_at'],
    because: 'holds the row while it records, so that opting out and recording cannot cross',
  },
  {
    to: ['rollcall_viewer'],
    may: ['SELECT'],
    on: [
      'profile.school_urn',
      'profile.profile',
      'profile.nc_year',
      'profile.gender',
      'profile.ethnicity',
      'profile.sen_support',
      'profile.ehc_plan',
      'profile.free_school_meals',
      'sensitive_profile',
    ],
    because: 'all of a profile but whether a child is looked after, for which there is a view with a right of its own',
  },
  {
    to: ['rollcall_viewer'],
    may: ['SELECT', 'INSERT', 'DELETE'],
    on: ['member', 'right_grant', 'ukprn_organisation', 'idams_sign_in', 'idams_assertion'],
    because: 'rights and sign-ins are kept by the pages; policies say whose',
  },
  {
    to: ['rollcall_viewer'],
    may: ['SELECT'],
    on: ['scope_agreement', 'scope_latest_run'],
    because: 'of the schools in the scope, which the views themselves ask for',
  },
  { to: ['rollcall_viewer'], may: ['SELECT'], on: ['right_request'], because: 'one’s own, and those one decides' },
  {
    to: ['rollcall_viewer'],
    may: ['INSERT'],
    on: ['organisation', 'person', 'right_name', 'name', 'email', 'reason', 'asked_at'].map(
      (column) => `right_request.${column}`,
    ),
    because: 'a request is asked undecided',
  },
  {
    to: ['rollcall_viewer'],
    may: ['UPDATE'],
    on: [
      ...['decision', 'decision_reason', 'decided_at', 'decided_by', 'decided_by_name'].map(
        (column) => `right_request.${column}`,
      ),
      'member.person',
      'member.name',
    ],
    because: 'requests are decided, and who signs in first binds the row to themselves; nobody raises a duty',
  },
  {
    to: ['rollcall_viewer'],
    may: ['INSERT'],
    on: ['school_urn', 'state', 'source', 'changed_at'].map((column) => `agreement.${column}`),
    because: 'who agrees for a school that nothing has happened to yet',
  },
  {
    to: ['rollcall_viewer'],
    may: ['UPDATE'],
    on: ['state', 'source', 'ended_where', 'wording', 'events', 'changed_at', 'delete_after'].map(
      (column) => `agreement.${column}`,
    ),
    because: 'who agrees for their own school, or the operator; never what the source says',
  },
  {
    to: ['rollcall_viewer'],
    may: ['INSERT'],
    on: ['agreement_event', 'agreement_wording'],
    because: 'the history is added to and never changed',
  },
  {
    to: ['rollcall_viewer'],
    may: ['SELECT'],
    on: ['school_urn', 'kind', 'mis', 'address', 'readable', 'set_at', 'set_by_name'].map(
      (column) => `connection.${column}`,
    ),
    because: 'how a school is reached, without what it takes to sign in there',
  },
  {
    to: ['rollcall_viewer'],
    may: ['INSERT', 'DELETE'],
    on: ['connection'],
    because: 'set by who agrees for the school',
  },
  {
    to: ['rollcall_viewer'],
    may: ['UPDATE'],
    on: ['kind', 'mis', 'address', 'sealed', 'readable', 'set_at', 'set_by_name'].map(
      (column) => `connection.${column}`,
    ),
    because: 'set anew by who agrees for the school; what is sealed is never read',
  },
  { to: ['rollcall_viewer'], may: ['INSERT'], on: ['invitation'], because: 'the operator invites' },
  {
    to: ['rollcall_viewer'],
    may: ['UPDATE'],
    on: ['sent_at', 'reminders', 'mail_state', 'mail_error'].map((column) => `invitation.${column}`),
    because: 'the operator invites again',
  },
  {
    to: ['rollcall_viewer'],
    may: ['INSERT'],
    on: ['source', 'source_school_id', 'received_at'].map((column) => `source_hint.${column}`),
    because: 'a webhook says which school to ask about; only the owner reads it',
  },
  {
    to: ['rollcall_viewer'],
    may: ['SELECT', 'DELETE'],
    on: ['weekly_email'],
    because: 'one’s own weekly e-mail is seen and stopped; it has no figure in it',
  },
  {
    to: ['rollcall_viewer'],
    may: ['INSERT'],
    on: [
      ...['person', 'organisation', 'name', 'email', 'provider_organisation'],
      ...['asked_at', 'confirmed_at', 'last_week'],
    ].map((column) => `weekly_email.${column}`),
    because: 'one’s own, for the organisation that one acts for; what it may show is asked at each sending',
  },
  {
    to: ['rollcall_viewer'],
    may: ['UPDATE'],
    on: ['weekly_email.confirmed_at'],
    because: 'signing in shows that the person still belongs there',
  },
  {
    to: ['rollcall_viewer'],
    may: ['INSERT'],
    on: ['audit_event', 'mail'],
    because: 'appended to: the audit is never changed, mail is read by the owner’s sender alone',
  },
  {
    to: ['rollcall_viewer'],
    may: ['SELECT', 'INSERT', 'UPDATE'],
    on: ['audit_head'],
    because: 'moves with each event',
  },
  {
    to: ['rollcall_viewer'],
    may: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    on: ['web_session'],
    because: 'sessions are kept by the pages',
  },
];
