import { sql } from 'kysely';
import { RollcallError } from '../errors.ts';
import type { Database } from './database.ts';

/**
 * Refuses a login under which row-level security would not hold, or which is not the role that it must be.
 * @param role the role whose rights the login must have
 * @param setting the name of the setting that gave the login's address; empty when it was made from DATABASE_URL
 * @throws setting-invalid, naming the setting and what to do
 */
export async function checkLogin(database: Database, role: string, setting: string): Promise<void> {
  const { rows } = await sql<{
    name: string;
    session: string;
    unbound: boolean;
    has_register: boolean;
    owns: boolean;
    has_role: boolean;
    others: string | null;
  }>`
    SELECT current_user AS name, session_user AS session,
      EXISTS (SELECT 1 FROM pg_roles WHERE (rolsuper OR rolbypassrls)
        AND (pg_has_role(current_user, oid, 'member') OR pg_has_role(session_user, oid, 'member'))) AS unbound,
      to_regclass('register_week') IS NOT NULL AS has_register,
      EXISTS (SELECT 1 FROM pg_class WHERE oid = to_regclass('register_week')
        AND (pg_has_role(current_user, relowner, 'member') OR pg_has_role(session_user, relowner, 'member'))) AS owns,
      pg_has_role(current_user, ${role}, 'usage') AS has_role,
      (SELECT string_agg(rolname, ', ' ORDER BY rolname) FROM pg_roles
        WHERE rolname IN ('rollcall_collector', 'rollcall_viewer', 'rollcall_statistics') AND rolname <> ${role}
          AND (pg_has_role(current_user, oid, 'member') OR pg_has_role(session_user, oid, 'member'))) AS others`.execute(
    database,
  );
  const login = rows[0]!;
  const refuse = (what: string, toDo: string) => {
    throw new RollcallError('setting-invalid', `${setting || 'DATABASE_URL'}: ${what}. ${toDo}`);
  };
  const other = setting
    ? `Give it the address of a login that is only a member of ${role}, or leave it empty.`
    : 'Take the parameters that choose a login (such as options) out of the address.';
  const who = login.name === login.session ? login.name : `${login.session} (as ${login.name})`;
  if (login.unbound) refuse(`row-level security does not hold for ${who}, a superuser or with BYPASSRLS`, other);
  if (!login.has_register) refuse(`${who} finds no table register_week`, 'Name the database of the owner in it.');
  if (login.owns) refuse(`row-level security does not hold for ${who}, which owns the tables`, other);
  // The rights of several together are no wall: the statistics role reads the tallies of all schools, the collector writes.
  if (login.others) refuse(`${who} is a member of ${login.others} too`, other);
  if (!setting && login.name !== role) refuse(`the server takes the login ${role} for ${who}`, other);
  if (!login.has_role)
    refuse(`${who} does not have the rights of ${role}`, `Let the owner of the role run: GRANT ${role} TO "${who}";`);
}

/** For `.catch`: turns "permission denied" into what the server's administrator has to run; throws anything else as it is. */
export function askAdministrator(verb: 'CREATE' | 'ALTER', roles: readonly string[]): (error: unknown) => never {
  return (error) => {
    if ((error as { code?: string }).code !== '42501') throw error;
    const statements = roles.map((role) => `  ${verb} ROLE ${role} LOGIN PASSWORD '…';`);
    const settings = roles.map((role) => `${role.toUpperCase()}_DATABASE_URL`).join(', ');
    throw new RollcallError(
      'setting-invalid',
      [
        `DATABASE_URL: the owner may not ${verb.toLowerCase()} roles on this server. Ask its administrator to run, with passwords of your own:`,
        ...statements,
        `and set ${settings} to the addresses of these logins.`,
      ].join('\n'),
      { cause: error },
    );
  };
}
