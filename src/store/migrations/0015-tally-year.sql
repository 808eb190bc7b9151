-- A school's academic year to date by population and pupil group in one row each: the pages of a trust or an authority, which show
-- hundreds of schools, read one row a school instead of every week or every pupil. tally_week and band_week have no row for a group
-- within the statistical population.

CREATE TABLE tally_year (
  school_urn    integer NOT NULL,
  academic_year smallint NOT NULL,
  population    text NOT NULL CHECK (population IN ('all', 'statistical')),
  pupil_group   text NOT NULL,
  attended      integer NOT NULL,
  authorised    integer NOT NULL,
  unauthorised  integer NOT NULL,
  enrolments    smallint[] NOT NULL CHECK (cardinality(enrolments) = 11),
  weeks         text COLLATE "C" NOT NULL,
  PRIMARY KEY (school_urn, academic_year, population, pupil_group)
);
COMMENT ON TABLE tally_year IS 'the academic year to date; pupil_group all is the whole population';
COMMENT ON COLUMN tally_year.enrolments IS 'enrolments by five-point absence band, as in band_week';
COMMENT ON COLUMN tally_year.weeks IS 'by week: its number from 0, attended, authorised, unauthorised, and pupils with a mark that can be read, such as 5 1801 90 12 380,6 1790 88 20 381';

GRANT SELECT, INSERT, UPDATE, DELETE ON tally_year TO rollcall_collector;
GRANT SELECT ON tally_year TO rollcall_viewer;
ALTER TABLE tally_year ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON tally_year TO rollcall_collector, rollcall_viewer
  USING (school_urn = ANY (string_to_array(current_setting('rollcall.scope', true), ',')::integer[]));
CREATE POLICY sensitive ON tally_year AS RESTRICTIVE FOR SELECT TO rollcall_viewer
  USING (pupil_group NOT LIKE '%looked_after%' OR current_setting('rollcall.sensitive', true) = 'on');

WITH keyed AS (
  SELECT profile.school_urn, profile.profile, population, pupil_group
  FROM profile
  CROSS JOIN LATERAL (VALUES ('all', true), ('statistical', nc_year ~ '^([1-9]|1[01]|X)$')) AS each (population, holds)
  CROSS JOIN LATERAL (VALUES ('all'), ('nc_year=' || nc_year), ('gender=' || coalesce(gender, 'unknown')),
    ('ethnicity=' || coalesce(ethnicity, 'unknown')),
    ('looked_after=' || CASE looked_after WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'unknown' END),
    ('previously_looked_after=' || CASE previously_looked_after WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'unknown' END),
    ('sen=' || CASE WHEN ehc_plan THEN 'ehc_plan' WHEN sen_support THEN 'support'
      WHEN ehc_plan IS NULL OR sen_support IS NULL THEN 'unknown' ELSE 'none' END),
    ('free_school_meals=' || CASE free_school_meals WHEN true THEN 'yes' WHEN false THEN 'no' ELSE 'unknown' END)
  ) AS key (pupil_group)
  WHERE holds
), year AS (
  SELECT DISTINCT academic_year, date_trunc('week', make_date(academic_year, 8, 1) + 6)::date AS start,
    date_trunc('week', make_date(academic_year + 1, 8, 1) + 6)::date AS after
  FROM enrolment_year
), sessions AS (
  SELECT school_urn, academic_year, profile, (week - start) / 7 AS number, sum(attended) AS attended, sum(authorised) AS authorised,
    sum(unauthorised) AS unauthorised, count(*) FILTER (WHERE translate(marks, '.?-', '') <> '') AS marked
  FROM register_week JOIN year ON week >= start AND week < after GROUP BY 1, 2, 3, 4
), by_week AS (
  SELECT school_urn, academic_year, population, pupil_group, number, sum(attended) AS attended, sum(authorised) AS authorised,
    sum(unauthorised) AS unauthorised, sum(marked) AS marked
  FROM sessions JOIN keyed USING (school_urn, profile) GROUP BY 1, 2, 3, 4, 5
), weeks AS (
  SELECT school_urn, academic_year, population, pupil_group, sum(attended) AS attended, sum(authorised) AS authorised,
    sum(unauthorised) AS unauthorised,
    string_agg(concat_ws(' ', number, attended, authorised, unauthorised, marked), ',' ORDER BY number) AS weeks
  FROM by_week GROUP BY 1, 2, 3, 4
), banded AS (
  SELECT school_urn, academic_year, profile, least(10, 20 * (authorised + unauthorised) / (attended + authorised + unauthorised)) AS band,
    count(*) AS enrolments
  FROM enrolment_year WHERE attended + authorised + unauthorised > 0 GROUP BY 1, 2, 3, 4
), bands AS (
  SELECT school_urn, academic_year, population, pupil_group, ARRAY[
    coalesce(sum(enrolments) FILTER (WHERE band = 0), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 1), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 2), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 3), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 4), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 5), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 6), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 7), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 8), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 9), 0),
    coalesce(sum(enrolments) FILTER (WHERE band = 10), 0)
  ]::smallint[] AS enrolments
  FROM banded JOIN keyed USING (school_urn, profile) GROUP BY 1, 2, 3, 4
)
INSERT INTO tally_year
SELECT school_urn, academic_year, population, pupil_group, attended, authorised, unauthorised,
  coalesce(enrolments, '{0,0,0,0,0,0,0,0,0,0,0}'), weeks
FROM weeks LEFT JOIN bands USING (school_urn, academic_year, population, pupil_group);
