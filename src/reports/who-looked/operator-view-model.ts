import { countText } from '../figures.ts';
import { auditAddress, OUTCOMES } from './choices.ts';
import { organisationText, readDetail, whenText, whoText } from './event-words.ts';
import { emptyText, type FilterView, type PagingView, viewFilter, viewPaging } from './filter-view.ts';
import type { EventRow } from './query.ts';
import type { EventPage } from './read-page.ts';

export interface AuditView {
  readonly title: string;
  readonly heading: string;
  readonly intro: string;
  readonly filter: FilterView;
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
  /** Door and key. */
  readonly person: string | null;
  readonly organisation: string | null;
  readonly organisationHref: string | null;
  readonly what: string;
  /** The school and the pupil by their numbers: no pupil is named to the operator. */
  readonly about: string | null;
  readonly outcome: string;
  readonly refused: boolean;
  readonly details: readonly { readonly name: string; readonly value: string }[];
  readonly requestId: string | null;
}

const PATH = '/operator/audit';

/** Makes the operator's page of all events. */
export function viewAudit(page: EventPage, whats: Readonly<Record<string, string>>): AuditView {
  const { rows } = page;
  return {
    title: 'Audit',
    heading: 'Audit',
    intro:
      'Everything that is on the audit. Pupils stand here by their number only. To prove that no event was changed, removed or inserted, run: npm run -s rollcall -- audit verify',
    filter: viewFilter(PATH, page, whats),
    caption: rows.length === 1 ? 'One event' : `${countText(rows.length, 'event')}, newest first`,
    rows: rows.map((row) => viewRow(row, page, whats)),
    empty: emptyText(page, 'Nothing is on the audit yet.'),
    paging: viewPaging(PATH, page),
  };
}

function viewRow(
  row: EventRow,
  { choices, organisations }: EventPage,
  whats: Readonly<Record<string, string>>,
): AuditRowView {
  const { eventId, person, organisation } = row;
  return {
    number: String(eventId),
    when: whenText(row.at),
    who: whoText(row),
    whoHref: person === null ? null : auditAddress(PATH, choices, { personOf: eventId }),
    person,
    organisation: organisationText(organisation, organisations),
    organisationHref: organisation === null ? null : auditAddress(PATH, choices, { organisation }),
    what: whats[row.what] ?? row.what,
    about: aboutText(row),
    outcome: OUTCOMES[row.outcome],
    refused: row.outcome !== 'done',
    details: readDetail(row.detail).map(([name, value]) => ({ name, value })),
    requestId: row.requestId,
  };
}

function aboutText({ schoolUrn, pupilId }: EventRow): string | null {
  if (schoolUrn === null) return null;
  return pupilId === null ? `URN ${schoolUrn}` : `URN ${schoolUrn}, pupil ${pupilId}`;
}
