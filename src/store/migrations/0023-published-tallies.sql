-- What published statistics are made from: of each school and academic year its sessions and pupils under the rules of publication alone
-- (population, first full week, year 11 to the spring bank holiday), as a whole by day, and by week for the groups that breakdowns are
-- of. tally_week and tally_year count whole years and all pupils of a group. The rows of years that are already there are made by the
-- program after this migration, as they are made for a register that changes (src/store/published-tallies.ts): the same rules, once.

CREATE TABLE tally_published (
  school_urn    integer NOT NULL,
  academic_year smallint NOT NULL,
  pupil_group   text NOT NULL,
  rules         text NOT NULL,
  days          text COLLATE "C" NOT NULL,
  weeks         text COLLATE "C" NOT NULL,
  PRIMARY KEY (school_urn, academic_year, pupil_group)
) WITH (toast_tuple_target = 256);
COMMENT ON TABLE tally_published IS 'an academic year of a school as published statistics count it; pupil_group all is the whole population';
COMMENT ON COLUMN tally_published.rules IS 'the rules and dates under which the row was made: rows under others are made anew when the program starts';
COMMENT ON COLUMN tally_published.days IS 'of the group all, a line for each day with a possible session: its number from the first Monday of the year, pupils with a mark, and sessions by code, such as 35 378 /370\368I12L6';
COMMENT ON COLUMN tally_published.weeks IS 'a line for each week, or part of a week in one term: its number from 0 with a, b or c for the term, days with a possible session of the group, pupils of the days together, sessions by code, and enrolments by absence band of the year and of the term to date, such as 5a 5 1890 /1850\1844I60 a201b40k3 a201b40k3';

GRANT SELECT, INSERT, UPDATE, DELETE ON tally_published TO rollcall_collector;
GRANT SELECT ON tally_published TO rollcall_statistics;
ALTER TABLE tally_published ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON tally_published TO rollcall_collector, rollcall_viewer
  USING (school_urn = ANY (string_to_array(current_setting('rollcall.scope', true), ',')::integer[]));
CREATE POLICY all_schools ON tally_published FOR SELECT TO rollcall_statistics USING (true);

-- Bands to date of other groups than these two nobody reads: their room is what the new table takes.
DELETE FROM tally_week WHERE pupil_group NOT IN ('all', 'statistical') AND counts = '';
UPDATE tally_week SET bands = '' WHERE pupil_group NOT IN ('all', 'statistical') AND bands <> '';
COMMENT ON COLUMN tally_week.bands IS 'of the groups all and statistical: enrolments by five-point absence band, academic year to the end of that week, packed: a letter for the band, a to k, and how many, such as a201b40k3; persistent are c to k, severe is k';
