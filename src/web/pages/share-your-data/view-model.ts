import { NOT_ALLOWED } from '../../../access/purposes.ts';
import { MIS_NAMES } from '../../../domain/mis/mis-names.ts';
import { timeText } from '../../../reports/times.ts';
import { SHARING_CATEGORIES, type SharingCategory } from '../../../schools/sharing-category.ts';
import { andList, bullets, inset, link, makeDocument, paragraph, section, shortList, steps } from '../../document.ts';
import { afterOptOut, type PublicFacts, say } from '../../particulars.ts';
import { DROPPED, ITEMS, MARKS } from '../what-we-collect/collected-items.ts';

/** What the guidance depends on. */
export interface GuidanceFacts extends PublicFacts {
  /** Times of day of collection, London. */
  readonly collectAt: readonly string[];
  readonly refreshDays: number;
}

/** The groups of schools in plain words. A group that is added to the list does not compile without its own. */
const GROUPS: Readonly<Record<SharingCategory, string>> = {
  'Maintained nursery': 'maintained nursery schools',
  Primary: 'primary schools',
  'Middle deemed primary': 'middle schools that count as primary',
  'Middle deemed secondary': 'middle schools that count as secondary',
  Secondary: 'secondary schools, including university technical colleges and studio schools',
  'All-through': 'all-through schools',
  Special: 'special schools, including non-maintained special schools',
  'Pupil referral unit': 'pupil referral units',
  'Alternative provision': 'alternative provision academies and free schools',
  'City technology college': 'city technology colleges',
};

/** Every word of the guidance "Share your daily school attendance data". The sections before the check, and those after it. */
export function viewGuidance(facts: GuidanceFacts) {
  const before = [whoSection()];
  const after = [
    whatSection(facts),
    howSection(),
    howOftenSection(facts),
    ...useSections(),
    agreeSection(),
    stopSection(facts),
    helpSection(facts),
  ];
  const guidance = makeDocument(
    'Share your daily school attendance data',
    ['How your school can share its attendance register every school day, what it is used for, and how to stop.'],
    [...before, ...after],
  );
  const [who, ...others] = guidance.contents;
  return {
    ...guidance,
    contents: [who!, { text: CHECK, href: '#check' }, ...others],
    before,
    after,
    checkHeading: CHECK,
  };
}

const CHECK = 'Check whether your school may share';

const whoSection = () =>
  section(
    'Who should share',
    paragraph(
      'These schools in England are asked to share, whether they are maintained by a local authority, academies or free schools:',
    ),
    bullets(SHARING_CATEGORIES.map((category) => GROUPS[category])),
    paragraph(
      'Sharing is your school’s own choice. Independent schools, colleges and other places of education are not asked.',
    ),
  );

const whatSection = ({ refreshDays }: GuidanceFacts) =>
  section(
    'What is shared',
    paragraph(`${ITEMS.length} items for each pupil from reception to year 13:`),
    shortList(ITEMS.map(({ item }) => item)),
    paragraph(
      `And the attendance register: ${MARKS[0]!.what.toLowerCase()}. A code that you correct within ${refreshDays} days of the session is corrected here too.`,
    ),
    paragraph(`Nothing else is kept. This, for example, is never stored: ${andList(DROPPED.slice(0, 4))}.`),
    paragraph(link('See everything that is kept, item by item', '/what-we-collect')),
  );

const howSection = () =>
  section(
    'How it works',
    paragraph('The data is read from your school’s management information system (MIS). There are 2 ways:'),
    bullets([
      'through Wonde, a company that connects schools’ systems: if your school uses it already, you approve our request in Wonde’s portal; if not, you can set it up',
      'directly, without a company in between, where your MIS offers that',
    ]),
    paragraph(
      'When you agree, the pages for your school show which of these is open to you, and what to do for your MIS.',
    ),
    paragraph(`These ${MIS_NAMES.length} systems are known:`),
    shortList(MIS_NAMES),
  );

const howOftenSection = ({ collectAt }: GuidanceFacts) =>
  section(
    'How often, what it costs and who does the work',
    bullets([
      `The register is read every school day${collectAt.length > 0 ? `, at ${andList(collectAt.map(timeText))}` : ''}.`,
      'It costs your school nothing.',
      'Once your school is connected there is no extra work: staff take the register in your MIS as they do today.',
    ]),
  );

const useSections = () => [
  section(
    'How the data is used',
    bullets([
      'Your school gets reports about its own pupils: who is absent, who is close to missing too much, and what looks wrong in the register.',
      'Your academy trust, if you have one, and your local authority see the same for their schools, to help pupils who need support.',
      'People in national and local government see trends in figures that name no pupil and no school.',
    ]),
    paragraph(
      'Each person needs a role that their own organisation gives them. Every look at a pupil, a list or a report is recorded, and your school can see who has looked. ',
      link('Conditions of use', '/conditions-of-use'),
    ),
  ),
  section(
    'What the data is never used for',
    bullets(NOT_ALLOWED),
    paragraph('Organisations that do such work, and people acting for that work, are not given access.'),
  ),
];

const agreeSection = () =>
  section(
    'How to agree',
    steps([
      [
        'Someone at your school who holds the right to agree signs in. If nobody does yet, ',
        link('see how to get access', '/get-access/schools'),
        '.',
      ],
      ['They read what is shared and for what, and ', link('agree for your school', '/agreement'), '.'],
      'Your school’s MIS is connected. Through Wonde, an administrator of your school approves our request in Wonde’s portal.',
      'Wonde checks that the data looks right, usually within a day. Then the first register is read, and your reports open.',
    ]),
    inset(
      'This is your school’s agreement, as an organisation, to share. It is not the consent of pupils or parents, and it does not replace your school’s own privacy notice, which should say that the data is shared. ',
      link('Our privacy notice', '/privacy'),
    ),
  );

const stopSection = ({ optOutKeepDays }: GuidanceFacts) =>
  section(
    'How to stop',
    paragraph(
      'Your school can stop at any time, without giving a reason: on the page where it agreed, or in Wonde’s portal. ',
      link('Stop sharing', '/agreement/withdraw'),
    ),
    bullets([
      'It takes effect at once: nothing more is read from your MIS, also when a reading is under way.',
      'Your school leaves all reports of your trust and your local authority, and its own.',
      `${afterOptOut(optOutKeepDays)}.`,
      'Your school counts in no statistics made after that. Statistics that were published before stay as they are.',
      'You can come back at any time.',
    ]),
    paragraph(
      'Stopping here changes nothing about duties to give attendance information to others that your school has by law.',
    ),
  );

const helpSection = ({ particulars }: GuidanceFacts) =>
  section(
    'Who to ask for help',
    paragraph('This service is run by ', say(particulars, 'operatorName'), '.'),
    paragraph('Ask for help with sharing: ', say(particulars, 'helpContact'), '.'),
    paragraph(link('How to get access to your reports', '/get-access')),
  );
