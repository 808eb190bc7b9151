-- The list of schools, trusts and areas (GIAS), shared by all and holding nothing about a child.

CREATE TABLE region (
  region_code text PRIMARY KEY,
  name        text NOT NULL,
  gor_code    text
);

CREATE TABLE local_authority (
  la_code     text NOT NULL CHECK (la_code ~ '^[0-9]{3}$'),
  name        text NOT NULL,
  ons_code    text,
  region_code text REFERENCES region,
  valid_from  date,
  valid_to    date,
  PRIMARY KEY (la_code)
);

CREATE TABLE school (
  urn                  integer PRIMARY KEY,
  name                 text NOT NULL,
  la_code              text,
  establishment_number text,
  type_code            text,
  type_name            text,
  phase_code           text,
  phase_name           text,
  status_code          text,
  status_name          text,
  open_date            date,
  close_date           date,
  low_age              smallint,
  high_age             smallint,
  gender               text,
  ukprn                text,
  town                 text,
  postcode             text,
  sharing_category     text,
  published_phase      text CHECK (published_phase IN ('Primary', 'Secondary', 'Special')),
  may_share            boolean NOT NULL,
  pupils               integer,
  invented             boolean NOT NULL DEFAULT false,
  imported_at          timestamptz NOT NULL,
  CHECK (invented = (urn >= 900000))
);
COMMENT ON COLUMN school.may_share IS 'by establishment type, phase and status; agreeing is another matter';
COMMENT ON COLUMN school.published_phase IS 'the phase that the Department''s statistics count the school under; null when under none';
CREATE INDEX school_by_area ON school (la_code);

CREATE TABLE school_area (
  urn        integer NOT NULL,
  la_code    text NOT NULL,
  valid_from date,
  valid_to   date
);
CREATE UNIQUE INDEX school_area_key ON school_area (urn, la_code, valid_from) NULLS NOT DISTINCT;

CREATE TABLE trust (
  trust_uid        text PRIMARY KEY,
  group_id         text,
  name             text NOT NULL,
  kind             text NOT NULL CHECK (kind IN ('multi-academy', 'single-academy')),
  status           text NOT NULL,
  companies_house  text,
  ukprn            text,
  open_date        date,
  close_date       date
);

CREATE TABLE school_trust (
  urn        integer NOT NULL,
  trust_uid  text NOT NULL,
  valid_from date,
  valid_to   date,
  as_at      text NOT NULL
);
COMMENT ON COLUMN school_trust.as_at IS 'the extract in which the membership was seen; memberships since then are unknown';
CREATE UNIQUE INDEX school_trust_key ON school_trust (urn, trust_uid, valid_from) NULLS NOT DISTINCT;
CREATE INDEX school_trust_by_trust ON school_trust (trust_uid);

CREATE TABLE school_link (
  urn       integer NOT NULL,
  link_urn  integer NOT NULL,
  link_type text NOT NULL,
  link_date date,
  PRIMARY KEY (urn, link_urn, link_type)
);

CREATE TABLE school_import (
  import_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  file        text NOT NULL,
  digest      text NOT NULL,
  imported_at timestamptz NOT NULL,
  added       integer NOT NULL,
  changed     integer NOT NULL,
  unchanged   integer NOT NULL,
  refused     integer NOT NULL
);
