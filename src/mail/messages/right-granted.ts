import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { roleOrRight } from './right-called.ts';

/** A request was approved: to the person who asked. */
export function rightGranted(facts: FactsOf<'right-granted'>, { link }: Setting): Draft {
  return {
    subject: `Your request was approved: ${name(facts.organisation)}`,
    paragraphs: [
      `${name(facts.by)} has given you this ${roleOrRight(facts.right)} at ${name(facts.organisation)}:`,
      `  ${name(facts.right)}`,
      `You have it now. Sign in to use it; if you are signed in already, open the page again:\n${link(LINKS.start)}`,
      'What you see is about children. Look only at what your work needs, and do not share your sign-in: every look is on record.',
    ],
  };
}
