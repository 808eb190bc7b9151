import { type AuditChoices, auditAddress, OUTCOMES } from './choices.ts';
import { detailInWords, type WordsFacts } from './detail-words.ts';
import { organisationText, readDetail, whenText, whoText } from './event-words.ts';
import { captionText, emptyText, type FilterView, type PagingView, viewFilter, viewPaging } from './filter-view.ts';
import type { EventRow } from './query.ts';
import type { EventPage } from './read-page.ts';

export interface AuditView {
  readonly title: string;
  readonly heading: string;
  readonly intro: string;
  readonly errors: readonly { readonly text: string; readonly href: string }[];
  readonly filter: FilterView;
  /** At the field; null when the organisation was found, or none was named. */
  readonly organisationError: string | null;
  /** Organisations of which one is to be chosen, and what stands above them. */
  readonly choose: string | null;
  readonly found: readonly { readonly name: string; readonly what: string; readonly href: string }[];
  readonly caption: string;
  readonly rows: readonly AuditRowView[];
  readonly empty: string | null;
  readonly paging: PagingView | null;
}

interface AuditRowView {
  readonly number: string;
  readonly when: string;
  readonly who: string;
  /** Their events only. */
  readonly whoHref: string | null;
  readonly organisation: string | null;
  readonly organisationHref: string | null;
  readonly what: string;
  /** The school and the pupil by their numbers: no pupil is named to the operator. */
  readonly about: string | null;
  readonly outcome: string;
  readonly refused: boolean;
  /** In words, such as `Purpose: Following up absence`. */
  readonly details: readonly string[];
  /** For whoever looks into a fault: keys, the route, the request's id. */
  readonly folded: readonly { readonly name: string; readonly value: string }[];
}

/** An organisation as it was typed, and those that it may be: none, or several of which one is to be chosen. */
export interface OrganisationSearch {
  readonly typed: string;
  readonly found: readonly { readonly key: string; readonly name: string; readonly what: string }[];
  /** There are more than these. */
  readonly more: boolean;
}

const PATH = '/operator/audit';

/**
 * Makes the operator's page of all events.
 * @param whats words for what may have happened
 * @param typed the organisation as typed
 * @param search null when the organisation is settled; no event is shown before it is
 */
export function viewAudit(
  page: EventPage,
  whats: Readonly<Record<string, string>>,
  roleName: string,
  { typed, search }: { readonly typed: string; readonly search: OrganisationSearch | null },
): AuditView {
  const facts = { roleName, organisations: page.organisations };
  const error = search && errorText(search);
  return {
    title: error === null ? 'Audit' : 'Error: Audit',
    heading: 'Audit',
    intro:
      'Everything that is on the audit. A pupil is shown here by a number, never by name. To prove that no event was changed, removed or inserted, run: npm run -s rollcall -- audit verify',
    errors: error === null ? [] : [{ text: error, href: '#organisation' }],
    filter: {
      ...viewFilter(PATH, page, whats),
      organisation: typed === '' ? (page.choices.organisation ?? '') : typed,
    },
    organisationError: error,
    choose: search && chooseText(search),
    found: (search?.found ?? []).map(({ key, name, what }) => ({
      name,
      what,
      href: auditAddress(PATH, page.choices, { organisation: key }),
    })),
    ...(search === null ? viewRows(page, whats, facts) : NO_ROWS),
  };
}

const NO_ROWS = {
  caption: '',
  rows: [],
  empty: 'No event is shown until the organisation is known.',
  paging: null,
} as const;

function errorText({ typed, found }: OrganisationSearch): string | null {
  if (found.length > 0) return null;
  return `No organisation was found for “${typed}”. Enter a URN, a code, a UID or words of its name`;
}

function chooseText({ typed, found, more }: OrganisationSearch): string | null {
  if (found.length === 0) return null;
  return more
    ? `More than ${found.length} organisations match “${typed}”: choose one of the first, or add a word`
    : `${found.length} organisations match “${typed}”: choose one`;
}

function viewRows(page: EventPage, whats: Readonly<Record<string, string>>, facts: WordsFacts) {
  return {
    caption: captionText(page),
    rows: page.rows.map((row) => viewRow(row, page.choices, whats, facts)),
    empty: emptyText(page, 'Nothing is on the audit yet.'),
    paging: viewPaging(PATH, page),
  };
}

function viewRow(
  row: EventRow,
  choices: AuditChoices,
  whats: Readonly<Record<string, string>>,
  facts: WordsFacts,
): AuditRowView {
  const { eventId, person, organisation, requestId } = row;
  const details = readDetail(row.detail).map(([name, value]) => detailInWords(name, value, facts));
  return {
    number: String(eventId),
    when: whenText(row.at),
    who: whoText(row),
    whoHref: person === null ? null : auditAddress(PATH, choices, { personOf: eventId }),
    organisation: organisationText(organisation, facts.organisations),
    organisationHref: organisation === null ? null : auditAddress(PATH, choices, { organisation }),
    what: whats[row.what] ?? row.what,
    about: aboutText(row),
    outcome: OUTCOMES[row.outcome],
    refused: row.outcome !== 'done',
    details: details.filter(({ technical }) => !technical).map(({ name, value }) => `${name}: ${value}`),
    folded: [
      ...(person === null ? [] : [{ name: 'Key of who did it', value: person }]),
      ...details.filter(({ technical }) => technical).map(({ name, value }) => ({ name, value })),
      ...(requestId === null ? [] : [{ name: 'Web request', value: requestId }]),
    ],
  };
}

function aboutText({ schoolUrn, pupilId }: EventRow): string | null {
  if (schoolUrn === null) return null;
  return pupilId === null ? `URN ${schoolUrn}` : `URN ${schoolUrn}, pupil ${pupilId}`;
}
