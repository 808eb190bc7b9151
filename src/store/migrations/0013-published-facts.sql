-- What is published about each school, by which similar schools are found. Nothing of it comes from a register.
ALTER TABLE school
  ADD COLUMN fsm_permille smallint CHECK (fsm_permille BETWEEN 0 AND 1000),
  ADD COLUMN sen_support_permille smallint CHECK (sen_support_permille BETWEEN 0 AND 1000),
  ADD COLUMN ehc_plan_permille smallint CHECK (ehc_plan_permille BETWEEN 0 AND 1000),
  ADD COLUMN latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  ADD COLUMN longitude double precision CHECK (longitude BETWEEN -180 AND 180);
COMMENT ON COLUMN school.pupils IS 'published number of pupils, not counted from a register';
COMMENT ON COLUMN school.fsm_permille IS 'published share of pupils eligible for free school meals, in tenths of a per cent; so the two that follow';

-- Groups of schools are compared week by week: of each school the one row of the population, without a look at its other groups.
CREATE INDEX tally_week_population ON tally_week (pupil_group, week, school_urn) INCLUDE (attended, authorised, unauthorised)
  WHERE pupil_group IN ('all', 'statistical');
