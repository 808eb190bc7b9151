-- Enrolments by absence band have the key of tally_week: as a packed column there they take a tenth of a table of their own. And a page
-- reads one group of a school over many weeks, of hundreds of schools at once: so the group comes before the week in the key.

ALTER TABLE tally_week ADD COLUMN bands text COLLATE "C" NOT NULL DEFAULT '';
INSERT INTO tally_week (school_urn, week, pupil_group, attended, authorised, unauthorised, counts, bands)
  SELECT school_urn, week, pupil_group, 0, 0, 0, '',
    coalesce((SELECT string_agg(chr(96 + place::integer) || pupils, '' ORDER BY place)
      FROM unnest(enrolments) WITH ORDINALITY AS band (pupils, place) WHERE pupils > 0), '')
  FROM band_week
  ON CONFLICT (school_urn, week, pupil_group) DO UPDATE SET bands = excluded.bands;
DROP TABLE band_week;
ALTER TABLE tally_week DROP CONSTRAINT tally_week_pkey, ADD PRIMARY KEY (school_urn, pupil_group, week);
COMMENT ON COLUMN tally_week.bands IS 'enrolments by five-point absence band, academic year to the end of that week, packed: a letter for the band, a to k, and how many, such as a201b40k3; persistent are c to k, severe is k';
