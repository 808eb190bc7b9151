import type { FactsOf } from '../facts.ts';
import { LINKS } from '../links.ts';
import { type Draft, name, type Setting } from './message.ts';
import { help, operator, schoolInFull } from './school-words.ts';

/** How a school that is asked says yes or no, and where it reads more. */
export function howToAnswer({ link }: Setting): string[] {
  return [
    `To agree, sign in and follow the steps:\n${link(LINKS.agreement)}`,
    'If your school does not want to share, decline on the same page. You then get no more mail about this, and you can still agree later.',
    `Only someone with the right to agree for the school can do either. If you do not have it yet, sign in and ask for it:\n${link(LINKS.rights)}`,
    'You set up the connection to your management information system after agreeing. It takes some minutes. If the system is connected already, there is nothing to set up.',
    `The guidance for schools:\n${link(LINKS.guidance)}`,
  ];
}

/** What is shared, for whom, and what it is never used for. */
export function whatSharingMeans({ link }: Setting): string[] {
  return [
    `What is shared: thirteen items about each pupil and the attendance marks, read on school days from your management information system, and nothing else. Every item is listed here:\n${link(LINKS.whatWeCollect)}`,
    'Who sees it: your school gets reports of its own attendance. Its trust and its local authority get reports of the schools they are responsible for. The figures also go into national, regional and local statistics, in which no pupil and no school can be recognised.',
    'What it is never used for: inspection, decisions of Regional Directors, judging a school as causing concern, turning a school into an academy or moving it to another trust, and funding.',
    'There is no cost, and no extra work: you take the register as you do today.',
    'Sharing is voluntary, and your school can stop at any time without giving a reason.',
  ];
}

/** A school is asked to share: to one of its addresses. */
export function schoolInvited(facts: FactsOf<'school-invited'>, setting: Setting): Draft {
  const by = facts.by === undefined ? '' : ` ${name(facts.by)} sent this invitation.`;
  return {
    subject: `Share your daily school attendance data: ${name(facts.school)}`,
    paragraphs: [
      `${operator(setting)} asks ${schoolInFull(facts)} to share its daily attendance data through ${name(setting.serviceName)}.${by}`,
      ...whatSharingMeans(setting),
      ...howToAnswer(setting),
      ...help(setting),
    ],
  };
}
