import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';

/** A right was taken away: to the person who held it. */
export function rightTaken(facts: FactsOf<'right-taken'>, { link }: Setting): Draft {
  return {
    subject: `A right of yours has ended: ${name(facts.organisation)}`,
    paragraphs: [
      `You no longer have this right at ${name(facts.organisation)}:`,
      `  ${name(facts.right)}`,
      `It was ended by ${name(facts.by)}, and pages that need it are closed to you from now on.`,
      `If you still need it for your work, ask for it again:\n${link(LINKS.rights)}`,
    ],
  };
}
