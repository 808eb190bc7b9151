-- What has changed since I last looked: a person may read their own events about schools that they see now. Of others' events a trust
-- or an authority still sees nothing.
CREATE POLICY own_looks ON audit_event FOR SELECT TO rollcall_viewer
  USING (school_urn = ANY (string_to_array(current_setting('rollcall.scope', true), ',')::integer[])
    AND person = current_setting('rollcall.person', true));
