import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { errorMeaning } from '../mail-errors.ts';
import { type Draft, name, type Setting } from './message.ts';
import { schoolInFull } from './school-words.ts';

/** An invitation did not reach a school: to the operators. */
export function invitationUndelivered(facts: FactsOf<'invitation-undelivered'>, { link }: Setting): Draft {
  return {
    subject: `An invitation could not be delivered: ${name(facts.school)}`,
    paragraphs: [
      `The invitation to ${schoolInFull(facts)} could not be delivered to this address:`,
      `  ${name(facts.email)}`,
      `The reason (${name(facts.error)}): ${errorMeaning(facts.error)}`,
      'What to do: check the address for typing errors, against the school’s own website or the list of schools. If it looks right, telephone the school, on a number that you found yourself, and ask which address to use.',
      `Then send the invitation again from the school’s page:\n${link(LINKS.operatorSchool(facts.urn))}`,
    ],
  };
}
