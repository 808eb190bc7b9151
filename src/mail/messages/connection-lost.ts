import { inWords } from '../../domain/sessions/in-words.ts';
import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { help, schoolInFull, whyYou } from './school-words.ts';

/** A school's system can no longer be read: to the school's approvers. */
export function connectionLost(facts: FactsOf<'connection-lost'>, setting: Setting): Draft {
  return {
    subject: `The connection to your school’s system is lost: ${name(facts.school)}`,
    paragraphs: [
      `Since ${inWords(facts.since)} the management information system of ${schoolInFull(facts)} cannot be reached, so no attendance data is collected. The school’s agreement stands.`,
      `What to do: check with whoever looks after the system, at the school or at your supplier, that it is running and that its connection is set up. Collecting begins again by itself when it is. Sessions that were missed are then collected too.`,
      `If the school has changed its system, set up the connection to the new one:\n${setting.link(LINKS.connection)}`,
      `Where the school stands:\n${setting.link(LINKS.agreement)}`,
      whyYou(setting),
      ...help(setting),
    ],
  };
}
