import type { ColumnType, Generated } from 'kysely';
import type { StepKind } from '../domain/agreement/agreement.ts';
import type { AgreementState } from '../domain/agreement/agreement-state.ts';
import type { Granted } from '../domain/agreement/granted.ts';
import type { SourceWord } from '../domain/agreement/source-word.ts';
import type { CheckResult } from '../domain/release/release.ts';
import type { ReleaseRules } from '../domain/release/rules.ts';
import type { Half } from '../domain/sessions/dates.ts';

/** A `date` column: always read and written as text, `YYYY-MM-DD`. */
type Day = string;
/** A `timestamptz` column: read as Date, written as Date or text. */
type Instant = ColumnType<Date, Date | string, Date | string>;
type NullableInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;

export interface SchoolTable {
  urn: number;
  name: string;
  la_code: string | null;
  establishment_number: string | null;
  type_code: string | null;
  type_name: string | null;
  phase_code: string | null;
  phase_name: string | null;
  status_code: string | null;
  status_name: string | null;
  open_date: Day | null;
  close_date: Day | null;
  low_age: number | null;
  high_age: number | null;
  gender: string | null;
  ukprn: string | null;
  town: string | null;
  postcode: string | null;
  sharing_category: string | null;
  published_phase: 'Primary' | 'Secondary' | 'Special' | null;
  may_share: boolean;
  pupils: number | null;
  /** Published shares of pupils, in tenths of a per cent. */
  fsm_permille: number | null;
  sen_support_permille: number | null;
  ehc_plan_permille: number | null;
  latitude: number | null;
  longitude: number | null;
  invented: Generated<boolean>;
  imported_at: Instant;
}

export interface AgreementTable {
  school_urn: number;
  state: AgreementState;
  source: string;
  source_school_id: string | null;
  source_host: string | null;
  mis: string | null;
  changed_at: Instant;
  checked_at: NullableInstant;
  source_says: SourceWord | null;
  source_read_at: NullableInstant;
  ended_where: 'here' | 'source' | null;
  wording: string | null;
  events: Generated<number>;
  access_requested_at: NullableInstant;
  granted: ColumnType<Granted | null, string | null, string | null>;
  granted_at: NullableInstant;
  delete_after: NullableInstant;
  deleted_at: NullableInstant;
  in_force: ColumnType<boolean, never, never>;
}

/** Through what an agreement changed. */
export type Through = 'portal' | 'source-portal' | 'webhook' | 'operator' | 'list' | 'upgrade';

export interface AgreementEventTable {
  school_urn: number;
  event: number;
  at: Instant;
  kind: StepKind;
  was: AgreementState;
  state: AgreementState;
  through: Through;
  person: string | null;
  name: string | null;
  organisation: string | null;
  wording: string | null;
  detail: ColumnType<Readonly<Record<string, string | number>>, string, never>;
}

export interface ConnectionTable {
  school_urn: number;
  kind: 'wonde' | 'direct';
  mis: string;
  address: string | null;
  sealed: string | null;
  readable: Generated<boolean>;
  set_at: Instant;
  set_by_name: string;
}

export interface InvitationTable {
  school_urn: number;
  email: string;
  invited_at: Instant;
  invited_by: string;
  sent_at: Instant;
  reminders: Generated<number>;
  mail_state: Generated<'queued' | 'sent' | 'given-up'>;
  mail_error: string | null;
}

export interface CollectionRunTable {
  school_urn: number;
  run_id: Generated<number>;
  kind: 'first' | 'complete' | 'since' | 'range';
  source: string;
  window_from: Day;
  window_to: Day;
  started_at: Instant;
  finished_at: NullableInstant;
  outcome: 'running' | 'succeeded' | 'failed' | 'stopped';
  complete: Generated<boolean>;
  held_date: Day | null;
  held_half: Half | null;
  pupils: Generated<number>;
  marks_read: Generated<number>;
  marks_new: Generated<number>;
  changed: Generated<number>;
  unchanged: Generated<number>;
  removed: Generated<number>;
  planned: Generated<number>;
  late: Generated<number>;
  refused: Generated<number>;
  error_code: string | null;
  error: string | null;
}

export interface ProfileTable {
  school_urn: number;
  profile: number;
  nc_year: string;
  gender: string | null;
  ethnicity: string | null;
  looked_after: boolean | null;
  previously_looked_after: boolean | null;
  sen_support: boolean | null;
  ehc_plan: boolean | null;
  free_school_meals: boolean | null;
}

/** What someone may hold in an organisation: the role itself, agreeing for a school, seeing sensitive items. */
export type RightName = 'view' | 'agree' | 'sensitive';

export interface MemberTable {
  organisation: string;
  email: string;
  duty: 'member' | 'approver' | 'operator' | 'analyst';
  person: string | null;
  name: string | null;
  added_at: Instant;
  added_by: string;
}

export interface RightGrantTable {
  organisation: string;
  person: string;
  right_name: RightName;
  name: string;
  email: string;
  granted_at: Instant;
  granted_by: string;
}

export interface WeeklyEmailTable {
  person: string;
  organisation: string;
  name: string;
  email: string;
  provider_organisation: string | null;
  asked_at: Instant;
  confirmed_at: Instant;
  last_week: Day;
  ended_at: Instant | null;
  ended_because: 'role-lost' | 'not-confirmed' | null;
}

export interface RightRequestTable {
  request_id: Generated<number>;
  organisation: string;
  person: string;
  right_name: RightName;
  name: string;
  email: string;
  reason: Generated<string>;
  asked_at: Instant;
  reminded_at: NullableInstant;
  overdue_at: NullableInstant;
  decision: 'approved' | 'refused' | 'withdrawn' | null;
  decision_reason: string | null;
  decided_at: NullableInstant;
  decided_by: string | null;
  decided_by_name: string | null;
}

export interface AuditEventTable {
  event_id: number;
  at: Instant;
  what: string;
  person: string | null;
  name: string | null;
  organisation: string | null;
  school_urn: number | null;
  pupil_id: number | null;
  outcome: 'done' | 'refused' | 'failed';
  detail: string;
  request_id: string | null;
  digest: string;
}

export interface MailTable {
  mail_id: Generated<number>;
  template: string;
  facts: ColumnType<Record<string, unknown>, string, string>;
  organisation: string | null;
  addressee: 'approvers' | 'operators' | 'person';
  email: string | null;
  queued_at: Instant;
  next_try_at: Instant;
  tries: Generated<number>;
  sent_at: NullableInstant;
  given_up_at: NullableInstant;
  error: string | null;
}

/** Every table, as Kysely sees it. `schema.sql` is the picture of the same from the database's side. */
export interface Tables {
  region: { region_code: string; name: string; gor_code: string | null };
  local_authority: {
    la_code: string;
    name: string;
    ons_code: string | null;
    region_code: string | null;
    valid_from: Day | null;
    valid_to: Day | null;
  };
  school: SchoolTable;
  school_area: { urn: number; la_code: string; valid_from: Day | null; valid_to: Day | null };
  trust: {
    trust_uid: string;
    group_id: string | null;
    name: string;
    kind: 'multi-academy' | 'single-academy';
    status: string;
    companies_house: string | null;
    ukprn: string | null;
    open_date: Day | null;
    close_date: Day | null;
  };
  school_trust: { urn: number; trust_uid: string; valid_from: Day | null; valid_to: Day | null; as_at: string };
  school_link: { urn: number; link_urn: number; link_type: string; link_date: Day | null };
  school_import: {
    import_id: Generated<number>;
    file: string;
    digest: string;
    imported_at: Instant;
    added: number;
    changed: number;
    unchanged: number;
    refused: number;
  };
  agreement: AgreementTable;
  agreement_event: AgreementEventTable;
  agreement_wording: { school_urn: number; wording: string; text: string; first_used_at: Instant };
  connection: ConnectionTable;
  invitation: InvitationTable;
  source_hint: { hint_id: Generated<number>; source: string; source_school_id: string; received_at: Instant };
  collection_run: CollectionRunTable;
  profile: ProfileTable;
  pupil: { school_urn: number; pupil_id: number; profile: number; first_seen_at: Instant };
  register_version: { school_urn: number; version: string };
  pupil_identity: {
    school_urn: number;
    pupil_id: number;
    forename: string | null;
    surname: string | null;
    upn: string | null;
  };
  pupil_source_key: { school_urn: number; source: string; source_key: string; pupil_id: number };
  enrolment: { school_urn: number; pupil_id: number; first_day: Day; last_day: Day | null };
  register_week: {
    school_urn: number;
    week: Day;
    pupil_id: number;
    profile: number;
    marks: string;
    attended: number;
    authorised: number;
    unauthorised: number;
  };
  mark_change: { school_urn: number; week: Day; pupil_id: number; session: number; seen_at: Instant; was: string };
  planned_mark: { school_urn: number; pupil_id: number; day: Day; half: Half; mark: string };
  issue: {
    school_urn: number;
    code: string;
    place: string;
    detail: ColumnType<Record<string, string | number>, string, string>;
    pupil_id: number | null;
    day: Day | null;
    times: Generated<number>;
    first_seen_at: Instant;
    last_seen_at: Instant;
    resolved_at: NullableInstant;
  };
  tally_session: {
    school_urn: number;
    day: Day;
    half: Half;
    nc_year: string;
    attended: number;
    authorised: number;
    unauthorised: number;
    counts: string;
  };
  tally_week: {
    school_urn: number;
    week: Day;
    pupil_group: string;
    attended: number;
    authorised: number;
    unauthorised: number;
    counts: string;
    /** Packed: see `packBands`. */
    bands: string;
  };
  enrolment_year: {
    school_urn: number;
    academic_year: number;
    pupil_id: number;
    profile: number;
    attended: number;
    authorised: number;
    unauthorised: number;
    /** Packed: see `packYear`. */
    marks: string;
    /** Runs: see migration 0012. */
    profiles: number[];
  };
  tally_year: {
    school_urn: number;
    academic_year: number;
    population: 'all' | 'statistical';
    pupil_group: string;
    attended: number;
    authorised: number;
    unauthorised: number;
    enrolments: number[];
    /** Packed: see `packWeeks`. */
    weeks: string;
    /** Packed: see `packWeekBands`. */
    week_bands: string;
  };
  tally_published: {
    school_urn: number;
    academic_year: number;
    pupil_group: string;
    /** See `rulesInForce`. */
    rules: string;
    /** Packed: see `packDays`. */
    days: string;
    /** Packed: see `packPublishedWeeks`. */
    weeks: string;
  };
  release: {
    id: string;
    academic_year: number;
    as_of: Day;
    due_at: Instant;
    made_at: Instant;
    state: 'made' | 'failed' | 'published';
    digest: string;
    inputs_digest: string;
    code_version: string;
    /** See `ReleaseRules`. */
    rules: ColumnType<ReleaseRules, string, string>;
    checks: ColumnType<readonly CheckResult[], string, string>;
    published_at: NullableInstant;
    note: Generated<string>;
  };
  release_file: {
    release_id: string;
    name: string;
    is_public: boolean;
    digest: string;
    bytes: number;
    /** Packed with gzip. */
    content: Buffer;
  };
  release_signature: { release_id: string; person_key: string; name: string; signed_at: Instant; digest: string };
  web_session: {
    session_id: string;
    session: ColumnType<Record<string, unknown>, string, string>;
    expires_at: Instant;
    signed_in_at: NullableInstant;
    person: string | null;
    organisation: string | null;
  };
  scope_agreement: Pick<AgreementTable, 'school_urn' | 'state' | 'in_force'>;
  scope_latest_run: Pick<
    CollectionRunTable,
    'school_urn' | 'kind' | 'outcome' | 'complete' | 'started_at' | 'finished_at' | 'held_date' | 'held_half'
  >;
  sensitive_profile: Pick<ProfileTable, 'school_urn' | 'profile' | 'looked_after' | 'previously_looked_after'>;
  member: MemberTable;
  right_grant: RightGrantTable;
  weekly_email: WeeklyEmailTable;
  right_request: RightRequestTable;
  ukprn_organisation: { ukprn: string; organisation: string; added_at: Instant; added_by: string };
  idams_sign_in: { wctx_digest: string; browser_digest: string; wanted_path: string; expires_at: Instant };
  idams_assertion: { assertion_digest: string; expires_at: Instant };
  audit_event: AuditEventTable;
  audit_head: { one: Generated<boolean>; event_id: number; digest: string };
  mail: MailTable;
}
