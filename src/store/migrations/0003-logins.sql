-- Four logins: the owner (who runs this), the collector (one school at a time), the viewer (the schools of a scope) and
-- statistics (tallies of all schools, never a pupil). The roles exist before migrations run: roles belong to the server.

GRANT USAGE ON SCHEMA public TO rollcall_collector, rollcall_viewer, rollcall_statistics;

GRANT SELECT ON region, local_authority, school, school_area, trust, school_trust, school_link
  TO rollcall_collector, rollcall_viewer, rollcall_statistics;

GRANT SELECT, INSERT, UPDATE, DELETE ON profile, pupil, pupil_identity, pupil_source_key, enrolment, register_week, mark_change,
  planned_mark, issue, tally_session, tally_week, enrolment_year, band_week, collection_run TO rollcall_collector;
-- UPDATE lets the collector hold the row (SELECT … FOR SHARE) while it records, so that opting out and recording cannot cross.
GRANT SELECT, UPDATE (checked_at) ON agreement TO rollcall_collector;

GRANT SELECT ON agreement, collection_run, profile, pupil, pupil_identity, enrolment, register_week, mark_change, planned_mark,
  issue, tally_session, tally_week, enrolment_year, band_week TO rollcall_viewer;

GRANT SELECT ON tally_session, tally_week, band_week TO rollcall_statistics;

DO $$
DECLARE
  each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['agreement', 'collection_run', 'profile', 'pupil', 'pupil_identity', 'pupil_source_key', 'enrolment',
    'register_week', 'mark_change', 'planned_mark', 'issue', 'tally_session', 'tally_week', 'enrolment_year', 'band_week']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY scope ON %I TO rollcall_collector, rollcall_viewer
      USING (school_urn = ANY (string_to_array(current_setting(''rollcall.scope'', true), '','')::integer[]))', each);
  END LOOP;
  -- Between two pages the collector asks whether the school still agrees: one question, no transaction.
  CREATE POLICY any_school ON agreement FOR SELECT TO rollcall_collector USING (true);
  FOREACH each IN ARRAY ARRAY['tally_session', 'tally_week', 'band_week']
  LOOP
    EXECUTE format('CREATE POLICY all_schools ON %I FOR SELECT TO rollcall_statistics USING (true)', each);
  END LOOP;
END $$;
