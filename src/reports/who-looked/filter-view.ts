import { inShort } from '../../domain/sessions/in-words.ts';
import { countText } from '../figures.ts';
import { type AuditChoices, auditAddress, OUTCOMES } from './choices.ts';
import { organisationText, whoText } from './event-words.ts';
import type { EventPage } from './read-page.ts';

export interface FilterView {
  readonly address: string;
  readonly whats: readonly OptionView[];
  readonly outcomes: readonly OptionView[];
  readonly from: string;
  readonly to: string;
  /** As typed, also when no organisation was found by it. */
  readonly organisation: string;
  /** Carried on by the form: whose events are shown. */
  readonly person: number | null;
  readonly chosen: readonly { readonly text: string; readonly href: string }[];
  /** What was typed and not understood; null when all was. */
  readonly warning: string | null;
}

interface OptionView {
  readonly value: string;
  readonly text: string;
  readonly selected: boolean;
}

export interface PagingView {
  readonly newer: string | null;
  readonly older: string | null;
}

/** The form of the filters, and those in force, each with the address without it. */
export function viewFilter(path: string, page: EventPage, whats: Readonly<Record<string, string>>): FilterView {
  const { choices } = page;
  return {
    address: path,
    whats: options('Anything', whats, choices.what),
    outcomes: options('Any outcome', OUTCOMES, choices.outcome),
    from: choices.from ?? '',
    to: choices.to ?? '',
    organisation: choices.organisation ?? '',
    person: choices.personOf,
    chosen: chosenOf(path, page, whats),
    warning: warningOf(choices),
  };
}

const LABELS: Readonly<Record<string, string>> = {
  what: 'What happened',
  outcome: 'Outcome',
  organisation: 'Organisation',
  from: 'First day',
  to: 'Last day',
};

function warningOf({ notRead }: AuditChoices): string | null {
  if (notRead.length === 0) return null;
  return `Not understood, so nothing is filtered by it: ${notRead.map((name) => LABELS[name]).join(', ')}.`;
}

function options(any: string, words: Readonly<Record<string, string>>, chosen: string | null): OptionView[] {
  return [['', any] as const, ...Object.entries(words)].map(([value, text]) => ({
    value,
    text,
    selected: value === (chosen ?? ''),
  }));
}

function chosenOf(
  path: string,
  { choices, person, organisations }: EventPage,
  whats: Readonly<Record<string, string>>,
) {
  const { what, outcome, organisation, from, to } = choices;
  const without = (name: keyof AuditChoices, text: string | null) =>
    text === null ? [] : [{ text, href: auditAddress(path, choices, { [name]: null }) }];
  return [
    ...without('what', what && whats[what]!),
    ...without('outcome', outcome && OUTCOMES[outcome]),
    ...without('organisation', organisationText(organisation, organisations)),
    ...without('personOf', person && `By ${whoText({ ...person, what: '' })}`),
    ...without('from', from && `From ${inShort(from)}`),
    ...without('to', to && `To ${inShort(to)}`),
  ];
}

/** Where newer and older events are. */
export function viewPaging(path: string, { choices, rows, hasNewer, hasOlder }: EventPage): PagingView | null {
  if (!hasNewer && !hasOlder) return null;
  const [first, last] = [rows[0], rows.at(-1)];
  const newest = auditAddress(path, choices);
  return {
    newer: hasNewer ? (first ? auditAddress(path, choices, { after: first.eventId }) : newest) : null,
    older: hasOlder && last ? auditAddress(path, choices, { before: last.eventId }) : null,
  };
}

/** How many events are shown, and which: never as if they were all when there are more. */
export function captionText({ rows, hasNewer, hasOlder }: EventPage): string {
  if (hasNewer) return `${countText(rows.length, hasOlder ? 'earlier event' : 'earliest event')}, newest first`;
  if (hasOlder) return `Newest ${countText(rows.length, 'event')}`;
  return rows.length === 1 ? 'One event' : `${countText(rows.length, 'event')}, newest first`;
}

/** What stands in place of rows when there are none. */
export function emptyText({ choices, rows }: EventPage, nothing: string): string | null {
  if (rows.length > 0) return null;
  const { from, to, before, after } = choices;
  if (from !== null && to !== null && from > to) return 'The first day is after the last day.';
  if (before !== null || after !== null) return 'There are no older events.';
  const filtered = [choices.what, choices.outcome, choices.organisation, choices.personOf, from, to];
  return filtered.some((each) => each !== null)
    ? 'No event matches these filters. Remove a filter to see more.'
    : nothing;
}
