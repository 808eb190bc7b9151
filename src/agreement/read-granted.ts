import type { Granted } from '../domain/agreement/granted.ts';
import { type Database, type Scope, withScope } from '../store/database.ts';
import { readGranted as readKeptGranted } from '../store/granted.ts';

export type { Granted };

/**
 * What a school has granted at its source, item by item, as it was read last; null when it was not read yet.
 * @param database the viewer's login; the scope must be of somebody who acts for this school
 */
export const readGranted = (database: Database, scope: Scope, urn: number): Promise<Granted | null> =>
  withScope(database, scope, (transaction) => readKeptGranted(transaction, urn));
