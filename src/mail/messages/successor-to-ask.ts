import { withoutDay } from '../../domain/sessions/in-words.ts';
import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { schoolInFull } from './school-words.ts';

/** A school closed or converted, and its agreement ended with it: to the operators. */
export function successorToAsk(facts: FactsOf<'successor-to-ask'>, { link }: Setting): Draft {
  const successor = schoolInFull({ school: facts.successor, urn: facts.successorUrn });
  return {
    subject: `A new school has to be asked: ${name(facts.successor)}`,
    paragraphs: [
      `${schoolInFull(facts)} closed on ${withoutDay(facts.closedOn)}. Its agreement to share ended with it, and nothing is collected under it any more. What was collected stays under its URN.`,
      `${successor} follows it. That is a new legal body: the old school’s agreement does not count for it, and it has to be asked anew.`,
      `To ask it, open it here and invite it:\n${link(LINKS.operatorSchool(facts.successorUrn))}`,
      `The school that closed:\n${link(LINKS.operatorSchool(facts.urn))}`,
    ],
  };
}
