import { approverWord } from '../../../access/approver-word.ts';
import type { Door } from '../../../access/person.ts';
import { rightWords } from '../../../access/rights/right-words.ts';
import {
  type Block,
  bullets,
  type Document,
  inset,
  link,
  makeDocument,
  paragraph,
  type Section,
  section,
  steps,
  type Words,
} from '../../document.ts';
import type { RoleFacts } from '../../page.ts';
import { type Particulars, say } from '../../particulars.ts';
import { DOOR_NAMES } from '../error/refusal.ts';
import { AUDIENCES, type Audience } from './audiences.ts';

/** What the ways in depend on. */
export interface AccessFacts {
  readonly roles: RoleFacts;
  readonly particulars: Particulars;
}

const HEADING = 'Get access to your reports';

/** The page that asks who someone works for. */
export function viewChoice({ particulars }: AccessFacts): Document {
  return makeDocument(
    HEADING,
    [
      'Reports are for people who help pupils to attend: staff of schools, of academy trusts and of local authorities, each for their own.',
    ],
    [
      section(
        'Who do you work for?',
        bullets(Object.values(AUDIENCES).map(({ title, path, who }) => [link(`For ${title}`, path), `: ${who}`])),
      ),
      section(
        'If you work for another organisation',
        paragraph(
          'Only schools, academy trusts and local authorities get access. Parents and pupils can ask their school, which has the register itself; see also ',
          link('your rights in our privacy notice', '/privacy#your-rights'),
          '.',
        ),
      ),
      helpSection(particulars),
    ],
  );
}

/** How people of one group get access, step by step, as this installation has arranged it. */
export function viewAudience(audience: Audience, { roles, particulars }: AccessFacts): Document {
  const door = roles.doors[audience.group];
  const sections =
    door === 'none'
      ? [
          section(
            'How to get access',
            paragraph(`People of ${audience.title} do not sign in to this service at present.`),
          ),
        ]
      : [
          stepsSection(audience, door, roles),
          whoDecides(audience, door, roles),
          ...(audience.group === 'schools' ? [agreeRight(door)] : []),
        ];
  return makeDocument(
    `${HEADING}: ${audience.title}`,
    [`For ${audience.who}.`],
    [...sections, section('What you will see', bullets(audience.sees), sensitiveNote()), helpSection(particulars)],
  );
}

/** Where the role is kept for people who come through a door. */
const placeFor = (door: Door, { places }: RoleFacts) => (door === 'oidc' ? 'local' : places[door]);

function stepsSection({ group, own }: Audience, door: Door, roles: RoleFacts): Section {
  const shares: Words =
    group === 'schools'
      ? [
          'Your school agrees to share its data. Without that there is nothing to see. ',
          link('Share your school’s data', '/share-your-data'),
        ]
      : [
          `At least one school of ${own} agrees to share. Each school decides for itself. `,
          link('What schools are told', '/share-your-data'),
        ];
  return section('Steps', steps([shares, accountStep(own, door, roles), ...roleSteps(own, door, roles), lastStep]));
}

const lastStep: Words = ['When you have the role, ', link('sign in here', '/sign-in'), '. Your reports open.'];

function accountStep(own: string, door: Door, { dfeServicesUrl }: RoleFacts): Words {
  switch (door) {
    case 'dfe-sign-in':
      return [
        `Have a DfE Sign-in account that is linked to ${own}. Without an account, make one at `,
        link('DfE Sign-in', new URL('/my-services', dfeServicesUrl).href),
        '; with one, ',
        link(`ask there to be added to ${own}`, new URL('/request-organisation/search', dfeServicesUrl).href),
        '. Its approver decides.',
      ];
    case 'idams':
      return [`Have an IDAMS user name for ${own}. Its super user makes one for you.`];
    case 'oidc':
      return [
        `Have an account of ${own} with which you sign in here, and be named as one of its people. An approver of ${own} names you; the first approver is named by the people who run this service.`,
      ];
  }
}

function roleSteps(own: string, door: Door, roles: RoleFacts): Words[] {
  const word = approverWord(door);
  switch (placeFor(door, roles)) {
    case 'api':
      return [
        [
          `Ask for the role “${roles.name}” in DfE Sign-in, under “Services”: `,
          link('your services in DfE Sign-in', new URL('/my-services', roles.dfeServicesUrl).href),
          '.',
        ],
        [`An approver of ${own} decides. DfE Sign-in tells you by e-mail.`],
      ];
    case 'claims':
      return [
        [`Ask the super user of ${own} to give you the role “${roles.name}” in IDAMS.`],
        ['If you were signed in here meanwhile, sign out and sign in again.'],
      ];
    case 'local':
      return [
        [
          `Sign in here with ${DOOR_NAMES[door]}, and ask for the role “${roles.name}” on the page `,
          link('Your rights', '/rights'),
          '.',
        ],
        [`${capital(article(word))} of ${own} is told by e-mail, and decides. You are told by e-mail too.`],
      ];
  }
}

function whoDecides({ own }: Audience, door: Door, roles: RoleFacts): Section {
  const word = approverWord(door);
  const place = placeFor(door, roles);
  const common = paragraph(
    `${capital(own)} decides who of its people has the role: its ${word} says yes or no. ${capital(article(word))} can hold the role too.`,
  );
  const by: Record<typeof place, Block[]> = {
    local: [
      bullets([
        `A request is overdue after ${roles.overdueDays} days. The ${word} is reminded the day before.`,
        'When it is overdue, the people who run this service may decide it too.',
        `If ${own} has no ${word}, they are asked at once, and can name one.`,
      ]),
    ],
    api: [
      paragraph(
        `The request is made and decided in DfE Sign-in, which reminds the approver after 5 days. If ${own} has no approver there, DfE Sign-in’s own service desk helps.`,
      ),
    ],
    claims: [
      paragraph(
        `The role is given in IDAMS. This service cannot see whether you have asked for it. If ${own} has no super user, the help address below is the place to ask.`,
      ),
    ],
  };
  return section('Who decides, and how long it takes', common, ...by[place]);
}

function agreeRight(door: Door): Section {
  const word = approverWord(door);
  return section(
    'If you want to agree for your school',
    paragraph(
      `To agree, or to stop, someone needs the right “${rightWords('agree', '')}”. It is asked for here, on `,
      link('Your rights', '/rights'),
      `, and ${article(word)} of your school decides. It shows no pupil and no report by itself.`,
    ),
  );
}

const sensitiveNote = (): Block =>
  inset(
    `Whether a pupil is or was looked after, and one code of the register, are not shown by the role. They need the right “${rightWords('sensitive', '')}” besides, which is asked for on “Your rights”.`,
  );

const helpSection = (particulars: Particulars): Section =>
  section(
    'Get help',
    paragraph('If you are stuck, ask: ', say(particulars, 'helpContact'), '.'),
    paragraph('What the data may be used for, and what never: ', link('conditions of use', '/conditions-of-use'), '.'),
  );

const article = (word: string) => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
