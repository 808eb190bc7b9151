import { nameText } from '../pupil-name.ts';
import { aboutEvent } from './about-event.ts';
import { auditAddress, OUTCOMES } from './choices.ts';
import { organisationText, whenText, whoText } from './event-words.ts';
import { captionText, emptyText, type FilterView, type PagingView, viewFilter, viewPaging } from './filter-view.ts';
import { type LookersView, viewLookers } from './lookers-view.ts';
import type { EventRow } from './query.ts';
import type { LookFacts } from './report.ts';

export interface WhoLookedView {
  readonly title: string;
  readonly heading: string;
  readonly schoolName: string;
  readonly intro: readonly string[];
  readonly lookers: LookersView | null;
  readonly noLookers: string;
  readonly filter: FilterView;
  readonly caption: string;
  readonly rows: readonly LookRow[];
  readonly empty: string | null;
  readonly paging: PagingView | null;
}

interface LookRow {
  readonly when: string;
  readonly who: string;
  /** Their events only; null for those who are nobody in particular. */
  readonly whoHref: string | null;
  readonly organisation: string | null;
  readonly what: string;
  readonly pupil: { readonly name: string; readonly href: string | null } | null;
  /** The purpose of a download, the name of a report, the right and whose it is. */
  readonly about: string | null;
  readonly outcome: string;
  readonly refused: boolean;
}

/**
 * Makes the page of who has looked at a school's pupils.
 * @param whats words for what may have happened
 * @param roleName the role's own name, a setting
 */
export function viewWhoLooked(
  facts: LookFacts,
  whats: Readonly<Record<string, string>>,
  roleName: string,
): WhoLookedView {
  const { school, page } = facts;
  const path = `/schools/${school.urn}/who-has-looked`;
  const { rows } = page;
  return {
    title: 'Who has looked at our pupils',
    heading: 'Who has looked at our pupils',
    schoolName: school.name,
    intro: [
      'Every look at a page or a file about your pupils is recorded here with who looked, for which organisation, and when. So is everyone who was refused. Nobody who uses this service can change or remove these records. Only your school and the operator of this service can see them.',
      'If you do not know someone here, or why they looked, ask their organisation, or the operator.',
    ],
    lookers: viewLookers(facts, path),
    noLookers: 'Nobody has looked in the last 30 days.',
    filter: viewFilter(path, page, whats),
    caption: captionText(page),
    rows: rows.map((row) => ({ ...viewRow(row, facts, path, whats), about: aboutEvent(row, roleName) })),
    empty: emptyText(page, 'Nothing has been recorded about your school yet.'),
    paging: viewPaging(path, page),
  };
}

function viewRow(
  row: EventRow,
  facts: LookFacts,
  path: string,
  whats: Readonly<Record<string, string>>,
): Omit<LookRow, 'about'> {
  const { choices, organisations } = facts.page;
  return {
    when: whenText(row.at),
    who: whoText(row),
    whoHref: row.person === null ? null : auditAddress(path, choices, { personOf: row.eventId }),
    organisation: organisationText(row.organisation, organisations),
    what: whats[row.what] ?? row.what,
    pupil: pupilOf(row, facts),
    outcome: OUTCOMES[row.outcome],
    refused: row.outcome !== 'done',
  };
}

function pupilOf({ pupilId }: EventRow, { school, pupils }: LookFacts): LookRow['pupil'] {
  if (pupilId === null) return null;
  const name = pupils.get(pupilId);
  return name
    ? { name: nameText(name), href: `/schools/${school.urn}/pupils/${pupilId}` }
    : { name: `Pupil number ${pupilId}, whom this school does not have`, href: null };
}
