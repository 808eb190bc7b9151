import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { help, moment, schoolInFull } from './school-words.ts';

/** Somebody agreed for a school: to that person, as a receipt. */
export function agreementReceipt(facts: FactsOf<'agreement-receipt'>, setting: Setting): Draft {
  const { link } = setting;
  return {
    subject: `You agreed to share attendance data: ${name(facts.school)}`,
    paragraphs: [
      `${name(facts.name)}, at ${moment(facts.at)} you agreed that ${schoolInFull(facts)} shares its daily attendance data through ${name(setting.serviceName)}.`,
      `Your reference: ${name(facts.reference)}`,
      `What you agreed to, word for word, to read and to keep a copy of:\n${link(LINKS.record)}`,
      `What happens next: the school’s management information system is connected, if it is not yet, and access is approved and checked there. The first collection follows by itself. Nothing is read before that. This page says what is still to do, and where the school stands:\n${link(LINKS.agreement)}`,
      `The school can stop sharing at any time, without giving a reason. Collecting then stops at once:\n${link(LINKS.withdraw)}`,
      ...help(setting),
    ],
  };
}
