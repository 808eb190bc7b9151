-- A pupil's marks of an academic year in one row, so that any figure of a school, of any group and period, is made from one read of a
-- few hundred short rows. Packed (domain/register/packed-year.ts): = is the week /\/\/\/\/\...., _ a week without a mark, + the day /\, : a day
-- without a mark; a week with a mark at its weekend is written out after !.

ALTER TABLE enrolment_year
  ADD COLUMN marks text COLLATE "C" NOT NULL DEFAULT '',
  ADD COLUMN profiles smallint[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN enrolment_year.marks IS 'the year''s marks week by week from its first Monday, packed; without the weeks after the last mark';
COMMENT ON COLUMN enrolment_year.profiles IS 'from which week (from 0) which profile was in force: {0,3,12,7} is 3 from week 0 and 7 from week 12';

WITH year AS (
  SELECT DISTINCT academic_year, date_trunc('week', make_date(academic_year, 8, 1) + 6)::date AS start FROM enrolment_year
), week_of AS (
  SELECT school_urn, academic_year, pupil_id, (week - start) / 7 AS number, profile, marks,
    lag(profile) OVER (PARTITION BY school_urn, academic_year, pupil_id ORDER BY week) AS before
  FROM register_week JOIN year ON week BETWEEN start AND start + 370
    AND week < date_trunc('week', make_date(academic_year + 1, 8, 1) + 6)::date
), packed AS (
  SELECT school_urn, academic_year, pupil_id,
    rtrim(string_agg(CASE WHEN marks IS NULL OR marks = '..............' THEN '_' WHEN marks = '/\/\/\/\/\....' THEN '='
      WHEN marks NOT LIKE '%....' THEN '!' || marks ELSE (
        SELECT string_agg(CASE day WHEN '/\' THEN '+' WHEN '..' THEN ':' ELSE day END, '' ORDER BY place)
        FROM generate_series(1, 9, 2) AS place CROSS JOIN LATERAL (SELECT substr(marks, place, 2) AS day) AS one)
      END, '' ORDER BY number), '_') AS marks
  FROM (SELECT school_urn, academic_year, pupil_id, max(number) AS last FROM week_of GROUP BY 1, 2, 3) AS pupil
  CROSS JOIN LATERAL generate_series(0, last) AS number
  LEFT JOIN week_of USING (school_urn, academic_year, pupil_id, number) GROUP BY 1, 2, 3
), run AS (
  SELECT school_urn, academic_year, pupil_id, array_agg(each ORDER BY number, place) AS profiles
  FROM week_of CROSS JOIN LATERAL (VALUES (1, number::smallint), (2, profile)) AS pair (place, each)
  WHERE before IS DISTINCT FROM profile GROUP BY 1, 2, 3
)
UPDATE enrolment_year AS kept SET marks = packed.marks, profiles = run.profiles
FROM packed JOIN run USING (school_urn, academic_year, pupil_id)
WHERE kept.school_urn = packed.school_urn AND kept.academic_year = packed.academic_year AND kept.pupil_id = packed.pupil_id;
