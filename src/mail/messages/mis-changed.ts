import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { help, schoolInFull, whyYou } from './school-words.ts';

/** A school has another system than it had: to the school's approvers. */
export function misChanged(facts: FactsOf<'mis-changed'>, setting: Setting): Draft {
  return {
    subject: `Your school’s system has changed: ${name(facts.school)}`,
    paragraphs: [
      `The management information system of ${schoolInFull(facts)} was ${name(facts.was)} and is now ${name(facts.now)}. No attendance data is collected until the connection to the new system is approved. The school’s agreement stands.`,
      `What to do: when the school’s data is all in the new system, sign in, and check or set up its connection there:\n${setting.link(LINKS.connection)}`,
      'If the school has not changed its system, ask whoever looks after it, at the school or at your supplier, before you do anything else.',
      whyYou(setting),
      ...help(setting),
    ],
  };
}
