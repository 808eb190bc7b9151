-- Releases of statistics: what each was made from, its files, who signed it off, and when it was published. No school is in any of it: inputs
-- are sums of areas, so that a release can be made again to the byte after a school has left and its data are deleted. What is published
-- is never changed and never deleted, by whatever login: triggers see to it, and nobody is granted more than is needed here.

CREATE TABLE release (
  id            text PRIMARY KEY CHECK (id ~ '^20[0-9]{2}-w[0-9]{2}([.][1-9][0-9]?)?$'),
  academic_year smallint NOT NULL,
  as_of         date NOT NULL,
  due_at        timestamptz NOT NULL,
  made_at       timestamptz NOT NULL,
  state         text NOT NULL CHECK (state IN ('made', 'failed', 'published')),
  digest        text NOT NULL,
  inputs_digest text NOT NULL,
  code_version  text NOT NULL,
  rules         jsonb NOT NULL,
  checks        jsonb NOT NULL,
  published_at  timestamptz,
  note          text NOT NULL DEFAULT '',
  CHECK ((state = 'published') = (published_at IS NOT NULL)),
  CONSTRAINT release_embargo CHECK (published_at >= due_at)
);
COMMENT ON COLUMN release.id IS 'the ISO week of as_of, such as 2026-w41; a correction of a published release 2026-w41.2';
COMMENT ON COLUMN release.as_of IS 'a Friday: the last day that is counted';
COMMENT ON COLUMN release.state IS 'a made release is signed when two people have signed its digest';
COMMENT ON COLUMN release.digest IS 'SHA-256 of the names and digests of all files, which is what people sign';
COMMENT ON COLUMN release.rules IS 'settings and dates under which it was made, and the release that revisions are counted from';

CREATE TABLE release_file (
  release_id text NOT NULL REFERENCES release ON DELETE CASCADE,
  name       text NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,60}$'),
  is_public  boolean NOT NULL,
  digest     text NOT NULL,
  bytes      bigint NOT NULL,
  content    bytea NOT NULL,
  PRIMARY KEY (release_id, name)
);
-- It is packed already.
ALTER TABLE release_file ALTER COLUMN content SET STORAGE EXTERNAL;
COMMENT ON COLUMN release_file.digest IS 'SHA-256 of the bytes before they were packed';
COMMENT ON COLUMN release_file.content IS 'packed with gzip';

CREATE TABLE release_signature (
  release_id text NOT NULL REFERENCES release ON DELETE CASCADE,
  person_key text NOT NULL,
  name       text NOT NULL,
  signed_at  timestamptz NOT NULL,
  digest     text NOT NULL,
  PRIMARY KEY (release_id, person_key)
);
COMMENT ON COLUMN release_signature.digest IS 'of the release as it was signed';

CREATE FUNCTION guard_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'release % is published: it is never changed nor deleted', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF NEW.state <> 'published' OR OLD.state <> 'made'
    OR (NEW.id, NEW.academic_year, NEW.as_of, NEW.due_at, NEW.made_at, NEW.digest, NEW.inputs_digest, NEW.code_version, NEW.rules, NEW.checks, NEW.note)
      IS DISTINCT FROM (OLD.id, OLD.academic_year, OLD.as_of, OLD.due_at, OLD.made_at, OLD.digest, OLD.inputs_digest, OLD.code_version, OLD.rules, OLD.checks, OLD.note)
  THEN
    RAISE EXCEPTION 'of release % nothing is changed but that it is published', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF (SELECT count(*) FROM release_signature WHERE release_id = OLD.id AND digest = OLD.digest) < 2 THEN
    RAISE EXCEPTION 'release % is not signed by two people', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON release FOR EACH ROW EXECUTE FUNCTION guard_release();

-- Files and signatures come and go with a release that is not published yet, and are never changed.
CREATE FUNCTION guard_release_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  part record := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM release WHERE id = part.release_id AND state = 'published') THEN
    RAISE EXCEPTION 'files and signatures of release % are never changed', part.release_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN part;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON release_file FOR EACH ROW EXECUTE FUNCTION guard_release_part();
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON release_signature FOR EACH ROW EXECUTE FUNCTION guard_release_part();

-- Statistics make a release, and one that is not published again; the owner publishes it; operators sign on their pages.
GRANT SELECT, INSERT, DELETE ON release TO rollcall_statistics;
GRANT SELECT, INSERT ON release_file TO rollcall_statistics;
GRANT SELECT ON release, release_file TO rollcall_viewer;
GRANT SELECT, INSERT ON release_signature TO rollcall_viewer;

ALTER TABLE release ENABLE ROW LEVEL SECURITY;
ALTER TABLE release_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE release_signature ENABLE ROW LEVEL SECURITY;
CREATE POLICY reads ON release FOR SELECT TO rollcall_statistics USING (true);
CREATE POLICY makes ON release FOR INSERT TO rollcall_statistics WITH CHECK (state <> 'published');
CREATE POLICY makes_again ON release FOR DELETE TO rollcall_statistics USING (state <> 'published');
CREATE POLICY published ON release FOR SELECT TO rollcall_viewer USING (state = 'published');
CREATE POLICY operates ON release FOR SELECT TO rollcall_viewer USING (current_setting('rollcall.operator', true) = 'on');
CREATE POLICY reads ON release_file FOR SELECT TO rollcall_statistics USING (true);
CREATE POLICY makes ON release_file FOR INSERT TO rollcall_statistics WITH CHECK (true);
-- What people see changes in the one statement that publishes a release. These tables are about no school, and are not distributed.
CREATE POLICY published ON release_file FOR SELECT TO rollcall_viewer
  USING (is_public AND EXISTS (SELECT FROM release WHERE release.id = release_file.release_id AND release.state = 'published'));
CREATE POLICY operates ON release_file FOR SELECT TO rollcall_viewer
  USING (is_public AND current_setting('rollcall.operator', true) = 'on');
CREATE POLICY operates ON release_signature FOR SELECT TO rollcall_viewer USING (current_setting('rollcall.operator', true) = 'on');
CREATE POLICY signs ON release_signature FOR INSERT TO rollcall_viewer
  WITH CHECK (current_setting('rollcall.operator', true) = 'on' AND person_key = current_setting('rollcall.person', true));
