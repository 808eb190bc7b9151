-- Who belongs to which organisation, who holds which right, and who asked for it. People are known by `person`: the door they
-- come through and the stable key that its provider gives them, such as `dfe-sign-in:6A2C…`; e-mail addresses change and are shared.
-- An organisation is named `school:URN`, `trust:UID` (multi- and single-academy), `authority:LA code`, or `operator`: there is no name
-- for any other kind, so none can be given a right or a scope.

CREATE DOMAIN organisation_name AS text CHECK (VALUE ~ '^(school:[1-9][0-9]{4,6}|trust:[0-9A-Za-z]{1,20}|authority:[0-9]{3}|operator)$');

CREATE TABLE member (
  organisation organisation_name NOT NULL,
  email        text NOT NULL CHECK (email = lower(email) AND email LIKE '%_@_%'),
  duty         text NOT NULL,
  person       text,
  name         text,
  added_at     timestamptz NOT NULL,
  added_by     text NOT NULL,
  PRIMARY KEY (organisation, email),
  CHECK (CASE WHEN organisation = 'operator' THEN duty IN ('operator', 'analyst') ELSE duty IN ('member', 'approver') END)
);
COMMENT ON COLUMN member.person IS 'set when someone first signs in with this address, which from then on opens nothing by itself';
CREATE INDEX member_by_person ON member (person);

CREATE TABLE right_grant (
  organisation organisation_name NOT NULL CHECK (organisation <> 'operator'),
  person       text NOT NULL,
  right_name   text NOT NULL CHECK (right_name IN ('view', 'agree', 'sensitive')),
  name         text NOT NULL,
  email        text NOT NULL,
  granted_at   timestamptz NOT NULL,
  granted_by   text NOT NULL,
  PRIMARY KEY (organisation, person, right_name),
  CHECK (right_name <> 'agree' OR organisation LIKE 'school:%')
);
CREATE INDEX right_grant_by_person ON right_grant (person);
COMMENT ON COLUMN right_grant.right_name IS 'view: the role itself, where roles are kept here; agree: agreeing for a school; sensitive: looked after, previously looked after, code Y5';

CREATE TABLE right_request (
  request_id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation    organisation_name NOT NULL CHECK (organisation <> 'operator'),
  person          text NOT NULL,
  right_name      text NOT NULL CHECK (right_name IN ('view', 'agree', 'sensitive')),
  name            text NOT NULL,
  email           text NOT NULL,
  reason          text NOT NULL DEFAULT '' CHECK (length(reason) <= 1000),
  asked_at        timestamptz NOT NULL,
  reminded_at     timestamptz,
  overdue_at      timestamptz,
  decision        text CHECK (decision IN ('approved', 'refused', 'withdrawn')),
  decision_reason text CHECK (length(decision_reason) <= 1000),
  decided_at      timestamptz,
  decided_by      text,
  decided_by_name text,
  CHECK ((decision IS NULL) = (decided_at IS NULL)),
  CHECK (right_name <> 'agree' OR organisation LIKE 'school:%')
);
COMMENT ON COLUMN right_request.overdue_at IS 'when approvers and the operator were told that it is overdue';
CREATE UNIQUE INDEX right_request_open ON right_request (organisation, person, right_name) WHERE decision IS NULL;
CREATE INDEX right_request_waiting ON right_request (asked_at) WHERE decision IS NULL;

-- The organisation that IDAMS means by a UKPRN, where the list of schools and trusts does not say (local authorities: no public list).
CREATE TABLE ukprn_organisation (
  ukprn        text PRIMARY KEY CHECK (ukprn ~ '^1[0-9]{7}$'),
  organisation organisation_name NOT NULL CHECK (organisation <> 'operator'),
  added_at     timestamptz NOT NULL,
  added_by     text NOT NULL
);

-- A sign-in through IDAMS under way: its answer is a POST from another site, to which the session's cookie is not sent.
CREATE TABLE idams_sign_in (
  wctx_digest    text PRIMARY KEY,
  browser_digest text NOT NULL,
  wanted_path    text NOT NULL,
  expires_at     timestamptz NOT NULL
);

-- Assertions that were accepted, until they expire: none is accepted twice.
CREATE TABLE idams_assertion (
  assertion_digest text PRIMARY KEY,
  expires_at       timestamptz NOT NULL
);

-- What sessions hold is another thing from here on: everybody signs in again.
DELETE FROM web_session;
ALTER TABLE web_session ADD COLUMN signed_in_at timestamptz, ADD COLUMN person text, ADD COLUMN organisation text;
CREATE INDEX web_session_by_person ON web_session (person);

GRANT SELECT, INSERT, DELETE ON member, right_grant TO rollcall_viewer;
-- Not the duty: who binds a row to themselves must not raise it. Another duty is a new row.
GRANT UPDATE (person, name) ON member TO rollcall_viewer;
GRANT SELECT, INSERT (organisation, person, right_name, name, email, reason, asked_at) ON right_request TO rollcall_viewer;
GRANT UPDATE (decision, decision_reason, decided_at, decided_by, decided_by_name) ON right_request TO rollcall_viewer;
GRANT SELECT, INSERT, DELETE ON ukprn_organisation, idams_sign_in, idams_assertion TO rollcall_viewer;

-- Who the transaction is for: set with the scope, by the program, from what sign-in and these tables say.
--   rollcall.person        who; rollcall.email: the address with which they signed in, in lower case
--   rollcall.organisation  the organisation that they act for; rollcall.approver 'on' when they approve for it
--   rollcall.operator      'on' for the operator's own staff (not for analysts)
DO $$
DECLARE
  own text := 'person = current_setting(''rollcall.person'', true)';
  here text := 'organisation = current_setting(''rollcall.organisation'', true)';
  approves text := 'organisation = current_setting(''rollcall.organisation'', true) AND current_setting(''rollcall.approver'', true) = ''on''';
  operates text := 'current_setting(''rollcall.operator'', true) = ''on''';
  mine text := 'email = current_setting(''rollcall.email'', true) AND person IS NULL';
  each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['member', 'right_grant', 'right_request', 'ukprn_organisation'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    CONTINUE WHEN each = 'right_request';
    EXECUTE format('CREATE POLICY operates ON %I TO rollcall_viewer USING (%s)', each, operates);
  END LOOP;
  EXECUTE format('CREATE POLICY sees ON member FOR SELECT TO rollcall_viewer USING (%s OR %s OR %s)', own, here, mine);
  EXECUTE format('CREATE POLICY binds ON member FOR UPDATE TO rollcall_viewer USING (%s) WITH CHECK (%s)', mine, own);
  EXECUTE format('CREATE POLICY adds ON member FOR INSERT TO rollcall_viewer WITH CHECK (%s AND organisation <> ''operator'')', approves);
  EXECUTE format('CREATE POLICY removes ON member FOR DELETE TO rollcall_viewer USING (%s AND organisation <> ''operator'')', approves);
  EXECUTE format('CREATE POLICY sees ON right_grant FOR SELECT TO rollcall_viewer USING (%s OR %s)', own, approves);
  EXECUTE format('CREATE POLICY grants ON right_grant FOR INSERT TO rollcall_viewer WITH CHECK (%s)', approves);
  EXECUTE format('CREATE POLICY takes ON right_grant FOR DELETE TO rollcall_viewer USING (%s OR %s)', own, approves);
  EXECUTE format('CREATE POLICY sees ON right_request FOR SELECT TO rollcall_viewer USING (%s OR %s OR %s)', own, approves, operates);
  EXECUTE format('CREATE POLICY asks ON right_request FOR INSERT TO rollcall_viewer WITH CHECK (%s AND %s AND decision IS NULL)', own, here);
  -- What has been decided stays: a decision is made once, on a request that waits.
  EXECUTE format('CREATE POLICY decides ON right_request FOR UPDATE TO rollcall_viewer USING (decision IS NULL AND (%s OR %s))
    WITH CHECK (decision IN (''approved'', ''refused'') AND (%s OR %s))', approves, operates, approves, operates);
  EXECUTE format('CREATE POLICY withdraws ON right_request FOR UPDATE TO rollcall_viewer USING (decision IS NULL AND %s)
    WITH CHECK (decision = ''withdrawn'' AND %s)', own, own);
  CREATE POLICY looks_up ON ukprn_organisation FOR SELECT TO rollcall_viewer USING (true);
END $$;
