import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { isRole, roleOrRight, withRights } from './right-called.ts';

/** The role or a right was taken away: to the person who held it. */
export function rightTaken(facts: FactsOf<'right-taken'>, { link }: Setting): Draft {
  const { right } = facts;
  const at = name(facts.organisation);
  return {
    subject: `${isRole(right) ? 'Your role' : 'A right of yours'} has ended: ${at}`,
    paragraphs: [
      `You no longer have this ${roleOrRight(right)} at ${at}${withRights(right) ? ', nor the rights that went with it' : ''}:`,
      `  ${name(right)}`,
      `It was ended by ${name(facts.by)}, and pages that need it are closed to you from now on.`,
      `If you still need it for your work, ask for it again:\n${link(LINKS.rights)}`,
    ],
  };
}
