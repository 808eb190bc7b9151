import { NOT_ALLOWED } from '../../../access/purposes.ts';
import { ITEMS } from '../what-we-collect/collected-items.ts';

/** All that the wording of an agreement depends on. No time is among it, so that the same person agrees to the same words again. */
export interface WordingFacts {
  /** Who agrees. */
  readonly name: string;
  readonly school: string;
  readonly urn: number;
  /** Who runs the service; null when no setting says it. */
  readonly operator: string | null;
  readonly serviceName: string;
  readonly refreshDays: number;
  /** Days for which data held are kept after an opt out. */
  readonly keepDays: number;
}

/** For whom data are shared, as a list says it. */
export const FOR_WHOM = [
  'the school, for its own pupils',
  'its academy trust, if it has one, for the schools of the trust',
  'its local authority, for the schools of its area',
  'published statistics, which identify no child and no school',
] as const;

/** What is shared besides the items. */
export const MARKS_SHARED =
  'the mark of each session, one code for each morning and afternoon, with what a mark was before it was changed and marks entered in advance';

/**
 * The exact words that somebody agrees to for a school, as plain text: headings, paragraphs and lists, with an empty line between. It
 * is shown before agreeing and kept after, and both come from here.
 */
export function agreementWording(facts: WordingFacts): string {
  const { refreshDays, keepDays } = facts;
  const [name, school, service] = [facts.name, facts.school, facts.serviceName].map(oneLine) as [
    string,
    string,
    string,
  ];
  const operator = facts.operator === null ? 'the organisation that runs the service' : oneLine(facts.operator);
  return [
    'Agreement to share daily attendance data',
    `${name} agrees, for ${school} (URN ${facts.urn}), that ${operator} reads the school’s daily attendance data from the school’s management information system (MIS), keeps it and uses it as is said here, through the service ${service}.`,
    `${name} declares to hold the right to agree for the school.`,
    'What is shared',
    `These ${ITEMS.length} items about each pupil from reception to year 13:`,
    bullets(ITEMS.map(({ item }) => item)),
    `And the attendance register: ${MARKS_SHARED}. Nothing else is kept.`,
    'How often',
    `The data is read every school day. A code that the school corrects within ${days(refreshDays)} of the session is corrected here too.`,
    'For whom',
    bullets(FOR_WHOM),
    'What it is never used for',
    bullets(NOT_ALLOWED),
    'What it asks of the school',
    'No payment, and no extra work: registers are taken in the MIS as they are today. The school’s own privacy notice tells pupils and parents that the data is shared.',
    'How to stop',
    'The school can stop at any time, without giving a reason. Collecting then stops at once, and the school leaves all lists, all reports and the next statistics. Statistics that are published already stay as they are.',
    keepDays === 0
      ? 'Data already held is deleted at once.'
      : `Data already held is kept for ${days(keepDays)} and then deleted, unless the school comes back before. Nobody is shown it meanwhile.`,
  ].join('\n\n');
}

/** One block of a wording, as a page shows it. */
export interface WordingBlock {
  readonly kind: 'heading' | 'paragraph' | 'list';
  readonly lines: readonly string[];
}

/** Reads a wording as blocks, so that what was kept is shown just as it was agreed to. Nothing is left out. */
export function readWordingBlocks(text: string): WordingBlock[] {
  return text.split('\n\n').map((block): WordingBlock => {
    const lines = block.split('\n');
    if (lines.every((line) => line.startsWith('- ')))
      return { kind: 'list', lines: lines.map((line) => line.slice(2)) };
    // A heading is a line without a full stop or a colon at its end.
    return { kind: lines.length === 1 && !/[.:]$/.test(block) ? 'heading' : 'paragraph', lines };
  });
}

/** `1 day`, `30 days` */
export const days = (count: number): string => `${count} day${count === 1 ? '' : 's'}`;

const bullets = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');

/** A name comes from elsewhere: in a plain text it must not begin a line of its own. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
