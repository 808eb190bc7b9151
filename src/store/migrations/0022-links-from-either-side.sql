-- Each link between two schools stands once, under either of the two: pages of a school look for it from both sides.
CREATE INDEX school_link_other_side ON school_link (link_urn);
