import { inWords } from '../../domain/sessions/in-words.ts';
import { quoteLines } from '../clean-text.ts';
import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { name, type Setting } from './message.ts';
import { roleOrRight } from './right-called.ts';

export type RequestFacts = FactsOf<'right-asked'>;

/** Longer than the table of requests allows. */
const LONGEST_REASON = 2000;

/** `Jo Bloggs, Heron Primary School` */
export const aboutWhom = (facts: RequestFacts): string => `${name(facts.name)}, ${name(facts.organisation)}`;

/** Who asks for what, where, and why, as they wrote it. */
export function whatIsAsked(facts: RequestFacts): string[] {
  const reason = quoteLines(facts.reason, LONGEST_REASON);
  return [
    `${name(facts.name)} (${name(facts.email)}) asks for this ${roleOrRight(facts.right)} at ${name(facts.organisation)}:`,
    `  ${name(facts.right)}`,
    ...(reason === '' ? ['They gave no reason.'] : ['Their reason:', reason]),
  ];
}

/** Where to decide, and how to refuse. */
export function howToDecide(facts: RequestFacts, { audience, link }: Setting): string[] {
  // One mail goes to all approvers, and the one who asks may be among them.
  const own =
    audience === 'operators' ? '' : ' If this is your own request, you may decide it yourself: that is put on record.';
  const path = audience === 'operators' ? LINKS.operatorRequest(facts.requestId) : LINKS.request(facts.requestId);
  return [
    `To approve or to refuse, sign in and open the request:\n${link(path)}`,
    `To refuse, choose “Refuse” there and write why: ${name(facts.name)} is told your reason. Refuse someone whom you do not know, or who does not need this for their work. Nothing is given until someone approves.${own}`,
  ];
}

/** Why the operator is asked, and what to look at first. */
export const asOperator = (facts: RequestFacts): string =>
  `${name(facts.organisation)} has nobody who decides requests, so this one comes to you, who run the service. Before you approve, ask the organisation, by a telephone number or an address that you found yourself, whether this person works there and needs this. You can also name an approver there, who then decides.`;

/** The day in words: `Monday 30 November 2026`. */
export const overdueDay = (facts: RequestFacts): string => inWords(facts.overdueOn);
