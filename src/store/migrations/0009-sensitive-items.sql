-- Looked after, previously looked after and code Y5 are seen with a right of their own (`rollcall.sensitive`), which the role to
-- view does not carry. Rows of groups by a policy, the two columns of profiles by a view that only it opens. Y5 inside marks and
-- counts by code is hidden by the reports (`domain/codes`), since a mark is a character of a text.

CREATE POLICY sensitive ON tally_week AS RESTRICTIVE FOR SELECT TO rollcall_viewer
  USING (pupil_group NOT LIKE '%looked_after%' OR current_setting('rollcall.sensitive', true) = 'on');
CREATE POLICY sensitive ON band_week AS RESTRICTIVE FOR SELECT TO rollcall_viewer
  USING (pupil_group NOT LIKE '%looked_after%' OR current_setting('rollcall.sensitive', true) = 'on');

REVOKE SELECT ON profile FROM rollcall_viewer;
GRANT SELECT (school_urn, profile, nc_year, gender, ethnicity, sen_support, ehc_plan, free_school_meals) ON profile TO rollcall_viewer;

CREATE VIEW sensitive_profile WITH (security_barrier) AS
  SELECT school_urn, profile, looked_after, previously_looked_after FROM profile
  WHERE school_urn = ANY (string_to_array(current_setting('rollcall.scope', true), ',')::integer[])
    AND current_setting('rollcall.sensitive', true) = 'on';
GRANT SELECT ON sensitive_profile TO rollcall_viewer;
