import { quoteLines } from '../clean-text.ts';
import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { roleOrRight } from './right-called.ts';

/** A request was refused: to the person who asked, with the reason as it was written. */
export function rightRefused(facts: FactsOf<'right-refused'>, { link }: Setting): Draft {
  const reason = quoteLines(facts.reason, 2000);
  return {
    subject: `Your request was refused: ${name(facts.organisation)}`,
    paragraphs: [
      `${name(facts.by)} has refused your request for this ${roleOrRight(facts.right)} at ${name(facts.organisation)}:`,
      `  ${name(facts.right)}`,
      ...(reason === '' ? ['No reason was given.'] : ['The reason:', reason]),
      `If you think that this is wrong, speak to ${name(facts.by)}. You can ask again, and say more about why you need it:\n${link(LINKS.rights)}`,
    ],
  };
}
