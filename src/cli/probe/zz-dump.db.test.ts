import { after, test } from 'node:test';
import { writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { testDatabase } from '../../../test/database.ts';
const { owner } = await testDatabase({ after });
test('dump', async () => {
  const p = await sql`SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies ORDER BY 1,2`.execute(owner);
  const v = await sql`SELECT c.relname, c.relkind::text, reloptions::text, pg_get_viewdef(c.oid) def FROM pg_class c WHERE relnamespace='public'::regnamespace AND relkind IN ('v','m')`.execute(owner);
  const f = await sql`SELECT p.oid::regprocedure::text AS name, prosecdef, proacl::text, has_function_privilege('rollcall_viewer', p.oid, 'EXECUTE') v FROM pg_proc p WHERE pronamespace='public'::regnamespace ORDER BY 2 DESC,1`.execute(owner);
  const g = await sql`SELECT c.relname, c.relispartition, c.relacl::text, c.relrowsecurity, (SELECT string_agg(attname||':'||attacl::text,' ') FROM pg_attribute a WHERE a.attrelid=c.oid AND attacl IS NOT NULL) AS cols FROM pg_class c WHERE relnamespace='public'::regnamespace AND relkind IN ('r','p','v','m','f','S') ORDER BY 1`.execute(owner);
  const r = await sql`SELECT rolname, (SELECT string_agg(r2.rolname, ',') FROM pg_auth_members m JOIN pg_roles r2 ON r2.oid=m.roleid WHERE m.member=r.oid) mem FROM pg_roles r WHERE rolname LIKE 'rollcall%'`.execute(owner);
  const c = await sql`SELECT c.relname, string_agg(attname, ' ' ORDER BY attnum) cols FROM pg_class c JOIN pg_attribute a ON a.attrelid=c.oid AND attnum>0 AND NOT attisdropped WHERE relnamespace='public'::regnamespace AND relkind IN ('r','p','v') AND NOT relispartition GROUP BY 1 ORDER BY 1`.execute(owner);
  writeFileSync('/tmp/dump.json', JSON.stringify([p.rows, v.rows, f.rows, g.rows, r.rows, c.rows], null, 1));
});
