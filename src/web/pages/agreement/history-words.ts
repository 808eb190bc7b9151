import type { KeptStep } from '../../../agreement/read-school-agreement.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import { inShort } from '../../../domain/sessions/in-words.ts';
import { londonDate, londonTime } from '../../../domain/sessions/london.ts';
import { timeText } from '../../../reports/times.ts';

/** One line of a school's history, in words. */
export interface HistoryLine {
  readonly when: string;
  readonly what: string;
  readonly who: string;
  readonly through: string;
}

/** The newest first. */
export const viewHistory = (history: readonly KeptStep[]): readonly HistoryLine[] =>
  history.toReversed().map((step) => ({
    when: `${inShort(londonDate(step.at))}, ${timeText(londonTime(step.at))}`,
    what: whatHappened(step),
    who: whoDidIt(step),
    through: THROUGH[step.through],
  }));

/** What one step of a history was, as a line of it. */
export function whatHappened(step: KeptStep): string {
  const reason = step.detail['reason'];
  return typeof reason === 'string' && reason !== '' ? `${whatAlone(step)}. Reason: ${reason}` : whatAlone(step);
}

function whatAlone({ kind, was, state }: KeptStep): string {
  switch (kind) {
    case 'agree':
      return isInForce(was) ? 'Agreed again, to new words' : 'Agreed to share';
    case 'connection':
      return CONNECTION[state] ?? 'The connection changed';
    default:
      return WHAT[kind];
  }
}

const WHAT: Readonly<Record<Exclude<KeptStep['kind'], 'agree' | 'connection'>, string>> = {
  invite: 'Asked to share',
  'asked-at-source': 'Asked to share, in Wonde’s school portal',
  'approved-at-source': 'Approved in Wonde’s school portal, which counts as agreeing',
  decline: 'Declined to share',
  'declined-at-source': 'Declined in Wonde’s school portal',
  connect: 'Said how the MIS is reached',
  pause: 'Paused sharing',
  resume: 'Resumed sharing',
  'opt-out': 'Stopped sharing',
  'revoked-at-source': 'Stopped sharing, in Wonde’s school portal',
  'mis-change': 'The MIS changed',
  close: 'The school closed',
};

const CONNECTION: Partial<Record<KeptStep['state'], string>> = {
  connecting: 'Waiting to be approved in Wonde’s school portal',
  'waiting-for-audit': 'Waiting for Wonde to check the data',
  receiving: 'Connected: data can be collected',
  'connection-lost': 'The connection to the MIS was lost',
};

const THROUGH: Readonly<Record<KeptStep['through'], string>> = {
  portal: 'These pages',
  'source-portal': 'Wonde',
  webhook: 'Wonde',
  operator: 'The people who run this service',
  list: 'The list of schools',
  upgrade: 'Brought over from an earlier version',
};

/** By whom, in a list: nobody is named for what Wonde or the list of schools has told. */
function whoDidIt({ name, through, kind }: KeptStep): string {
  if (name !== null && name.trim() !== '') return name;
  if (through === 'source-portal' || through === 'webhook')
    return kind.endsWith('-at-source') && kind !== 'asked-at-source' ? 'Somebody at your school' : 'Wonde';
  return { portal: 'Someone without a name', operator: 'Someone without a name', list: 'Nobody', upgrade: 'Not known' }[
    through
  ];
}

/** By whom and through what, after what was done: `by Ada Lark`, `through Wonde`. */
export function byWhom({ name, through }: Pick<KeptStep, 'name' | 'through'>): string {
  const who = name !== null && name.trim() !== '' ? name : 'someone without a name';
  if (through === 'portal') return `by ${who}`;
  if (through === 'operator') return `by ${who}, of the people who run this service`;
  return {
    'source-portal': 'in Wonde’s school portal',
    webhook: 'in Wonde’s school portal',
    list: 'by the list of schools',
    upgrade: 'before this service kept a history',
  }[through];
}
