-- Mail that waits to be sent, queued in the transaction of its cause. Who gets it is worked out when it is sent: the approvers
-- of an organisation may change meanwhile, and who asks may not read their addresses. Nothing about a pupil is ever in it.

CREATE TABLE mail (
  mail_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  template     text NOT NULL,
  facts        jsonb NOT NULL,
  organisation organisation_name,
  addressee    text NOT NULL CHECK (addressee IN ('approvers', 'operators', 'person')),
  email        text CHECK ((email IS NOT NULL) = (addressee = 'person')),
  queued_at    timestamptz NOT NULL,
  next_try_at  timestamptz NOT NULL,
  tries        smallint NOT NULL DEFAULT 0,
  sent_at      timestamptz,
  given_up_at  timestamptz,
  error        text
);
CREATE INDEX mail_waiting ON mail (next_try_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

-- Queued by the pages and read by the owner's sender alone.
GRANT INSERT ON mail TO rollcall_viewer;
ALTER TABLE mail ENABLE ROW LEVEL SECURITY;
CREATE POLICY queues ON mail FOR INSERT TO rollcall_viewer WITH CHECK (true);
