import { addDays, isDate } from '../../domain/sessions/dates.ts';
import { londonInstant } from '../../domain/sessions/london.ts';
import type { EventFilter } from './query.ts';

/** What was chosen on a page of events, as it stands in its address. What cannot be read is as if it were not there. */
export interface AuditChoices {
  readonly what: string | null;
  readonly outcome: 'done' | 'refused' | 'failed' | null;
  /** Such as `school:900001`. */
  readonly organisation: string | null;
  /** The number of an event: whoever did that. Neither a name nor a key of a person stands in an address. */
  readonly personOf: number | null;
  /** Days in London, YYYY-MM-DD. */
  readonly from: string | null;
  readonly to: string | null;
  /** Events older than this one, or newer. */
  readonly before: number | null;
  readonly after: number | null;
  /** Names of filters that were given and could not be read. */
  readonly notRead: readonly string[];
}

/** Nothing chosen: the newest events of all. */
export const ALL_EVENTS: AuditChoices = {
  what: null,
  outcome: null,
  organisation: null,
  personOf: null,
  from: null,
  to: null,
  before: null,
  after: null,
  notRead: [],
};

type Query = Readonly<Record<string, string | string[] | undefined>>;

export const OUTCOMES = { done: 'Done', refused: 'Refused', failed: 'Did not work' } as const;
const ORGANISATION = /^(school:[1-9]\d{4,6}|trust:[0-9A-Za-z]{1,20}|authority:\d{3}|operator)$/;

/** Whether a text is an organisation as our tables name it. */
export const isOrganisation = (text: string): boolean => ORGANISATION.test(text);

/** @param whats what may be chosen, each with its words */
export function readAuditChoices(query: Query, whats: Readonly<Record<string, string>>): AuditChoices {
  const one = (name: string) => {
    const value = query[name];
    return (Array.isArray(value) ? (value[0] ?? '') : (value ?? '')).trim();
  };
  // A day far off is no day of the audit, and the calendar ends somewhere.
  const day = (name: string) => (isDate(one(name)) && /^20\d\d-/.test(one(name)) ? one(name) : null);
  const number = (name: string) => (/^[1-9]\d{0,14}$/.test(one(name)) ? Number(one(name)) : null);
  const outcomes = Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[];
  const choices = {
    what: Object.hasOwn(whats, one('what')) ? one('what') : null,
    outcome: outcomes.find((each) => each === one('outcome')) ?? null,
    organisation: isOrganisation(one('organisation')) ? one('organisation') : null,
    personOf: number('person'),
    from: day('from'),
    to: day('to'),
    before: number('before'),
    after: number('after'),
  };
  const notRead = (['what', 'outcome', 'organisation', 'from', 'to'] as const).filter(
    (name) => one(name) !== '' && choices[name] === null,
  );
  return { ...choices, notRead };
}

/** The address of the same page with some choices changed. Unless told, it starts again with the newest event. */
export function auditAddress(path: string, choices: AuditChoices, change: Partial<AuditChoices> = {}): string {
  const { personOf, notRead: _, ...others } = { ...choices, before: null, after: null, ...change };
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...others, person: personOf }))
    if (value !== null) written.set(name, String(value));
  return written.size === 0 ? path : `${path}?${written}`;
}

/**
 * What the choices leave, as a query filters.
 * @param person the key of the person meant; null when none was chosen
 */
export function filterOf(choices: AuditChoices, schoolUrn: number | null, person: string | null): EventFilter {
  const { what, outcome, organisation, from, to } = choices;
  return {
    schoolUrn,
    what,
    outcome,
    organisation,
    person,
    since: from === null ? null : londonInstant(from, '00:00'),
    until: to === null ? null : londonInstant(addDays(to, 1), '00:00'),
  };
}
