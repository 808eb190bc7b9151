import { sql } from 'kysely';
import type { Handle } from './database.ts';
import type { RightName } from './tables.ts';

export type { RightName };

/** A right that someone holds in an organisation. */
export interface Grant {
  /** Door and key. */
  readonly person: string;
  readonly right: RightName;
  readonly name: string;
  readonly email: string;
  readonly grantedAt: Date;
}

/** What a person holds in an organisation, by our own tables. @param person door and key */
export async function readRights(
  handle: Handle,
  person: string,
  organisation: string,
): Promise<ReadonlySet<RightName>> {
  const rows = await handle
    .selectFrom('right_grant')
    .select('right_name')
    .where('organisation', '=', organisation)
    .where('person', '=', person)
    .execute();
  return new Set(rows.map(({ right_name }) => right_name));
}

/** What a person is in an organisation, by our own tables. */
export interface Holding {
  readonly rights: ReadonlySet<RightName>;
  readonly approver: boolean;
  /** A request for the role is open. */
  readonly waiting: boolean;
}

/** Everything that each request of a page needs to know of a person in an organisation, in one trip. @param person door and key */
export async function readHolding(handle: Handle, person: string, organisation: string): Promise<Holding> {
  const { rows } = await sql<{ rights: RightName[]; approver: boolean; waiting: boolean }>`
    SELECT
      ARRAY (SELECT right_name::text FROM right_grant WHERE organisation = ${organisation} AND person = ${person}) AS rights,
      EXISTS (SELECT FROM member WHERE person = ${person} AND organisation = ${organisation} AND duty = 'approver') AS approver,
      EXISTS (SELECT FROM right_request
        WHERE organisation = ${organisation} AND person = ${person} AND right_name = 'view' AND decision IS NULL) AS waiting`.execute(
    handle,
  );
  const { rights, ...others } = rows[0]!;
  return { ...others, rights: new Set(rights) };
}

const GRANT = ['person', 'right_name as right', 'name', 'email', 'granted_at as grantedAt'] as const;

/** Who holds what in an organisation, in order of name. */
export async function readGrants(handle: Handle, organisation: string): Promise<Grant[]> {
  return handle
    .selectFrom('right_grant')
    .select(GRANT)
    .where('organisation', '=', organisation)
    .orderBy('name')
    .orderBy('person')
    .orderBy('right_name')
    .execute();
}

/** Gives a right; one that is held already stays as it was. @param by door and key of who gives it */
export async function writeGrant(
  handle: Handle,
  grant: Grant & { readonly organisation: string },
  by: string,
): Promise<void> {
  const { organisation, person, right, name, email, grantedAt } = grant;
  await handle
    .insertInto('right_grant')
    .values({ organisation, person, right_name: right, name, email, granted_at: grantedAt, granted_by: by })
    .onConflict((on) => on.columns(['organisation', 'person', 'right_name']).doNothing())
    .execute();
}

/** Takes rights away. @returns those that were held */
export async function deleteGrants(
  handle: Handle,
  organisation: string,
  person: string,
  rights: readonly RightName[],
): Promise<Grant[]> {
  return handle
    .deleteFrom('right_grant')
    .where('organisation', '=', organisation)
    .where('person', '=', person)
    .where('right_name', 'in', rights)
    .returning(GRANT)
    .execute();
}
