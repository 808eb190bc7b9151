import type { Database } from '../store/database.ts';
import { addHint } from '../store/source-hints.ts';

/** Notes that a source is to be asked about one of its schools. Works under the viewer's login. */
export const noteHint = (database: Database, source: string, sourceSchoolId: string, now: Date): Promise<void> =>
  addHint(database, source, sourceSchoolId, now);
