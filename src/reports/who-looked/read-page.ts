import type { Handle } from '../../store/database.ts';
import { type AuditChoices, filterOf } from './choices.ts';
import { readDetail } from './event-words.ts';
import { type EventRow, readEvents, readOrganisationNames, readPersonOf } from './query.ts';

export const PAGE_SIZE = 50;

/** One page of events, newest first. */
export interface EventPage {
  readonly choices: AuditChoices;
  readonly rows: readonly EventRow[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
  /** Whom the filter leaves; null when it leaves everyone. */
  readonly person: { readonly person: string; readonly name: string | null } | null;
  /** By their names in our tables. */
  readonly organisations: ReadonlyMap<string, string>;
}

/**
 * Reads the page of events that was chosen.
 * @param schoolUrn the school that they are about; null for all
 * @param alsoNamed organisations besides those of the page whose names are wanted
 */
export async function readPage(
  handle: Handle,
  asked: AuditChoices,
  schoolUrn: number | null,
  alsoNamed: readonly (string | null)[] = [],
): Promise<EventPage> {
  const person = asked.personOf === null ? null : await readPersonOf(handle, asked.personOf, schoolUrn);
  const choices = person === null ? { ...asked, personOf: null } : asked;
  const read = await readTurned(handle, choices, filterOf(choices, schoolUrn, person?.person ?? null));
  const named = read.rows.flatMap(({ organisation, detail }) => [organisation, ...organisationsIn(detail)]);
  const keys = [choices.organisation, ...alsoNamed, ...named];
  const organisations = await readOrganisationNames(handle, [...new Set(keys.filter((key) => key !== null))]);
  return { ...read, choices, person, organisations };
}

/** Details name organisations as our tables do. */
const organisationsIn = (detail: string): string[] =>
  readDetail(detail).flatMap(([, value]) => (/^(school|trust|authority):\w+$/.test(value) ? [value] : []));

/** One row more is read than is shown: it tells whether there is another page. */
async function readTurned(handle: Handle, { before, after }: AuditChoices, filter: ReturnType<typeof filterOf>) {
  if (after !== null) {
    const rows = await readEvents(handle, filter, { before: null, after }, PAGE_SIZE + 1);
    if (rows.length > PAGE_SIZE) return { rows: rows.slice(1), hasNewer: true, hasOlder: true };
  }
  // Fewer newer ones than a page: the first page has them, and some that were shown before.
  const from = { before: after === null ? before : null, after: null };
  const rows = await readEvents(handle, filter, from, PAGE_SIZE + 1);
  return { rows: rows.slice(0, PAGE_SIZE), hasNewer: from.before !== null, hasOlder: rows.length > PAGE_SIZE };
}
