-- A school's agreement: where it stands, everything that led there, the exact wording agreed to, how its MIS is reached, and who was
-- invited. What may follow what is decided in src/domain/agreement; the names of states are the same there and here.

ALTER TABLE agreement DROP CONSTRAINT agreement_state_check;
ALTER TABLE agreement
  ADD COLUMN source_says text CHECK (source_says IN ('absent', 'pending', 'waiting-for-audit', 'live', 'offline', 'declined', 'revoked')),
  ADD COLUMN source_read_at timestamptz,
  ADD COLUMN ended_where text CHECK (ended_where IN ('here', 'source')),
  ADD COLUMN wording text,
  ADD COLUMN events integer NOT NULL DEFAULT 0,
  ADD COLUMN access_requested_at timestamptz,
  ADD COLUMN granted jsonb,
  ADD COLUMN granted_at timestamptz,
  ADD COLUMN delete_after timestamptz,
  ADD COLUMN deleted_at timestamptz;
ALTER TABLE agreement ALTER COLUMN checked_at DROP NOT NULL;

UPDATE agreement SET
  source_says = CASE state WHEN 'agreed' THEN 'live' ELSE state END,
  source_read_at = checked_at,
  ended_where = CASE WHEN state IN ('declined', 'revoked') THEN 'source' END,
  state = CASE state WHEN 'agreed' THEN 'receiving' WHEN 'pending' THEN 'invited' WHEN 'revoked' THEN 'opted-out'
    WHEN 'offline' THEN 'connection-lost' ELSE state END;

ALTER TABLE agreement ADD CONSTRAINT agreement_state_check CHECK (state IN ('not-asked', 'invited', 'agreed', 'connecting',
  'waiting-for-audit', 'receiving', 'paused', 'connection-lost', 'mis-changed', 'declined', 'opted-out', 'closed'));
-- The states in which the school's data may be kept and shown.
ALTER TABLE agreement ADD COLUMN in_force boolean NOT NULL GENERATED ALWAYS AS (state IN ('agreed', 'connecting', 'waiting-for-audit',
  'receiving', 'paused', 'connection-lost', 'mis-changed')) STORED;
COMMENT ON TABLE agreement IS 'where each school stands; its data are asked for in the state receiving alone';
COMMENT ON COLUMN agreement.source_says IS 'what the source said last, verified through its API';
COMMENT ON COLUMN agreement.ended_where IS 'where the school declined or opted out: what was ended here can be undone here alone';
COMMENT ON COLUMN agreement.events IS 'number of the last event of its history';
COMMENT ON COLUMN agreement.delete_after IS 'when the data held are deleted, fixed at the opt out; null while the agreement is in force, and once they are deleted';
COMMENT ON COLUMN agreement.granted IS 'what the school has granted at its source, item by item, as it was read last';

-- The exact wording that somebody agreed to for a school, once each.
CREATE TABLE agreement_wording (
  school_urn integer NOT NULL,
  wording    text NOT NULL CHECK (wording ~ '^[0-9a-f]{64}$'),
  text       text NOT NULL,
  first_used_at timestamptz NOT NULL,
  PRIMARY KEY (school_urn, wording)
);
COMMENT ON COLUMN agreement_wording.wording IS 'SHA-256 of the text, in hexadecimal';

-- The whole history: who, for which organisation, when, through what. Nothing here is ever changed.
CREATE TABLE agreement_event (
  school_urn   integer NOT NULL,
  event        integer NOT NULL CHECK (event > 0),
  at           timestamptz NOT NULL,
  kind         text NOT NULL,
  was          text NOT NULL,
  state        text NOT NULL,
  through      text NOT NULL CHECK (through IN ('portal', 'source-portal', 'webhook', 'operator', 'list', 'upgrade')),
  person       text,
  name         text,
  organisation organisation_name,
  wording      text,
  detail       jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (school_urn, event)
);
COMMENT ON COLUMN agreement_event.through IS 'portal: pages here; source-portal: the aggregator''s own, found by polling; webhook: the same, told by the aggregator and verified; list: the list of schools';

INSERT INTO agreement_event (school_urn, event, at, kind, was, state, through)
  SELECT school_urn, 1, changed_at, CASE WHEN state = 'invited' THEN 'asked-at-source' WHEN state = 'declined' THEN 'declined-at-source'
    WHEN state = 'opted-out' THEN 'revoked-at-source' ELSE 'approved-at-source' END, 'not-asked',
    CASE WHEN in_force THEN 'agreed' ELSE state END, 'upgrade' FROM agreement
  UNION ALL SELECT school_urn, 2, changed_at, 'connection', 'agreed', state, 'upgrade' FROM agreement WHERE in_force;
UPDATE agreement SET events = CASE WHEN in_force THEN 2 ELSE 1 END;

-- How a school's MIS is reached. What it takes to sign in there is sealed with a key from the settings.
CREATE TABLE connection (
  school_urn  integer PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('wonde', 'direct')),
  mis         text NOT NULL,
  address     text,
  sealed      text,
  readable    boolean NOT NULL DEFAULT true,
  set_at      timestamptz NOT NULL,
  set_by_name text NOT NULL,
  CHECK ((kind = 'direct') = (sealed IS NOT NULL))
);
COMMENT ON COLUMN connection.readable IS 'whether a key of the settings opened the credentials when the service last started';
COMMENT ON COLUMN connection.sealed IS 'credentials of a direct connection, encrypted; never shown, never logged';

-- Whom the operator has invited to agree for a school.
CREATE TABLE invitation (
  school_urn  integer NOT NULL,
  email       text NOT NULL CHECK (email = lower(email) AND email LIKE '%_@_%'),
  invited_at  timestamptz NOT NULL,
  invited_by  text NOT NULL,
  sent_at     timestamptz NOT NULL,
  reminders   smallint NOT NULL DEFAULT 0,
  mail_state  text NOT NULL DEFAULT 'queued' CHECK (mail_state IN ('queued', 'sent', 'given-up')),
  mail_error  text,
  PRIMARY KEY (school_urn, email)
);
COMMENT ON COLUMN agreement.deleted_at IS 'when the data held were deleted';
COMMENT ON COLUMN invitation.sent_at IS 'when the invitation or its last reminder was queued';

-- Words of a webhook that wait to be verified: which school to ask about, and nothing else.
CREATE TABLE source_hint (
  hint_id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source           text NOT NULL,
  source_school_id text NOT NULL CHECK (source_school_id ~ '^[A-Za-z0-9-]{1,64}$'),
  received_at      timestamptz NOT NULL
);

GRANT INSERT (source, source_school_id, received_at) ON source_hint TO rollcall_viewer;
GRANT SELECT, INSERT ON agreement_event, agreement_wording TO rollcall_viewer;
GRANT INSERT (school_urn, state, source, changed_at) ON agreement TO rollcall_viewer;
GRANT UPDATE (state, source, ended_where, wording, events, changed_at, delete_after) ON agreement TO rollcall_viewer;
GRANT SELECT (school_urn, kind, mis, address, readable, set_at, set_by_name), INSERT, DELETE ON connection TO rollcall_viewer;
GRANT UPDATE (kind, mis, address, sealed, readable, set_at, set_by_name) ON connection TO rollcall_viewer;
GRANT SELECT, INSERT ON invitation TO rollcall_viewer;
GRANT UPDATE (sent_at, reminders, mail_state, mail_error) ON invitation TO rollcall_viewer;
GRANT SELECT (in_force) ON agreement TO rollcall_statistics;

-- rollcall.agrees is 'on' for somebody with the right to agree for the school that they act for (rollcall.organisation).
DO $$
DECLARE
  scope text := 'school_urn = ANY (string_to_array(current_setting(''rollcall.scope'', true), '','')::integer[])';
  own text := '''school:'' || school_urn = current_setting(''rollcall.organisation'', true)';
  agrees text := '''school:'' || school_urn = current_setting(''rollcall.organisation'', true) AND current_setting(''rollcall.agrees'', true) = ''on''';
  operates text := 'current_setting(''rollcall.operator'', true) = ''on''';
BEGIN
  -- Being allowed to see a school is not being allowed to change what it agreed to.
  DROP POLICY scope ON agreement;
  EXECUTE format('CREATE POLICY scope ON agreement TO rollcall_collector USING (%s)', scope);
  EXECUTE format('CREATE POLICY sees ON agreement FOR SELECT TO rollcall_viewer USING (%s)', scope);
  EXECUTE format('CREATE POLICY own ON agreement FOR SELECT TO rollcall_viewer USING (%s)', own);
  EXECUTE format('CREATE POLICY agrees_new ON agreement FOR INSERT TO rollcall_viewer WITH CHECK (%s)', agrees);
  EXECUTE format('CREATE POLICY agrees ON agreement FOR UPDATE TO rollcall_viewer USING (%s) WITH CHECK (%s)', agrees, agrees);
  EXECUTE format('CREATE POLICY operates ON agreement TO rollcall_viewer USING (%s) WITH CHECK (%s)', operates, operates);

  ALTER TABLE agreement_event ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY sees ON agreement_event FOR SELECT TO rollcall_viewer USING (%s OR %s)', own, operates);
  EXECUTE format('CREATE POLICY adds ON agreement_event FOR INSERT TO rollcall_viewer WITH CHECK ((%s) OR %s)', agrees, operates);

  ALTER TABLE agreement_wording ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY sees ON agreement_wording FOR SELECT TO rollcall_viewer USING (%s OR %s)', own, operates);
  EXECUTE format('CREATE POLICY adds ON agreement_wording FOR INSERT TO rollcall_viewer WITH CHECK (%s)', agrees);

  ALTER TABLE connection ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY sees ON connection FOR SELECT TO rollcall_viewer USING (%s OR %s)', own, operates);
  EXECUTE format('CREATE POLICY agrees_new ON connection FOR INSERT TO rollcall_viewer WITH CHECK (%s)', agrees);
  EXECUTE format('CREATE POLICY agrees ON connection FOR UPDATE TO rollcall_viewer USING (%s) WITH CHECK (%s)', agrees, agrees);
  EXECUTE format('CREATE POLICY ends ON connection FOR DELETE TO rollcall_viewer USING ((%s) OR %s)', agrees, operates);

  ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
  EXECUTE format('CREATE POLICY operates ON invitation TO rollcall_viewer USING (%s) WITH CHECK (%s)', operates, operates);

  -- When a school was collected last, and whether at all: the operator sees to those that are stuck.
  EXECUTE format('CREATE POLICY operates ON collection_run FOR SELECT TO rollcall_viewer USING (%s)', operates);

  ALTER TABLE source_hint ENABLE ROW LEVEL SECURITY;
  CREATE POLICY hears ON source_hint FOR INSERT TO rollcall_viewer WITH CHECK (true);
END $$;
