import type { Handle } from './database.ts';
import type { ConnectionTable } from './tables.ts';

/** How a school's MIS is reached, as it may be shown: never with what it takes to sign in there. */
export interface Connection {
  readonly kind: ConnectionTable['kind'];
  readonly mis: string;
  readonly address: string | null;
  /** Whether the credentials could be opened when the service last started; true where there are none. */
  readonly readable: boolean;
  readonly setAt: Date;
  readonly setByName: string;
}

export async function readConnection(handle: Handle, urn: number): Promise<Connection | null> {
  const row = await handle
    .selectFrom('connection')
    .select(['kind', 'mis', 'address', 'readable', 'set_at as setAt', 'set_by_name as setByName'])
    .where('school_urn', '=', urn)
    .executeTakeFirst();
  return row ?? null;
}

/** Sets a school's connection, in place of the one before. @param sealed credentials, encrypted; null where none are needed */
export async function writeConnection(
  handle: Handle,
  urn: number,
  { kind, mis, address, setAt, setByName }: Omit<Connection, 'readable'>,
  sealed: string | null,
): Promise<void> {
  const row = { kind, mis, address, sealed, readable: true, set_at: setAt, set_by_name: setByName };
  await handle
    .insertInto('connection')
    .values({ school_urn: urn, ...row })
    .onConflict((conflict) => conflict.column('school_urn').doUpdateSet(row))
    .execute();
}

export async function deleteConnection(handle: Handle, urn: number): Promise<void> {
  await handle.deleteFrom('connection').where('school_urn', '=', urn).execute();
}

/** Sealed credentials of direct connections, for whoever opens them: the owner alone. */
export async function readSealed(handle: Handle): Promise<{ urn: number; sealed: string }[]> {
  const rows = await handle
    .selectFrom('connection')
    .select(['school_urn as urn', 'sealed'])
    .where('sealed', 'is not', null)
    .orderBy('school_urn')
    .execute();
  return rows.map(({ urn, sealed }) => ({ urn, sealed: sealed! }));
}

/** As the owner. */
export async function writeReadable(handle: Handle, urn: number, readable: boolean): Promise<void> {
  await handle.updateTable('connection').set({ readable }).where('school_urn', '=', urn).execute();
}
