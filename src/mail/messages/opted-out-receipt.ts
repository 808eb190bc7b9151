import { withoutDay } from '../../domain/sessions/in-words.ts';
import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { help, moment, schoolInFull } from './school-words.ts';

/** Somebody ended a school's agreement: to that person, as a receipt. */
export function optedOutReceipt(facts: FactsOf<'opted-out-receipt'>, setting: Setting): Draft {
  const service = name(setting.serviceName);
  return {
    subject: `Sharing has stopped: ${name(facts.school)}`,
    paragraphs: [
      `At ${moment(facts.at)} you stopped the sharing of daily attendance data of ${schoolInFull(facts)}.`,
      `Your reference: ${name(facts.reference)}`,
      'Collecting stopped at that moment. The school has left all lists and reports, and will not be in the next statistics. Statistics that are published already stay as they are; no school can be recognised in them.',
      facts.deleteOn === null
        ? `${service} holds no data of the school’s pupils.`
        : `What ${service} holds of the school’s data is kept until ${withoutDay(facts.deleteOn)} and deleted on that day, unless the school comes back before. No page and no report shows it until then.`,
      `${service} no longer asks Wonde anything about the school. You can also remove the app yourself: sign in to Wonde’s portal for schools and revoke its access there.`,
      `The school can come back at any time, by agreeing again:\n${setting.link(LINKS.agreement)}`,
      ...help(setting),
    ],
  };
}
