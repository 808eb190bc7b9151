-- Which workers live: the jobs of one that has not been seen for a while are released.

CREATE TABLE worker_heartbeat (
  worker_id text PRIMARY KEY,
  seen_at   timestamptz NOT NULL
);
