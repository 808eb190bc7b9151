import { type Database, type Scope, withScope } from '../../store/database.ts';
import type { AuditChoices } from './choices.ts';
import { type EventPage, readPage } from './read-page.ts';

/** Reads the events of everyone about everything, for the operator's own staff; null for everyone else. No pupil is named. */
export async function readAudit(database: Database, scope: Scope, choices: AuditChoices): Promise<EventPage | null> {
  if (scope.operator !== true) return null;
  return withScope(database, scope, (transaction) => readPage(transaction, choices, null));
}
