import type { Viewer } from '../../../access/viewer.ts';
import type { Agreeing, Ending } from '../../../agreement/find-agreeing.ts';
import type { SchoolAgreement } from '../../../agreement/read-school-agreement.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import { inWords, withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { momentText } from '../../../reports/times.ts';
import type { Link } from './agreement-page-facts.ts';
import { readWordingBlocks } from './agreement-wording.ts';
import { byWhom } from './history-words.ts';
import { CONNECT, type InForce, type Stand } from './stand-of.ts';
import { heldData } from './view-start.ts';

/** How to tell the people who run the service what one thinks of it; nothing when no setting says it. */
export const feedbackLink = (contact: string | null): Link[] =>
  contact === null ? [] : [{ text: 'Tell the people who run this service what you think of it', href: contact }];

/** After agreeing: the reference, what happens next and when, how to stop, and how to keep a copy. */
export function viewConfirmation(
  { school, kept, wording }: SchoolAgreement,
  agreeing: Agreeing,
  stand: Stand,
  viewer: Pick<Viewer, 'person' | 'email'>,
  facts: { readonly contact: string | null; readonly wantsDirect: boolean },
) {
  const own = agreeing.person === viewer.person;
  const { state } = kept.facts;
  return {
    title: 'Your school has agreed to share',
    panel: 'Your school has agreed to share',
    reference: agreeing.reference,
    school: school.name,
    agreed: `${agreeing.name ?? 'Someone without a name'} agreed for ${school.name} at ${momentText(agreeing.at)}.`,
    receipt: own
      ? `We have sent a receipt to ${viewer.email}. The people who decide requests at your school are told too.`
      : 'The receipt went to whoever agreed. The people who decide requests at your school are told too.',
    ...nextOf(stand, state as InForce, facts.wantsDirect),
    blocks: wording === null ? [] : readWordingBlocks(wording),
    feedback: feedbackLink(facts.contact),
  };
}

function nextOf(stand: Stand, state: InForce, wantsDirect: boolean): Pick<Stand, 'lead' | 'next' | 'action'> {
  if (wantsDirect)
    return {
      lead: 'Your school has agreed, and its MIS is not connected yet.',
      next: ['You chose a direct connection: enter its details next. Nothing is collected until it is connected.'],
      action: CONNECT,
    };
  const { lead, next, action } = stand;
  return { lead, next: [...next, ...(WHEN[state] ?? [])], action };
}

const WHEN: Partial<Record<InForce, readonly string[]>> = {
  connecting: [
    'Once the request is approved, Wonde checks the data, usually within a day. The first collection follows by itself.',
  ],
};

/** What was agreed to, word for word, for keeping and printing. */
export function viewRecord({ school, kept, wording }: SchoolAgreement, agreeing: Agreeing, ending: Ending | null) {
  const inForce = isInForce(kept.facts.state) && kept.facts.wording === agreeing.wording;
  const ended = ending !== null && ending.at >= agreeing.at;
  return {
    title: 'What your school agreed to',
    heading: 'What your school agreed to',
    school: school.name,
    rows: [
      { name: 'School', value: `${school.name} (URN ${school.urn})` },
      { name: 'Agreed by', value: agreeing.name ?? 'Someone without a name' },
      { name: 'On', value: capital(momentText(agreeing.at)) },
      { name: 'Reference', value: agreeing.reference },
      {
        name: 'In force',
        value: inForce ? 'Yes' : ended ? `No: ended on ${withoutDay(londonDate(ending.at))}, ${byWhom(ending)}` : 'No',
      },
    ],
    blocks: wording === null ? [] : readWordingBlocks(wording),
    keep: 'To keep a copy, print this page, or choose “Save as PDF” where your browser prints.',
  };
}

/** After stopping: the reference, what becomes of data held, and how to come back. */
export function viewWithdrawn({ school, kept }: SchoolAgreement, ending: Ending, now: Date, contact: string | null) {
  return {
    title: 'Sharing has stopped',
    panel: 'Sharing has stopped',
    reference: ending.reference,
    school: school.name,
    stopped: `${school.name} stopped sharing on ${inWords(londonDate(ending.at))}, ${byWhom(ending)}. Nothing more is read from your MIS.`,
    held: heldData(kept, now),
    feedback: feedbackLink(contact),
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
