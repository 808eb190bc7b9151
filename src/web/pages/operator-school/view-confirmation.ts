import type { School } from '../../../agreement/read-operator-school.ts';
import { rootOf } from './view-model.ts';

/** Asks once more, before something is done about a school. */
export interface Question {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly address: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly button: string;
}

/** The page of a question. */
export function viewQuestion(school: School, question: Question) {
  return {
    ...question,
    title: question.heading,
    caption: `${school.name}, URN ${school.urn}`,
    back: rootOf(school.urn),
    fields: [...question.fields, { name: 'confirmed', value: 'yes' }],
  };
}

/** Whether to invite. @param email null for those who decide for the school here */
export function askToInvite(school: School, email: string | null, since: string): Question {
  return {
    heading: email === null ? 'Invite those who decide for the school here?' : `Send an invitation to ${email}?`,
    paragraphs: [
      `${school.name} is asked by e-mail to share its attendance data${email === null ? '' : `, at ${email}`}. Reminders follow while it does not answer.`,
      'An address that was invited before gets the mail once more.',
    ],
    address: `${rootOf(school.urn)}/invite`,
    fields: [
      { name: 'email', value: email ?? '' },
      { name: 'approvers', value: email === null ? 'yes' : '' },
      { name: 'since', value: since },
    ],
    button: 'Send the invitation',
  };
}

/** Whether to pause or to resume. */
export function askToChange(school: School, act: 'pause' | 'resume', seen: string): Question {
  const common = {
    address: `${rootOf(school.urn)}/act`,
    fields: [
      { name: 'act', value: act },
      { name: 'seen', value: seen },
    ],
  };
  const told = 'Those who decide for the school here are told by e-mail, with your name.';
  if (act === 'pause')
    return {
      ...common,
      heading: 'Pause sharing?',
      paragraphs: [
        'Nothing more is asked of the school’s MIS until sharing is resumed. The data held is kept, and the agreement stands.',
        told,
      ],
      button: 'Pause sharing',
    };
  return {
    ...common,
    heading: 'Resume sharing?',
    paragraphs: ['The school’s register is collected again as soon as its MIS can be reached.', told],
    button: 'Resume sharing',
  };
}
