-- Who asked for the weekly e-mail, for which organisation. What is in it is worked out at each sending from what they may see then;
-- here is only what finding that out needs. Of their own rows people see and remove; the owner's sender writes the weeks and the ends.

CREATE TABLE weekly_email (
  person                text NOT NULL,
  organisation          organisation_name NOT NULL CHECK (organisation <> 'operator'),
  name                  text NOT NULL,
  email                 text NOT NULL,
  provider_organisation text,
  asked_at              timestamptz NOT NULL,
  confirmed_at          timestamptz NOT NULL,
  last_week             date NOT NULL CHECK (extract(isodow FROM last_week) = 1),
  ended_at              timestamptz,
  ended_because         text CHECK (ended_because IN ('role-lost', 'not-confirmed')),
  PRIMARY KEY (person, organisation),
  CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
COMMENT ON COLUMN weekly_email.provider_organisation IS 'the identity provider''s own id of the organisation, by which its API is asked whether the role is still held';
COMMENT ON COLUMN weekly_email.confirmed_at IS 'when sign-in last showed that they belong to the organisation and, where only sign-in says so, hold the role';
COMMENT ON COLUMN weekly_email.last_week IS 'the Monday of the last week that was dealt with: nothing is sent twice in a week';

GRANT SELECT, DELETE ON weekly_email TO rollcall_viewer;
GRANT INSERT (person, organisation, name, email, provider_organisation, asked_at, confirmed_at, last_week) ON weekly_email TO rollcall_viewer;
GRANT UPDATE (confirmed_at) ON weekly_email TO rollcall_viewer;
ALTER TABLE weekly_email ENABLE ROW LEVEL SECURITY;
CREATE POLICY sees ON weekly_email FOR SELECT TO rollcall_viewer
  USING (person = current_setting('rollcall.person', true));
CREATE POLICY asks ON weekly_email FOR INSERT TO rollcall_viewer
  WITH CHECK (person = current_setting('rollcall.person', true) AND organisation = current_setting('rollcall.organisation', true));
CREATE POLICY stops ON weekly_email FOR DELETE TO rollcall_viewer
  USING (person = current_setting('rollcall.person', true));
CREATE POLICY confirms ON weekly_email FOR UPDATE TO rollcall_viewer
  USING (person = current_setting('rollcall.person', true)) WITH CHECK (person = current_setting('rollcall.person', true));
