-- Enrolments by absence band of a single week, beside the sessions of each week: so a page of hundreds of schools about one week reads a row a
-- school, as that of a year does, and no pupil.

ALTER TABLE tally_year ADD COLUMN week_bands text COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN tally_year.week_bands IS 'by week with a possible session: its number from 0, and enrolments by five-point absence band of that week alone, packed as in tally_week, such as 5 a201b40k3,6 a380';

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
), banded AS (
  SELECT school_urn, academic_year, profile, (week - start) / 7 AS number,
    least(10, 20 * (authorised + unauthorised) / (attended + authorised + unauthorised)) AS band, count(*) AS enrolments
  FROM register_week JOIN year ON week >= start AND week < after
  WHERE attended + authorised + unauthorised > 0 GROUP BY 1, 2, 3, 4, 5
), grouped AS (
  SELECT school_urn, academic_year, population, pupil_group, number, band, sum(enrolments) AS enrolments
  FROM banded JOIN keyed USING (school_urn, profile) GROUP BY 1, 2, 3, 4, 5, 6
), packed AS (
  SELECT school_urn, academic_year, population, pupil_group, number,
    number || ' ' || string_agg(chr(97 + band::integer) || enrolments, '' ORDER BY band) AS bands
  FROM grouped GROUP BY 1, 2, 3, 4, 5
), years AS (
  SELECT school_urn, academic_year, population, pupil_group, string_agg(bands, ',' ORDER BY number) AS week_bands
  FROM packed GROUP BY 1, 2, 3, 4
)
UPDATE tally_year AS kept SET week_bands = years.week_bands FROM years
WHERE kept.school_urn = years.school_urn AND kept.academic_year = years.academic_year AND kept.population = years.population
  AND kept.pupil_group = years.pupil_group;
