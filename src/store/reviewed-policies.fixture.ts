/**
 * What the policies and views that do more than compare `school_urn` with the scope must say, as PostgreSQL writes it. When the guard
 * says that one is not as it was reviewed: read the new expression as somebody who wants to see another organisation's rows, and
 * only then change the text here.
 */
export interface ReviewedPolicy {
  readonly for: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  readonly to: string;
  readonly using?: string;
  readonly check?: string;
  /** Narrows what other policies let through, and must stay. */
  readonly restrictive?: true;
  /** Why it may ask for less than the scope; needed where it asks for nothing. */
  readonly because?: string;
}

const SCOPE = "(string_to_array(current_setting('rollcall.scope'::text, true), ','::text))::integer[]";

/** The one comparison that every table about a school makes. */
export const IN_SCOPE = `(school_urn = ANY (${SCOPE}))`;

const own = "(person = current_setting('rollcall.person'::text, true))";
const here = "((organisation)::text = current_setting('rollcall.organisation'::text, true))";
const approver = "(current_setting('rollcall.approver'::text, true) = 'on'::text)";
const approves = `(${here} AND ${approver})`;
const operates = "(current_setting('rollcall.operator'::text, true) = 'on'::text)";
const mine = "((email = current_setting('rollcall.email'::text, true)) AND (person IS NULL))";
const ownSchool = "(('school:'::text || school_urn) = current_setting('rollcall.organisation'::text, true))";
const agreesHere = `(${ownSchool} AND (current_setting('rollcall.agrees'::text, true) = 'on'::text))`;
const notOperator = "((organisation)::text <> 'operator'::text)";
const viewer = 'rollcall_viewer';
const statistics = 'rollcall_statistics';

/** Looked-after pupils are a group; its rows need a right of their own. Every table with `pupil_group` that the viewer reads has it. */
export const SENSITIVE: ReviewedPolicy = {
  for: 'SELECT',
  to: viewer,
  restrictive: true,
  using:
    "((pupil_group !~~ '%looked_after%'::text) OR (current_setting('rollcall.sensitive'::text, true) = 'on'::text))",
};
const TALLIES: ReviewedPolicy = {
  for: 'SELECT',
  to: statistics,
  using: 'true',
  because: 'statistics are of all schools; the login reads tallies alone, and no pupil',
};

export const REVIEWED_POLICIES: Readonly<Record<string, ReviewedPolicy>> = {
  'agreement.all_schools': {
    for: 'SELECT',
    to: statistics,
    using: 'true',
    because: 'tallies are of schools that share now; the login reads two columns',
  },
  'agreement.any_school': {
    for: 'SELECT',
    to: 'rollcall_collector',
    using: 'true',
    because: 'between two pages the collector asks whether the school still agrees, without a transaction',
  },
  'agreement.agrees': { for: 'UPDATE', to: viewer, using: agreesHere, check: agreesHere },
  'agreement.agrees_new': { for: 'INSERT', to: viewer, check: agreesHere },
  'agreement.operates': { for: 'ALL', to: viewer, using: operates, check: operates },
  'agreement.own': { for: 'SELECT', to: viewer, using: ownSchool },
  'agreement_event.adds': { for: 'INSERT', to: viewer, check: `(${agreesHere} OR ${operates})` },
  'agreement_event.sees': { for: 'SELECT', to: viewer, using: `(${ownSchool} OR ${operates})` },
  'agreement_wording.adds': { for: 'INSERT', to: viewer, check: agreesHere },
  'agreement_wording.sees': { for: 'SELECT', to: viewer, using: `(${ownSchool} OR ${operates})` },
  'audit_event.appends': {
    for: 'INSERT',
    to: viewer,
    check: 'true',
    because: 'anyone’s act may be put on the audit; what is read of it has policies of its own',
  },
  'audit_event.operates': { for: 'SELECT', to: viewer, using: operates },
  'audit_event.own_looks': { for: 'SELECT', to: viewer, using: `(${IN_SCOPE} AND ${own})` },
  'tally_year.sensitive': SENSITIVE,
  'collection_run.operates': { for: 'SELECT', to: viewer, using: operates },
  'connection.agrees': { for: 'UPDATE', to: viewer, using: agreesHere, check: agreesHere },
  'connection.agrees_new': { for: 'INSERT', to: viewer, check: agreesHere },
  'connection.ends': { for: 'DELETE', to: viewer, using: `(${agreesHere} OR ${operates})` },
  'connection.sees': { for: 'SELECT', to: viewer, using: `(${ownSchool} OR ${operates})` },
  'invitation.operates': { for: 'ALL', to: viewer, using: operates, check: operates },
  'mail.queues': {
    for: 'INSERT',
    to: viewer,
    check: 'true',
    because: 'queued by the pages and read by the owner’s sender alone',
  },
  'member.adds': { for: 'INSERT', to: viewer, check: `(${here} AND ${approver} AND ${notOperator})` },
  'member.binds': { for: 'UPDATE', to: viewer, using: mine, check: own },
  'member.operates': { for: 'ALL', to: viewer, using: operates },
  'member.removes': { for: 'DELETE', to: viewer, using: `(${here} AND ${approver} AND ${notOperator})` },
  'member.sees': { for: 'SELECT', to: viewer, using: `(${own} OR ${here} OR ${mine})` },
  'release.makes': { for: 'INSERT', to: statistics, check: "(state <> 'published'::text)" },
  'release.makes_again': { for: 'DELETE', to: statistics, using: "(state <> 'published'::text)" },
  'release.operates': { for: 'SELECT', to: viewer, using: operates },
  'release.published': { for: 'SELECT', to: viewer, using: "(state = 'published'::text)" },
  'release.reads': {
    for: 'SELECT',
    to: statistics,
    using: 'true',
    because: 'a release is made beside those before; no school is in it',
  },
  'release_file.makes': {
    for: 'INSERT',
    to: statistics,
    check: 'true',
    because: 'a trigger refuses files of a published release',
  },
  'release_file.operates': { for: 'SELECT', to: viewer, using: `(is_public AND ${operates})` },
  'release_file.published': {
    for: 'SELECT',
    to: viewer,
    using:
      "(is_public AND (EXISTS ( SELECT\n   FROM release\n  WHERE ((release.id = release_file.release_id) AND (release.state = 'published'::text)))))",
  },
  'release_file.reads': {
    for: 'SELECT',
    to: statistics,
    using: 'true',
    because: 'a release is compared with the one before; no school is in it',
  },
  'release_signature.operates': { for: 'SELECT', to: viewer, using: operates },
  'release_signature.signs': {
    for: 'INSERT',
    to: viewer,
    check:
      "((current_setting('rollcall.operator'::text, true) = 'on'::text) AND (person_key = current_setting('rollcall.person'::text, true)))",
  },
  'right_grant.grants': { for: 'INSERT', to: viewer, check: approves },
  'right_grant.operates': { for: 'ALL', to: viewer, using: operates },
  'right_grant.sees': { for: 'SELECT', to: viewer, using: `(${own} OR ${approves})` },
  'right_grant.takes': { for: 'DELETE', to: viewer, using: `(${own} OR ${approves})` },
  'right_request.asks': { for: 'INSERT', to: viewer, check: `(${own} AND ${here} AND (decision IS NULL))` },
  'right_request.decides': {
    for: 'UPDATE',
    to: viewer,
    using: `((decision IS NULL) AND (${approves} OR ${operates}))`,
    check: `((decision = ANY (ARRAY['approved'::text, 'refused'::text])) AND (${approves} OR ${operates}))`,
  },
  'right_request.sees': { for: 'SELECT', to: viewer, using: `(${own} OR ${approves} OR ${operates})` },
  'right_request.withdraws': {
    for: 'UPDATE',
    to: viewer,
    using: `((decision IS NULL) AND ${own})`,
    check: `((decision = 'withdrawn'::text) AND ${own})`,
  },
  'source_hint.hears': {
    for: 'INSERT',
    to: viewer,
    check: 'true',
    because:
      'a webhook comes from nobody who is known; the hint is read by the owner alone, and says of nothing but an id to ask about',
  },
  'tally_published.all_schools': TALLIES,
  'tally_session.all_schools': TALLIES,
  'tally_week.all_schools': TALLIES,
  'tally_week.sensitive': SENSITIVE,
  'ukprn_organisation.looks_up': {
    for: 'SELECT',
    to: viewer,
    using: 'true',
    because: 'which organisation a number means is asked before it is known who is looking; it tells of no person',
  },
  'ukprn_organisation.operates': { for: 'ALL', to: viewer, using: operates },
  'weekly_email.asks': { for: 'INSERT', to: viewer, check: `(${own} AND ${here})` },
  'weekly_email.confirms': { for: 'UPDATE', to: viewer, using: own, check: own },
  'weekly_email.sees': { for: 'SELECT', to: viewer, using: own },
  'weekly_email.stops': { for: 'DELETE', to: viewer, using: own },
};

/** A view reads as its owner, to whom no policy applies: it must ask for the scope by itself. White space is one space. */
export const REVIEWED_VIEWS: Readonly<Record<string, string>> = {
  scope_agreement: `SELECT school_urn, state, in_force FROM agreement WHERE ${IN_SCOPE};`,
  // Nothing but the schools of the scope is looked for.
  scope_latest_run: `SELECT run.school_urn, run.kind, run.outcome, run.complete, run.started_at, run.finished_at, run.held_date, run.held_half FROM (unnest(${SCOPE}) scope(urn) CROSS JOIN LATERAL ( SELECT collection_run.school_urn, collection_run.kind, collection_run.outcome, collection_run.complete, collection_run.started_at, collection_run.finished_at, collection_run.held_date, collection_run.held_half FROM collection_run WHERE (collection_run.school_urn = scope.urn) ORDER BY collection_run.started_at DESC, collection_run.run_id DESC LIMIT 1) run);`,
  sensitive_profile: `SELECT school_urn, profile, looked_after, previously_looked_after FROM profile WHERE (${IN_SCOPE} AND (current_setting('rollcall.sensitive'::text, true) = 'on'::text));`,
};

/** Tables that logins use without row policies, each with its reason. Nothing about a pupil, or about who holds what, is in them. */
export const OPEN_TABLES: Readonly<Record<string, string>> = {
  local_authority: 'a public list',
  region: 'a public list',
  school: 'a public list',
  school_area: 'a public list',
  school_link: 'a public list',
  school_trust: 'a public list',
  trust: 'a public list',
  audit_head: 'the number and digest of the last event, needed by whoever appends the next',
  idams_assertion: 'digests of assertions that were accepted',
  idams_sign_in: 'found by the digest of a key that only the browser has, before it is known who is looking',
  web_session: 'found by the digest of a key that only the browser has, before it is known who is looking',
};
