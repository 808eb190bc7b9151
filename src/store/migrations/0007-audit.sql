-- Who did what, and who looked at whom. Append-only: the application's role can insert and not change. Each event carries a keyed
-- digest over itself and the digest of the event before it, so that a change, a gap or an addition by other means shows
-- (`rollcall audit verify`). No pupil's name is in it, only the pupil's number.

CREATE TABLE audit_event (
  event_id     bigint PRIMARY KEY CHECK (event_id > 0),
  at           timestamptz NOT NULL,
  what         text NOT NULL,
  person       text,
  name         text,
  organisation text,
  school_urn   integer,
  pupil_id     integer,
  outcome      text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
  detail       text NOT NULL,
  request_id   text,
  digest       text NOT NULL
);
COMMENT ON COLUMN audit_event.detail IS 'JSON, kept as text since its digest is over these very characters';
CREATE INDEX audit_event_by_school ON audit_event (school_urn, event_id);

-- The last event: what shows that the end of the table is missing, and the lock under which events are appended one by one.
CREATE TABLE audit_head (
  one      boolean PRIMARY KEY DEFAULT true CHECK (one),
  event_id bigint NOT NULL,
  digest   text NOT NULL
);

GRANT SELECT, INSERT ON audit_event TO rollcall_viewer;
GRANT SELECT, INSERT, UPDATE ON audit_head TO rollcall_viewer;

ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY appends ON audit_event FOR INSERT TO rollcall_viewer WITH CHECK (true);
-- A school sees who looked at its pupils; a trust or an authority does not see who did in its schools.
CREATE POLICY own_school ON audit_event FOR SELECT TO rollcall_viewer
  USING (school_urn = ANY (string_to_array(current_setting('rollcall.scope', true), ',')::integer[])
    AND 'school:' || school_urn = current_setting('rollcall.organisation', true));
CREATE POLICY operates ON audit_event FOR SELECT TO rollcall_viewer USING (current_setting('rollcall.operator', true) = 'on');
