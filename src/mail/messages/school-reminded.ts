import { inWords } from '../../domain/sessions/in-words.ts';
import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { howToAnswer, whatSharingMeans } from './school-invited.ts';
import { help, operator, schoolInFull } from './school-words.ts';

/** A school that was asked has not answered: to the address that was asked. */
export function schoolReminded(facts: FactsOf<'school-reminded'>, setting: Setting): Draft {
  return {
    subject: `Reminder ${facts.number}: share your daily school attendance data, ${name(facts.school)}`,
    paragraphs: [
      `On ${inWords(facts.invitedOn)} ${lowerThe(operator(setting))} asked ${schoolInFull(facts)} to share its daily attendance data through ${name(setting.serviceName)}. The school has not answered yet. This is reminder ${facts.number}.`,
      'Earlier mail may be in your junk folder. If it is, mark it as not junk, so that later mail reaches you.',
      `To stop these reminders, sign in and agree or decline:\n${setting.link(LINKS.agreement)}`,
      ...whatSharingMeans(setting),
      ...howToAnswer(setting),
      ...help(setting),
    ],
  };
}

/** Inside a sentence. */
const lowerThe = (words: string): string => words.replace(/^The operator of /, 'the operator of ');
