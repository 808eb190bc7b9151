import { type Database, type Scope, withScope } from '../../store/database.ts';
import { type ListedSchool, readListedSchools } from './query.ts';

/** The schools of a scope, with when each was last collected. */
export interface SchoolsListFacts {
  readonly schools: readonly ListedSchool[];
  readonly now: Date;
}

export async function readSchoolsList(database: Database, scope: Scope, now: Date): Promise<SchoolsListFacts> {
  const schools = await withScope(database, scope, (transaction) => readListedSchools(transaction, scope.urns));
  return { schools, now };
}
