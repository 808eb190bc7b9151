-- The schools of an authority are looked up at every request of its people: without this the whole index is read, whose first column is the school.
CREATE INDEX school_area_by_authority ON school_area (la_code);
