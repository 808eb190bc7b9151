-- Signed-in sessions, on the server so that they can be ended at once.

CREATE TABLE web_session (
  session_id text PRIMARY KEY,
  session    jsonb NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX web_session_expiry ON web_session (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON web_session TO rollcall_viewer;
