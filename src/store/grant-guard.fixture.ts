import { sql } from 'kysely';
import type { Handle } from './database.ts';
import { ROLES } from './migrate.ts';
import { REVIEWED_GRANTS } from './reviewed-grants.fixture.ts';

const TO_DO = 'if that is meant, say so in reviewed-grants.fixture.ts with a reason';
const LOGINS = sql`unnest(${[...ROLES, 'public']}::text[])`;
const OURS = sql`nspname !~ '^(pg_|information_schema$)'`;

interface Grant {
  readonly login: string;
  readonly privilege: string;
  /** A table, or `table.column`. */
  readonly on: string;
  readonly partition: boolean;
  /** A whole table about a school with row-level security: the policies say which rows. */
  readonly walled: boolean;
}

/** What the logins, or everybody, may do beyond what was reviewed; empty when each can do what it is for and no more. */
export async function findGrantFaults(owner: Handle): Promise<string[]> {
  const grants = await readGrants(owner);
  const reviewed = new Set(
    REVIEWED_GRANTS.flatMap(({ to, may, on }) =>
      to.flatMap((login) => may.flatMap((privilege) => on.map((each) => `${login} ${privilege} ${each}`))),
    ),
  );
  const there = new Set(grants.map(lineOf));
  return [
    ...grants.flatMap((grant) => judgeGrant(grant, reviewed)),
    ...[...reviewed].filter((line) => !there.has(line)).map((line) => `${line}: was reviewed and is no more`),
    ...(await findWaysRound(owner)),
  ];
}

const lineOf = ({ login, privilege, on }: Grant) => `${login} ${privilege} ${on}`;

/** Reading a whole table about a school under its policies needs no review: the guard of policies sees that they hold. */
function judgeGrant(grant: Grant, reviewed: ReadonlySet<string>): string[] {
  const { login, privilege, partition, walled } = grant;
  if (partition) return [`${lineOf(grant)}: a partition, to which no policy applies`];
  const free = walled && privilege === 'SELECT' && (login === 'rollcall_viewer' || login === 'rollcall_collector');
  return free || reviewed.has(lineOf(grant)) ? [] : [`${lineOf(grant)}: ${TO_DO}`];
}

/** As the access lists of tables, views, sequences and columns say. The tables' owner is not asked about. */
async function readGrants(owner: Handle): Promise<Grant[]> {
  const { rows } = await sql<Grant>`
    WITH ours AS (
      SELECT c.*, coalesce(c.relrowsecurity AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'school_urn'), false) AS walled
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS}
    ), granted AS (
      SELECT oid, relowner, relispartition, walled, relacl AS acl, NULL::name AS attname FROM ours
      UNION ALL SELECT ours.oid, relowner, relispartition, false, attacl, a.attname FROM ours JOIN pg_attribute a ON a.attrelid = ours.oid
    )
    SELECT CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END AS login, privilege_type AS privilege,
      concat_ws('.', oid::regclass::text, attname) AS "on", relispartition AS partition, walled
    FROM granted, aclexplode(acl) WHERE grantee <> relowner ORDER BY 3, 1, 2`.execute(owner);
  return rows;
}

/** Rights that stand in no table's list: functions that run as their owner, settings, other roles, objects of one's own. */
async function findWaysRound(owner: Handle): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    SELECT format('%s may run %s, which runs as its owner', login, p.oid::regprocedure) AS fault
    FROM ${LOGINS} AS login, pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE prosecdef AND ${OURS} AND has_function_privilege(login, p.oid, 'EXECUTE')
    UNION ALL SELECT format('%s may run set_config() and so widen its own scope', login) FROM ${LOGINS} AS login
    WHERE has_function_privilege(login, 'pg_catalog.set_config(text, text, boolean)', 'EXECUTE')
    UNION ALL SELECT format('%s has the rights of %s', member::regrole, roleid::regrole) FROM pg_auth_members
    WHERE member::regrole::text = ANY (${[...ROLES]}::text[])
    UNION ALL SELECT format('%s may make objects in the schema %s', login, nspname) FROM ${LOGINS} AS login, pg_namespace
    WHERE ${OURS} AND has_schema_privilege(login, oid, 'CREATE')`.execute(owner);
  return rows.map(({ fault }) => fault);
}
