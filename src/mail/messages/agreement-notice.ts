import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { help, moment, schoolInFull, whyYou } from './school-words.ts';

type What = FactsOf<'agreement-notice'>['what'];

/** The subject; what was done, before the school's name; and what that means now. */
const WORDS: Readonly<Record<What, { subject: string; did: string; means: string }>> = {
  agreed: {
    subject: 'Agreed to share attendance data',
    did: 'agreed to share the attendance data of',
    means:
      'Once its management information system is connected and access is approved there, the school’s data is collected on school days.',
  },
  'opted-out': {
    subject: 'Stopped sharing attendance data',
    did: 'stopped the sharing of the attendance data of',
    means:
      'Collecting stopped at once. The school has left all lists and reports, and the next statistics. It can come back at any time.',
  },
  paused: {
    subject: 'Paused the sharing of attendance data',
    did: 'paused the sharing of the attendance data of',
    means: 'The agreement stands, and nothing is collected until someone resumes it.',
  },
  resumed: {
    subject: 'Resumed the sharing of attendance data',
    did: 'resumed the sharing of the attendance data of',
    means: 'The school’s data is collected again, from the next collection on.',
  },
  declined: {
    subject: 'Declined to share attendance data',
    did: 'declined to share the attendance data of',
    means: 'Nothing is collected, and the school gets no more mail about this. It can still agree later.',
  },
  'connection-changed': {
    subject: 'Changed the connection to the school’s system',
    did: 'changed the connection to the management information system of',
    means: 'From the next collection on, the school’s data is read through the changed connection.',
  },
};

/** Something was done about a school's agreement: to the school's approvers. */
export function agreementNotice(facts: FactsOf<'agreement-notice'>, setting: Setting): Draft {
  const { subject, did, means } = WORDS[facts.what];
  return {
    subject: `${subject}: ${name(facts.school)}`,
    paragraphs: [
      `${name(facts.name)} ${did} ${schoolInFull(facts)}, at ${moment(facts.at)}.`,
      means,
      `If the school did not want this, sign in and change it:\n${setting.link(LINKS.agreement)}`,
      `Who did what, and when:\n${setting.link(LINKS.record)}`,
      whyYou(setting),
      ...help(setting),
    ],
  };
}
