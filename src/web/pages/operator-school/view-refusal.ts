import type { OperatorSchool } from '../../../agreement/read-operator-school.ts';
import { inWords } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { countText } from '../../../reports/figures.ts';
import { findActs } from './acts.ts';
import { rootOf } from './view-model.ts';

/** The longest reason, in characters. */
export const LONGEST_REASON = 500;

export interface RefusedReason {
  readonly reason: string;
  readonly error: string;
}

/** The page on which the operator records that a school stops, or says no. @param keepDays days for which data are kept after it */
export function viewRefusal(
  facts: OperatorSchool,
  { keepDays, now, refused = null }: { keepDays: number; now: Date; refused?: RefusedReason | null },
) {
  const { school, kept } = facts;
  const { refusal } = findActs(facts);
  const opts = refusal === 'opt-out';
  const heading = opts || refusal === null ? 'Record that a school opts out' : 'Record that a school says no';
  return {
    title: `${refused ? 'Error: ' : ''}${heading}`,
    heading,
    caption: `${school.name}, URN ${school.urn}`,
    back: { href: rootOf(school.urn), text: 'Back to the school' },
    address: `${rootOf(school.urn)}/opt-out`,
    notice: null,
    errors: refused ? [{ text: refused.error, href: '#reason' }] : [],
    impossible: refusal === null ? 'The school has said no already, so there is nothing to record.' : null,
    intro:
      'Do this only when somebody who may speak for the school has told you. First check that it was them, by a telephone number or an address that you found yourself.',
    warning: opts ? deletionText(keepDays, now) : null,
    what: opts ? whatOptingOutDoes(facts) : WHAT_DECLINING_DOES,
    seen: String(kept?.events ?? 0),
    reason: refused?.reason ?? '',
    reasonError: refused?.error ?? null,
    reasonHint: `Who told you, when and how. It is kept in the school’s history, which the school can read. Nothing about a pupil. At most ${LONGEST_REASON} characters.`,
    button: opts ? 'Record the opt out' : 'Record that the school says no',
  };
}

function deletionText(keepDays: number, now: Date): string {
  if (keepDays === 0) return 'The school’s data held here is deleted at once. It cannot be brought back.';
  const day = londonDate(new Date(now.getTime() + keepDays * 24 * 60 * 60_000));
  return `The school’s data held here is deleted on ${inWords(day)}, in ${countText(keepDays, 'day')}. After that it cannot be brought back.`;
}

function whatOptingOutDoes({ approvers }: OperatorSchool): string[] {
  return [
    'It takes effect at once: from then on nothing is asked of the school’s MIS, and a collection that is running stops.',
    'The school leaves all lists and reports, and the next statistics that are made. Statistics that are published stay as they are.',
    'What it takes to reach its MIS is deleted at once.',
    approvers === 0
      ? 'Nobody decides for the school here, so nobody there is told by e-mail: tell the school yourself. You get a receipt.'
      : 'Those who decide for the school here are told by e-mail, with your name. You get a receipt.',
    'Only the school itself can agree again.',
  ];
}

const WHAT_DECLINING_DOES = [
  'The school gets no more reminders, and cannot be invited again.',
  'Nothing is asked of its MIS.',
  'The school itself can agree later, if it changes its mind.',
];
