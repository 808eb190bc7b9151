import { addDays } from '../../domain/sessions/dates.ts';
import { londonDate, londonInstant } from '../../domain/sessions/london.ts';
import { type Database, type Scope, withScope } from '../../store/database.ts';
import { readSchool, type SchoolFacts } from '../freshness/query.ts';
import { scopeOfSchool } from '../scope-of-school.ts';
import type { AuditChoices } from './choices.ts';
import { type Looker, readLookers, readPupilNames } from './query.ts';
import { type EventPage, readPage } from './read-page.ts';

/** Days whose looks are counted by person. */
export const COUNTED_DAYS = 30;

/** Who has looked at a school's pupils. */
export interface LookFacts {
  readonly school: SchoolFacts;
  readonly now: Date;
  readonly page: EventPage;
  readonly pupils: ReadonlyMap<number, { readonly forename: string | null; readonly surname: string | null }>;
  /** Of the last 30 days, today included. */
  readonly lookers: readonly Looker[];
}

/**
 * Reads the events about a school, for people who act for that very school: a trust or an authority that sees its pupils does not
 * see who looked at them. Null for everyone else, and when the school is not in the list of schools.
 */
export async function readWhoLooked(
  database: Database,
  scope: Scope,
  urn: number,
  choices: AuditChoices,
  now: Date,
): Promise<LookFacts | null> {
  if (!scope.urns.includes(urn) || scope.organisation !== `school:${urn}`) return null;
  return withScope(database, scopeOfSchool(scope, urn), async (transaction) => {
    const school = await readSchool(transaction, urn);
    if (!school) return null;
    const since = londonInstant(addDays(londonDate(now), 1 - COUNTED_DAYS), '00:00');
    const lookers = await readLookers(transaction, urn, since);
    const named = lookers.map(({ organisation }) => organisation);
    const page = await readPage(transaction, choices, urn, named);
    const shown = page.rows.map(({ pupilId }) => pupilId).filter((pupil) => pupil !== null);
    return { school, now, page, lookers, pupils: await readPupilNames(transaction, urn, shown) };
  });
}
