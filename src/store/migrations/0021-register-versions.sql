-- Which version of a school's register the tables hold: whoever has read one before knows from one row whether it still stands. Any
-- statement that changes a row of these tables makes a new one, whoever sends it, and it is seen when the change is.

CREATE TABLE register_version (
  school_urn integer PRIMARY KEY,
  version    uuid NOT NULL
);
COMMENT ON TABLE register_version IS 'changes with every change of a school''s pupils, their names, profiles, stays on roll and years';

GRANT SELECT ON register_version TO rollcall_viewer;
GRANT SELECT, INSERT, UPDATE ON register_version TO rollcall_collector;
ALTER TABLE register_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON register_version TO rollcall_viewer, rollcall_collector
  USING (school_urn = ANY (string_to_array(current_setting('rollcall.scope', true), ',')::integer[]));

CREATE FUNCTION renew_register_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO register_version SELECT school_urn, gen_random_uuid() FROM (SELECT DISTINCT school_urn FROM changed ORDER BY 1) AS school
  ON CONFLICT (school_urn) DO UPDATE SET version = excluded.version;
  RETURN NULL;
END $$;

DO $$
DECLARE
  held text;
BEGIN
  FOREACH held IN ARRAY ARRAY['pupil_identity', 'profile', 'enrolment', 'enrolment_year'] LOOP
    EXECUTE format('CREATE TRIGGER added AFTER INSERT ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION renew_register_version()', held);
    EXECUTE format('CREATE TRIGGER changed AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION renew_register_version()', held);
    EXECUTE format('CREATE TRIGGER removed AFTER DELETE ON %I REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION renew_register_version()', held);
  END LOOP;
END $$;

INSERT INTO register_version SELECT school_urn, gen_random_uuid() FROM (SELECT DISTINCT school_urn FROM enrolment_year) AS school;
