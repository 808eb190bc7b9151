import type { Duty } from '../../../access/rights/read-members.ts';
import type { RightName } from '../../../access/rights/right-words.ts';
import { article, dutyWords, type Place } from './view-people.ts';

/** The words that ask whether to take something away from somebody, who may be the one who is asked. */
export interface Removal {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
  /** What is told once it is done. */
  readonly done: string;
}

/** Words for removing a person. @param who `called`: by name or address; `self`: whoever removes; `ends`: rights end with it */
export function viewRemoval(
  who: { readonly called: string; readonly self: boolean; readonly duty: Duty; readonly ends: boolean },
  { organisation, name, word }: Place,
): Removal {
  const { called, self, duty, ends } = who;
  const duties = article(dutyWords(word)[duty].name.toLowerCase());
  const done = `${self ? 'You are' : `${called} is`} no longer ${duties} of ${name}.`;
  if (organisation === 'operator')
    return {
      heading: self ? `Remove yourself from ${name}?` : `Remove ${called} from ${name}?`,
      paragraphs: [`${self ? 'You' : 'They'} can no longer sign in to these pages.`],
      button: 'Remove',
      done,
    };
  const deciding = duty === 'approver';
  if (self)
    return {
      heading: ends || !deciding ? `Remove yourself from ${name}?` : `Stop being ${duties} of ${name}?`,
      paragraphs: [
        ...(deciding ? [`You no longer decide requests as ${duties} of ${name}, and this page closes for you.`] : []),
        ends
          ? `The role and every right that you hold in ${name} end, and what you asked for is refused.`
          : 'The role and the rights that you hold stay: you can give them up on “Your rights”.',
        `Only another ${word} of ${name}, or the people who run this service, can add you again.`,
      ],
      button: ends || !deciding ? 'Remove yourself' : `Stop being ${duties}`,
      done: `${done} What you hold and asked for is as it was.`,
    };
  return {
    heading: `Remove ${called} from ${name}?`,
    paragraphs: [
      ...(deciding ? [`They no longer decide requests as ${duties} of ${name}.`] : []),
      ends
        ? `The role and every right that they hold in ${name} end, and what they asked for is refused.`
        : 'The role and the rights that they hold stay: take those away one by one.',
    ],
    button: 'Remove',
    done,
  };
}

/** Words for taking the role or a right away. @param taken `called`: the holder's name; `right`, `name`: which, and what it is called */
export function viewTaking(
  taken: { readonly called: string; readonly self: boolean; readonly right: RightName; readonly name: string },
  { name: own }: Place,
): Removal {
  const { called, self, right, name } = taken;
  if (self)
    return {
      heading: `Give up “${name}”?`,
      paragraphs: [
        right === 'view'
          ? `You see no attendance of ${own} from then on, and are signed out at your next click. Every right that you hold here ends with it.`
          : 'It ends at once. What else you hold here stays.',
        'You are told by e-mail, and can ask again.',
      ],
      button: 'Give it up',
      done: `You have given up “${name}”.`,
    };
  return {
    heading: `Take “${name}” away from ${called}?`,
    paragraphs: [
      right === 'view'
        ? `${called} sees no attendance of ${own} from then on, and is signed out at their next click. Every right that they hold here ends with it.`
        : `It ends at once. What else ${called} holds here stays.`,
      `${called} is told by e-mail, and can ask again.`,
    ],
    button: 'Take it away',
    done: `You have taken “${name}” away from ${called}.`,
  };
}
