import type { StuckKind } from '../../../agreement/read-operator-schools.ts';
import type { StepKind } from '../../../domain/agreement/agreement.ts';
import type { AgreementState } from '../../../domain/agreement/agreement-state.ts';
import { STATE_WORDS, STEP_WORDS, THROUGH_WORDS } from '../../../domain/agreement/in-words.ts';

/** The colour of a state's tag; the words say the same. */
const COLOURS: Readonly<Record<AgreementState, string>> = {
  'not-asked': 'grey',
  invited: 'yellow',
  agreed: 'blue',
  connecting: 'blue',
  'waiting-for-audit': 'blue',
  receiving: 'green',
  paused: 'orange',
  'connection-lost': 'red',
  'mis-changed': 'red',
  declined: 'grey',
  'opted-out': 'grey',
  closed: 'grey',
};

/** A state as a page shows it. */
export const stateView = (state: AgreementState): { readonly text: string; readonly colour: string } => ({
  text: stateText(state),
  colour: COLOURS[state],
});

/** `Agreed, connecting` */
export const stateText = (state: AgreementState): string => capital(STATE_WORDS[state]);

/** What became of the mail that invited a school. */
export const MAIL_WORDS = { queued: 'Waiting to be sent', sent: 'Sent', 'given-up': 'Could not be delivered' } as const;

/** Where schools are stuck: a name for lists, and what to do about it. */
export const STUCK_WORDS: Readonly<Record<StuckKind, { readonly name: string; readonly toDo: string }>> = {
  'not-answered': {
    name: 'Invited, and has not answered',
    toDo: 'Reminders go out by themselves. Telephone the school, or invite another address.',
  },
  'mail-refused': {
    name: 'Invited, and no mail could be delivered',
    toDo: 'Find another address of the school and invite it by that one.',
  },
  'no-connection': {
    name: 'Agreed, and has not said how its MIS is reached',
    toDo: 'Ask the school to do the task “Connect your MIS” on its pages here.',
  },
  'at-source': {
    name: 'Agreed, and has not approved the request in its aggregator’s portal',
    toDo: 'Ask the school to approve the request in the portal: its own people alone can.',
  },
  audit: {
    name: 'Approved, and waits for the aggregator’s check',
    toDo: 'The aggregator checks the data by itself. Ask it when the check takes longer than it says.',
  },
  'connection-lost': {
    name: 'Shared, and its connection is lost',
    toDo: 'Ask the school to bring the connection back in its MIS or its aggregator’s portal.',
  },
  'mis-changed': {
    name: 'Changed its MIS, and is not connected again',
    toDo: 'Ask the school whether the new MIS is connected. Collection starts again by itself when it is.',
  },
  'never-collected': {
    name: 'Connected, and nothing was ever collected',
    toDo: 'Look in the log for why collecting this school fails.',
  },
  successor: {
    name: 'Closed, and the school that came after has not been asked',
    toDo: 'The new school is another legal body. Invite it by itself.',
  },
};

/** What happened last, by whom or through what: `Agreed by Ann Head, through the pages here`. */
export function lastEventText(kind: StepKind, by: string | null, through: keyof typeof THROUGH_WORDS): string {
  const who = by === null ? '' : ` by ${by}`;
  if (through === 'operator') return `${stepText(kind)}${who} for the operator`;
  return `${stepText(kind)}${who}, through ${THROUGH_WORDS[through]}`;
}

/** `Agreed`, `Connection changed` */
export const stepText = (kind: StepKind): string => (kind === 'connection' ? 'Connection changed' : STEP_WORDS[kind]);

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
