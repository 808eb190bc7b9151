import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { help, moment, schoolInFull, whyYou } from './school-words.ts';

/** The period after an opt out is over: to the school's approvers. */
export function dataDeleted(facts: FactsOf<'data-deleted'>, setting: Setting): Draft {
  return {
    subject: `Your school’s attendance data was deleted: ${name(facts.school)}`,
    paragraphs: [
      `At ${moment(facts.at)} the attendance data that ${name(setting.serviceName)} held of ${schoolInFull(facts)} was deleted, since the school stopped sharing.`,
      'Statistics that were published before stay as they are; no school can be recognised in them. The record of who agreed, and who stopped, is kept.',
      `The school can come back at any time, by agreeing again. Its data is then collected anew:\n${setting.link(LINKS.agreement)}`,
      whyYou(setting),
      ...help(setting),
    ],
  };
}
