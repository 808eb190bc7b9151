-- Tallies are of schools that share now: of each school's agreement the statistics login may read whether it is in force.
GRANT SELECT (school_urn, state) ON agreement TO rollcall_statistics;
CREATE POLICY all_schools ON agreement FOR SELECT TO rollcall_statistics USING (true);
