import { schoolsNeverCollected } from '../store/agreements.ts';
import type { Database } from '../store/database.ts';

/** URNs of schools that may be collected, of which no collection has succeeded yet and none was tried since an instant. */
export async function neverCollected(owner: Database, since: Date): Promise<number[]> {
  return (await schoolsNeverCollected(owner, since)).map(({ urn }) => urn);
}
