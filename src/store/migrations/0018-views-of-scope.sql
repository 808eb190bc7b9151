-- Two policies of agreement and of collection_run are joined by OR, so neither can go through an index: the list of the scope is read anew
-- for each row, and for the hundreds of schools of an authority that took longer than all else on its pages. Here the scope alone opens
-- the rows, and is read once.

CREATE VIEW scope_agreement WITH (security_barrier) AS
  SELECT school_urn, state, in_force FROM agreement
  WHERE school_urn = ANY (string_to_array(current_setting('rollcall.scope', true), ',')::integer[]);
COMMENT ON VIEW scope_agreement IS 'agreements of the schools in the scope';

-- From the list to its schools, so that each is one step into the index, however many runs it has had.
CREATE VIEW scope_latest_run WITH (security_barrier) AS
  SELECT run.* FROM unnest(string_to_array(current_setting('rollcall.scope', true), ',')::integer[]) AS scope (urn)
  CROSS JOIN LATERAL (
    SELECT school_urn, kind, outcome, complete, started_at, finished_at, held_date, held_half
    FROM collection_run WHERE school_urn = scope.urn ORDER BY started_at DESC, run_id DESC LIMIT 1
  ) AS run;
COMMENT ON VIEW scope_latest_run IS 'the latest collection of each school in the scope';

GRANT SELECT ON scope_agreement, scope_latest_run TO rollcall_viewer;
