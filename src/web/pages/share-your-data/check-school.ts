import { withoutDay } from '../../../domain/sessions/in-words.ts';
import type { School } from '../../../schools/find-school.ts';
import { link, type Words } from '../../document.ts';

/** What was asked of the check, and what the list of schools says. */
export type Asked =
  | { readonly asked: 'nothing' }
  | { readonly asked: 'unreadable'; readonly typed: string }
  | { readonly asked: 'unknown'; readonly typed: string }
  | {
      readonly asked: 'school';
      readonly typed: string;
      readonly school: School;
      readonly successors: readonly School[];
    };

/** The check whether a school may share, as the page shows it. */
export interface CheckView {
  /** As typed, to be put back into the form. */
  readonly typed: string;
  readonly error: string | null;
  readonly answer: {
    readonly heading: string;
    readonly tag: 'green' | 'red';
    readonly paragraphs: readonly Words[];
  } | null;
}

type SchoolFacts = Pick<
  School,
  | 'urn'
  | 'name'
  | 'town'
  | 'typeCode'
  | 'typeName'
  | 'phaseName'
  | 'statusCode'
  | 'closeDate'
  | 'sharingCategory'
  | 'mayShare'
>;

/** A URN of six digits, however spaced; null when it is none. */
export function readUrn(typed: string): number | null {
  const digits = typed.replace(/\s/g, '');
  return /^[1-9]\d{5}$/.test(digits) ? Number(digits) : null;
}

/** Every word of the answer. Whether the school has agreed is never told here: that is its own business. */
export function viewCheck(asked: Asked): CheckView {
  switch (asked.asked) {
    case 'nothing':
      return { typed: '', error: null, answer: null };
    case 'unreadable':
      return {
        typed: asked.typed,
        error: asked.typed.trim() === '' ? 'Enter a URN' : 'URN must be 6 digits, like 123456',
        answer: null,
      };
    case 'unknown':
      return {
        typed: asked.typed,
        error: null,
        answer: no(`No school with URN ${asked.typed.trim()} is in our list`, UNKNOWN),
      };
    case 'school':
      return { typed: asked.typed, error: null, answer: answerFor(asked.school, asked.successors) };
  }
}

const GIAS = link('Get information about schools', 'https://www.get-information-schools.service.gov.uk/');
const UNKNOWN: Words[] = [
  [
    'Check the number on ',
    GIAS,
    '. If your school has only just opened or changed, our list may not have it yet: try again in a few days.',
  ],
];

function answerFor(school: SchoolFacts, successors: readonly SchoolFacts[]) {
  const named = `${school.name} (URN ${school.urn})`;
  if (school.mayShare) return yes(`Yes, ${school.name} may share`, [...mayWords(school), [...whatNext]]);
  if (school.sharingCategory === null)
    return no(`No, ${school.name} is not asked to share`, [kindWords(school, named)]);
  if (school.statusCode === '4')
    return no(`No, ${school.name} may not share yet`, [[`${named} has not opened yet. It may agree once it is open.`]]);
  if (school.closeDate === null && school.statusCode !== '2')
    return no(`No, ${school.name} may not share now`, [
      [`Get information about schools does not say whether ${named} is open. Check its entry on `, GIAS, '.'],
    ]);
  const closed = `${named} closed${school.closeDate ? ` on ${withoutDay(school.closeDate)}` : ''}.`;
  return no(`No, ${school.name} has closed`, [
    [closed, ...(successors.length === 0 ? NO_SUCCESSOR : [])],
    ...successors.map(successorWords),
  ]);
}

const NO_SUCCESSOR = [' If another school has taken its place, check that school by its own URN.'];
const whatNext: Words = [
  'Someone with the right to agree for the school can ',
  link('agree for your school', '/agreement'),
  '.',
];

/** A new legal body has agreed to nothing: an academy is asked anew, whatever the school before it had agreed to. */
const successorWords = (school: SchoolFacts): Words => [
  `${school.name} (URN ${school.urn}) came after it. An agreement does not pass to it: it is asked anew. `,
  link(`Check ${school.name}`, `/share-your-data?urn=${school.urn}#check`),
];

function mayWords(school: SchoolFacts): Words[] {
  const { sharingCategory: category, statusCode } = school;
  return [
    [`${school.name}${school.town ? `, ${school.town},` : ''} is ${groupWords(category)}.`],
    ...(category === 'Maintained nursery'
      ? [
          [
            'A maintained nursery school may agree, but only pupils from reception to year 13 are collected. If it has no pupil in those years, nothing is collected from it and its reports stay empty.',
          ],
        ]
      : []),
    ...(statusCode === '3'
      ? [['It is due to close. It may share until it does; a school that takes its place is asked anew.']]
      : []),
  ];
}

const groupWords = (category: string | null): string =>
  category === null
    ? 'a school that is asked to share its attendance data'
    : `in the group “${category}”, which is asked to share`;

const INDEPENDENT = ['10', '11'];

function kindWords({ typeCode, typeName, phaseName }: SchoolFacts, named: string): Words {
  const kind = [typeName, phaseName === 'Not applicable' ? null : phaseName].filter(
    (each) => each !== null && each !== '',
  );
  const listed = `${named} is listed as “${kind.join(', ')}”.`;
  return INDEPENDENT.includes(typeCode ?? '')
    ? [`${listed} Independent schools are not asked for attendance data, so it cannot agree.`]
    : [
        `${kind.length > 0 ? `${listed} ` : ''}Schools of this type and phase are not asked for attendance data, so it cannot agree.`,
      ];
}

const yes = (heading: string, paragraphs: readonly Words[]) => ({ heading, tag: 'green', paragraphs }) as const;
const no = (heading: string, paragraphs: readonly Words[]) => ({ heading, tag: 'red', paragraphs }) as const;
