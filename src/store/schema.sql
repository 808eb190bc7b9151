-- The schema as the migrations leave it. Made by migrate.db.test.ts; do not edit.

CREATE TABLE agreement (
  school_urn integer NOT NULL,
  state text NOT NULL,
  source text NOT NULL,
  source_school_id text,
  source_host text,
  mis text,
  changed_at timestamp with time zone NOT NULL,
  checked_at timestamp with time zone,
  source_says text,
  source_read_at timestamp with time zone,
  ended_where text,
  wording text,
  events integer NOT NULL,
  access_requested_at timestamp with time zone,
  granted jsonb,
  granted_at timestamp with time zone,
  delete_after timestamp with time zone,
  deleted_at timestamp with time zone,
  in_force boolean NOT NULL
);
CREATE UNIQUE INDEX agreement_pkey ON public.agreement USING btree (school_urn);
-- policy agrees for UPDATE to rollcall_viewer
-- policy agrees_new for INSERT to rollcall_viewer
-- policy all_schools for SELECT to rollcall_statistics
-- policy any_school for SELECT to rollcall_collector
-- policy operates for ALL to rollcall_viewer
-- policy own for SELECT to rollcall_viewer
-- policy scope for ALL to rollcall_collector
-- policy sees for SELECT to rollcall_viewer
-- grant SELECT to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE agreement_event (
  school_urn integer NOT NULL,
  event integer NOT NULL,
  at timestamp with time zone NOT NULL,
  kind text NOT NULL,
  was text NOT NULL,
  state text NOT NULL,
  through text NOT NULL,
  person text,
  name text,
  organisation organisation_name,
  wording text,
  detail jsonb NOT NULL
);
CREATE UNIQUE INDEX agreement_event_pkey ON public.agreement_event USING btree (school_urn, event);
-- policy adds for INSERT to rollcall_viewer
-- policy sees for SELECT to rollcall_viewer
-- grant INSERT, SELECT to rollcall_viewer

CREATE TABLE agreement_wording (
  school_urn integer NOT NULL,
  wording text NOT NULL,
  text text NOT NULL,
  first_used_at timestamp with time zone NOT NULL
);
CREATE UNIQUE INDEX agreement_wording_pkey ON public.agreement_wording USING btree (school_urn, wording);
-- policy adds for INSERT to rollcall_viewer
-- policy sees for SELECT to rollcall_viewer
-- grant INSERT, SELECT to rollcall_viewer

CREATE TABLE audit_event (
  event_id bigint NOT NULL,
  at timestamp with time zone NOT NULL,
  what text NOT NULL,
  person text,
  name text,
  organisation text,
  school_urn integer,
  pupil_id integer,
  outcome text NOT NULL,
  detail text NOT NULL,
  request_id text,
  digest text NOT NULL
);
CREATE INDEX audit_event_by_school ON public.audit_event USING btree (school_urn, event_id);
CREATE UNIQUE INDEX audit_event_pkey ON public.audit_event USING btree (event_id);
-- policy appends for INSERT to rollcall_viewer
-- policy operates for SELECT to rollcall_viewer
-- policy own_looks for SELECT to rollcall_viewer
-- policy own_school for SELECT to rollcall_viewer
-- grant INSERT, SELECT to rollcall_viewer

CREATE TABLE audit_head (
  one boolean NOT NULL,
  event_id bigint NOT NULL,
  digest text NOT NULL
);
CREATE UNIQUE INDEX audit_head_pkey ON public.audit_head USING btree (one);
-- grant INSERT, SELECT, UPDATE to rollcall_viewer

CREATE TABLE collection_run (
  school_urn integer NOT NULL,
  run_id bigint NOT NULL,
  kind text NOT NULL,
  source text NOT NULL,
  window_from date NOT NULL,
  window_to date NOT NULL,
  started_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  outcome text NOT NULL,
  complete boolean NOT NULL,
  held_date date,
  held_half text,
  pupils integer NOT NULL,
  marks_read integer NOT NULL,
  marks_new integer NOT NULL,
  changed integer NOT NULL,
  unchanged integer NOT NULL,
  removed integer NOT NULL,
  planned integer NOT NULL,
  late integer NOT NULL,
  refused integer NOT NULL,
  error_code text,
  error text
);
CREATE INDEX collection_run_latest ON public.collection_run USING btree (school_urn, started_at);
CREATE UNIQUE INDEX collection_run_pkey ON public.collection_run USING btree (school_urn, run_id);
-- policy operates for SELECT to rollcall_viewer
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE connection (
  school_urn integer NOT NULL,
  kind text NOT NULL,
  mis text NOT NULL,
  address text,
  sealed text,
  readable boolean NOT NULL,
  set_at timestamp with time zone NOT NULL,
  set_by_name text NOT NULL
);
CREATE UNIQUE INDEX connection_pkey ON public.connection USING btree (school_urn);
-- policy agrees for UPDATE to rollcall_viewer
-- policy agrees_new for INSERT to rollcall_viewer
-- policy ends for DELETE to rollcall_viewer
-- policy sees for SELECT to rollcall_viewer
-- grant DELETE, INSERT to rollcall_viewer

CREATE TABLE enrolment (
  school_urn integer NOT NULL,
  pupil_id integer NOT NULL,
  first_day date NOT NULL,
  last_day date
);
CREATE UNIQUE INDEX enrolment_pkey ON public.enrolment USING btree (school_urn, pupil_id, first_day);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE enrolment_year (
  school_urn integer NOT NULL,
  academic_year smallint NOT NULL,
  pupil_id integer NOT NULL,
  profile smallint NOT NULL,
  attended smallint NOT NULL,
  authorised smallint NOT NULL,
  unauthorised smallint NOT NULL,
  marks text NOT NULL,
  profiles smallint[] NOT NULL
);
CREATE UNIQUE INDEX enrolment_year_pkey ON public.enrolment_year USING btree (school_urn, academic_year, pupil_id);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE idams_assertion (
  assertion_digest text NOT NULL,
  expires_at timestamp with time zone NOT NULL
);
CREATE UNIQUE INDEX idams_assertion_pkey ON public.idams_assertion USING btree (assertion_digest);
-- grant DELETE, INSERT, SELECT to rollcall_viewer

CREATE TABLE idams_sign_in (
  wctx_digest text NOT NULL,
  browser_digest text NOT NULL,
  wanted_path text NOT NULL,
  expires_at timestamp with time zone NOT NULL
);
CREATE UNIQUE INDEX idams_sign_in_pkey ON public.idams_sign_in USING btree (wctx_digest);
-- grant DELETE, INSERT, SELECT to rollcall_viewer

CREATE TABLE invitation (
  school_urn integer NOT NULL,
  email text NOT NULL,
  invited_at timestamp with time zone NOT NULL,
  invited_by text NOT NULL,
  sent_at timestamp with time zone NOT NULL,
  reminders smallint NOT NULL,
  mail_state text NOT NULL,
  mail_error text
);
CREATE UNIQUE INDEX invitation_pkey ON public.invitation USING btree (school_urn, email);
-- policy operates for ALL to rollcall_viewer
-- grant INSERT, SELECT to rollcall_viewer

CREATE TABLE issue (
  school_urn integer NOT NULL,
  code text NOT NULL,
  place text NOT NULL,
  detail jsonb NOT NULL,
  pupil_id integer,
  day date,
  times integer NOT NULL,
  first_seen_at timestamp with time zone NOT NULL,
  last_seen_at timestamp with time zone NOT NULL,
  resolved_at timestamp with time zone
);
CREATE UNIQUE INDEX issue_pkey ON public.issue USING btree (school_urn, code, place);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE local_authority (
  la_code text NOT NULL,
  name text NOT NULL,
  ons_code text,
  region_code text,
  valid_from date,
  valid_to date
);
CREATE UNIQUE INDEX local_authority_pkey ON public.local_authority USING btree (la_code);
-- grant SELECT to rollcall_collector
-- grant SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE mail (
  mail_id bigint NOT NULL,
  template text NOT NULL,
  facts jsonb NOT NULL,
  organisation organisation_name,
  addressee text NOT NULL,
  email text,
  queued_at timestamp with time zone NOT NULL,
  next_try_at timestamp with time zone NOT NULL,
  tries smallint NOT NULL,
  sent_at timestamp with time zone,
  given_up_at timestamp with time zone,
  error text
);
CREATE UNIQUE INDEX mail_pkey ON public.mail USING btree (mail_id);
CREATE INDEX mail_waiting ON public.mail USING btree (next_try_at) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));
-- policy queues for INSERT to rollcall_viewer
-- grant INSERT to rollcall_viewer

CREATE TABLE mark_change (
  school_urn integer NOT NULL,
  week date NOT NULL,
  pupil_id integer NOT NULL,
  session smallint NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  was text NOT NULL
);
CREATE UNIQUE INDEX mark_change_pkey ON public.mark_change USING btree (school_urn, week, pupil_id, session, seen_at);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE member (
  organisation organisation_name NOT NULL,
  email text NOT NULL,
  duty text NOT NULL,
  person text,
  name text,
  added_at timestamp with time zone NOT NULL,
  added_by text NOT NULL
);
CREATE INDEX member_by_person ON public.member USING btree (person);
CREATE UNIQUE INDEX member_pkey ON public.member USING btree (organisation, email);
-- policy adds for INSERT to rollcall_viewer
-- policy binds for UPDATE to rollcall_viewer
-- policy operates for ALL to rollcall_viewer
-- policy removes for DELETE to rollcall_viewer
-- policy sees for SELECT to rollcall_viewer
-- grant DELETE, INSERT, SELECT to rollcall_viewer

CREATE TABLE migration (
  name text NOT NULL,
  digest text NOT NULL,
  applied_at timestamp with time zone NOT NULL
);
CREATE UNIQUE INDEX migration_pkey ON public.migration USING btree (name);

CREATE TABLE planned_mark (
  school_urn integer NOT NULL,
  pupil_id integer NOT NULL,
  day date NOT NULL,
  half text NOT NULL,
  mark text NOT NULL
);
CREATE UNIQUE INDEX planned_mark_pkey ON public.planned_mark USING btree (school_urn, pupil_id, day, half);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE profile (
  school_urn integer NOT NULL,
  profile smallint NOT NULL,
  nc_year text NOT NULL,
  gender text,
  ethnicity text,
  looked_after boolean,
  previously_looked_after boolean,
  sen_support boolean,
  ehc_plan boolean,
  free_school_meals boolean
);
CREATE UNIQUE INDEX profile_pkey ON public.profile USING btree (school_urn, profile);
CREATE UNIQUE INDEX profile_school_urn_nc_year_gender_ethnicity_looked_after_pr_key ON public.profile USING btree (school_urn, nc_year, gender, ethnicity, looked_after, previously_looked_after, sen_support, ehc_plan, free_school_meals) NULLS NOT DISTINCT;
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector

CREATE TABLE pupil (
  school_urn integer NOT NULL,
  pupil_id integer NOT NULL,
  profile smallint NOT NULL,
  first_seen_at timestamp with time zone NOT NULL
);
CREATE UNIQUE INDEX pupil_pkey ON public.pupil USING btree (school_urn, pupil_id);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE pupil_identity (
  school_urn integer NOT NULL,
  pupil_id integer NOT NULL,
  forename text,
  surname text,
  upn text
);
CREATE UNIQUE INDEX pupil_identity_pkey ON public.pupil_identity USING btree (school_urn, pupil_id);
CREATE INDEX pupil_identity_upn ON public.pupil_identity USING btree (school_urn, upn);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE pupil_source_key (
  school_urn integer NOT NULL,
  source text NOT NULL,
  source_key text NOT NULL,
  pupil_id integer NOT NULL
);
CREATE UNIQUE INDEX pupil_source_key_pkey ON public.pupil_source_key USING btree (school_urn, source, source_key);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector

CREATE TABLE region (
  region_code text NOT NULL,
  name text NOT NULL,
  gor_code text
);
CREATE UNIQUE INDEX region_pkey ON public.region USING btree (region_code);
-- grant SELECT to rollcall_collector
-- grant SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE register_version (
  school_urn integer NOT NULL,
  version uuid NOT NULL
);
CREATE UNIQUE INDEX register_version_pkey ON public.register_version USING btree (school_urn);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE register_week (
  school_urn integer NOT NULL,
  week date NOT NULL,
  pupil_id integer NOT NULL,
  profile smallint NOT NULL,
  marks text NOT NULL,
  attended smallint NOT NULL,
  authorised smallint NOT NULL,
  unauthorised smallint NOT NULL
);
CREATE UNIQUE INDEX register_week_pkey ON public.register_week USING btree (school_urn, week, pupil_id);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE release (
  id text NOT NULL,
  academic_year smallint NOT NULL,
  as_of date NOT NULL,
  due_at timestamp with time zone NOT NULL,
  made_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  digest text NOT NULL,
  inputs_digest text NOT NULL,
  code_version text NOT NULL,
  rules jsonb NOT NULL,
  checks jsonb NOT NULL,
  published_at timestamp with time zone,
  note text NOT NULL
);
CREATE UNIQUE INDEX release_pkey ON public.release USING btree (id);
-- policy makes for INSERT to rollcall_statistics
-- policy makes_again for DELETE to rollcall_statistics
-- policy operates for SELECT to rollcall_viewer
-- policy published for SELECT to rollcall_viewer
-- policy reads for SELECT to rollcall_statistics
-- grant DELETE, INSERT, SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE release_file (
  release_id text NOT NULL,
  name text NOT NULL,
  is_public boolean NOT NULL,
  digest text NOT NULL,
  bytes bigint NOT NULL,
  content bytea NOT NULL
);
CREATE UNIQUE INDEX release_file_pkey ON public.release_file USING btree (release_id, name);
-- policy makes for INSERT to rollcall_statistics
-- policy operates for SELECT to rollcall_viewer
-- policy published for SELECT to rollcall_viewer
-- policy reads for SELECT to rollcall_statistics
-- grant INSERT, SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE release_signature (
  release_id text NOT NULL,
  person_key text NOT NULL,
  name text NOT NULL,
  signed_at timestamp with time zone NOT NULL,
  digest text NOT NULL
);
CREATE UNIQUE INDEX release_signature_pkey ON public.release_signature USING btree (release_id, person_key);
-- policy operates for SELECT to rollcall_viewer
-- policy signs for INSERT to rollcall_viewer
-- grant INSERT, SELECT to rollcall_viewer

CREATE TABLE right_grant (
  organisation organisation_name NOT NULL,
  person text NOT NULL,
  right_name text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  granted_at timestamp with time zone NOT NULL,
  granted_by text NOT NULL
);
CREATE INDEX right_grant_by_person ON public.right_grant USING btree (person);
CREATE UNIQUE INDEX right_grant_pkey ON public.right_grant USING btree (organisation, person, right_name);
-- policy grants for INSERT to rollcall_viewer
-- policy operates for ALL to rollcall_viewer
-- policy sees for SELECT to rollcall_viewer
-- policy takes for DELETE to rollcall_viewer
-- grant DELETE, INSERT, SELECT to rollcall_viewer

CREATE TABLE right_request (
  request_id integer NOT NULL,
  organisation organisation_name NOT NULL,
  person text NOT NULL,
  right_name text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  reason text NOT NULL,
  asked_at timestamp with time zone NOT NULL,
  reminded_at timestamp with time zone,
  overdue_at timestamp with time zone,
  decision text,
  decision_reason text,
  decided_at timestamp with time zone,
  decided_by text,
  decided_by_name text
);
CREATE UNIQUE INDEX right_request_open ON public.right_request USING btree (organisation, person, right_name) WHERE (decision IS NULL);
CREATE UNIQUE INDEX right_request_pkey ON public.right_request USING btree (request_id);
CREATE INDEX right_request_waiting ON public.right_request USING btree (asked_at) WHERE (decision IS NULL);
-- policy asks for INSERT to rollcall_viewer
-- policy decides for UPDATE to rollcall_viewer
-- policy sees for SELECT to rollcall_viewer
-- policy withdraws for UPDATE to rollcall_viewer
-- grant SELECT to rollcall_viewer

CREATE TABLE school (
  urn integer NOT NULL,
  name text NOT NULL,
  la_code text,
  establishment_number text,
  type_code text,
  type_name text,
  phase_code text,
  phase_name text,
  status_code text,
  status_name text,
  open_date date,
  close_date date,
  low_age smallint,
  high_age smallint,
  gender text,
  ukprn text,
  town text,
  postcode text,
  sharing_category text,
  published_phase text,
  may_share boolean NOT NULL,
  pupils integer,
  invented boolean NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  fsm_permille smallint,
  sen_support_permille smallint,
  ehc_plan_permille smallint,
  latitude double precision,
  longitude double precision
);
CREATE INDEX school_by_area ON public.school USING btree (la_code);
CREATE UNIQUE INDEX school_pkey ON public.school USING btree (urn);
-- grant SELECT to rollcall_collector
-- grant SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE school_area (
  urn integer NOT NULL,
  la_code text NOT NULL,
  valid_from date,
  valid_to date
);
CREATE INDEX school_area_by_authority ON public.school_area USING btree (la_code);
CREATE UNIQUE INDEX school_area_key ON public.school_area USING btree (urn, la_code, valid_from) NULLS NOT DISTINCT;
-- grant SELECT to rollcall_collector
-- grant SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE school_import (
  import_id bigint NOT NULL,
  file text NOT NULL,
  digest text NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  unchanged integer NOT NULL,
  refused integer NOT NULL
);
CREATE UNIQUE INDEX school_import_pkey ON public.school_import USING btree (import_id);

CREATE TABLE school_link (
  urn integer NOT NULL,
  link_urn integer NOT NULL,
  link_type text NOT NULL,
  link_date date
);
CREATE INDEX school_link_other_side ON public.school_link USING btree (link_urn);
CREATE UNIQUE INDEX school_link_pkey ON public.school_link USING btree (urn, link_urn, link_type);
-- grant SELECT to rollcall_collector
-- grant SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE school_trust (
  urn integer NOT NULL,
  trust_uid text NOT NULL,
  valid_from date,
  valid_to date,
  as_at text NOT NULL
);
CREATE INDEX school_trust_by_trust ON public.school_trust USING btree (trust_uid);
CREATE UNIQUE INDEX school_trust_key ON public.school_trust USING btree (urn, trust_uid, valid_from) NULLS NOT DISTINCT;
-- grant SELECT to rollcall_collector
-- grant SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE source_hint (
  hint_id bigint NOT NULL,
  source text NOT NULL,
  source_school_id text NOT NULL,
  received_at timestamp with time zone NOT NULL
);
CREATE UNIQUE INDEX source_hint_pkey ON public.source_hint USING btree (hint_id);
-- policy hears for INSERT to rollcall_viewer

CREATE TABLE tally_published (
  school_urn integer NOT NULL,
  academic_year smallint NOT NULL,
  pupil_group text NOT NULL,
  rules text NOT NULL,
  days text NOT NULL,
  weeks text NOT NULL
);
CREATE UNIQUE INDEX tally_published_pkey ON public.tally_published USING btree (school_urn, academic_year, pupil_group);
-- policy all_schools for SELECT to rollcall_statistics
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_statistics

CREATE TABLE tally_session (
  school_urn integer NOT NULL,
  day date NOT NULL,
  half text NOT NULL,
  nc_year text NOT NULL,
  attended smallint NOT NULL,
  authorised smallint NOT NULL,
  unauthorised smallint NOT NULL,
  counts text NOT NULL
);
CREATE UNIQUE INDEX tally_session_pkey ON public.tally_session USING btree (school_urn, day, half, nc_year);
-- policy all_schools for SELECT to rollcall_statistics
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE tally_week (
  school_urn integer NOT NULL,
  week date NOT NULL,
  pupil_group text NOT NULL,
  attended integer NOT NULL,
  authorised integer NOT NULL,
  unauthorised integer NOT NULL,
  counts text NOT NULL,
  bands text NOT NULL
);
CREATE UNIQUE INDEX tally_week_pkey ON public.tally_week USING btree (school_urn, pupil_group, week);
CREATE INDEX tally_week_population ON public.tally_week USING btree (pupil_group, week, school_urn) INCLUDE (attended, authorised, unauthorised) WHERE (pupil_group = ANY (ARRAY['all'::text, 'statistical'::text]));
-- policy all_schools for SELECT to rollcall_statistics
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- policy sensitive for SELECT to rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE tally_year (
  school_urn integer NOT NULL,
  academic_year smallint NOT NULL,
  population text NOT NULL,
  pupil_group text NOT NULL,
  attended integer NOT NULL,
  authorised integer NOT NULL,
  unauthorised integer NOT NULL,
  enrolments smallint[] NOT NULL,
  weeks text NOT NULL,
  week_bands text NOT NULL
);
CREATE UNIQUE INDEX tally_year_pkey ON public.tally_year USING btree (school_urn, academic_year, population, pupil_group);
-- policy scope for ALL to rollcall_collector, rollcall_viewer
-- policy sensitive for SELECT to rollcall_viewer
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_collector
-- grant SELECT to rollcall_viewer

CREATE TABLE trust (
  trust_uid text NOT NULL,
  group_id text,
  name text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  companies_house text,
  ukprn text,
  open_date date,
  close_date date
);
CREATE UNIQUE INDEX trust_pkey ON public.trust USING btree (trust_uid);
-- grant SELECT to rollcall_collector
-- grant SELECT to rollcall_statistics
-- grant SELECT to rollcall_viewer

CREATE TABLE ukprn_organisation (
  ukprn text NOT NULL,
  organisation organisation_name NOT NULL,
  added_at timestamp with time zone NOT NULL,
  added_by text NOT NULL
);
CREATE UNIQUE INDEX ukprn_organisation_pkey ON public.ukprn_organisation USING btree (ukprn);
-- policy looks_up for SELECT to rollcall_viewer
-- policy operates for ALL to rollcall_viewer
-- grant DELETE, INSERT, SELECT to rollcall_viewer

CREATE TABLE web_session (
  session_id text NOT NULL,
  session jsonb NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  signed_in_at timestamp with time zone,
  person text,
  organisation text
);
CREATE INDEX web_session_by_person ON public.web_session USING btree (person);
CREATE INDEX web_session_expiry ON public.web_session USING btree (expires_at);
CREATE UNIQUE INDEX web_session_pkey ON public.web_session USING btree (session_id);
-- grant DELETE, INSERT, SELECT, UPDATE to rollcall_viewer

CREATE TABLE weekly_email (
  person text NOT NULL,
  organisation organisation_name NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  provider_organisation text,
  asked_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone NOT NULL,
  last_week date NOT NULL,
  ended_at timestamp with time zone,
  ended_because text
);
CREATE UNIQUE INDEX weekly_email_pkey ON public.weekly_email USING btree (person, organisation);
-- policy asks for INSERT to rollcall_viewer
-- policy confirms for UPDATE to rollcall_viewer
-- policy sees for SELECT to rollcall_viewer
-- policy stops for DELETE to rollcall_viewer
-- grant DELETE, SELECT to rollcall_viewer

CREATE TABLE worker_heartbeat (
  worker_id text NOT NULL,
  seen_at timestamp with time zone NOT NULL
);
CREATE UNIQUE INDEX worker_heartbeat_pkey ON public.worker_heartbeat USING btree (worker_id);
