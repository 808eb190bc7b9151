import { approverWord } from '../../../access/approver-word.ts';
import { placeOf } from '../../../access/entitlements.ts';
import type { Door } from '../../../access/person.ts';
import type { Standing, Viewer } from '../../../access/viewer.ts';
import { withoutDay } from '../../../domain/sessions/in-words.ts';
import type { RoleFacts } from '../../page.ts';
import { accessPathOf } from '../get-access/audiences.ts';
import { type ErrorPage, HOME, makePage } from './error-page.ts';

/** What the words of a refusal depend on. */
export interface RefusalFacts extends Pick<RoleFacts, 'name' | 'places' | 'doors' | 'dfeServicesUrl'> {
  readonly operatorContact: string | null;
}

/** Why someone sees no school, and what to do about it. */
export interface Explanation {
  readonly paragraphs: readonly string[];
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

export const DOOR_NAMES: Readonly<Record<Door, string>> = {
  'dfe-sign-in': 'DfE Sign-in',
  idams: 'IDAMS',
  oidc: 'your organisation’s own account',
};

/** The page when a signed-in person may not see what they asked for. It says why. */
export function refusedPage(viewer: Viewer, facts: RefusalFacts): ErrorPage {
  const { standing, organisation } = viewer;
  const heading = standing.reason === 'cannot-check' ? 'Your role could not be checked' : 'You cannot see this page';
  if (standing.reason !== 'sees-schools') {
    const { paragraphs, links } = explainStanding(viewer, facts);
    // The operator's own staff are not told on their start page how to get reports, but where they are refused one.
    const [first, ...more] = viewer.duty === null ? links : [...links, HOME, howToGetAccess(viewer)];
    return { ...makePage(heading, paragraphs, first ?? HOME), more };
  }
  const own = organisation?.name ?? 'your organisation';
  const first =
    organisation?.kind === 'school'
      ? { text: `Go to ${own}`, href: `/schools/${organisation.urn}` }
      : { text: `See the schools of ${own}`, href: '/schools' };
  const paragraphs = [
    organisation?.kind === 'school'
      ? `You are signed in for ${own}, and can see the attendance of ${own} only.`
      : `You are signed in for ${own}, and can see the schools of ${own} that share their attendance data, and no others.`,
    'If this page belongs to another organisation of yours, switch to it first.',
  ];
  return { ...makePage(heading, paragraphs, first), more: [...switching(viewer), howToGetAccess(viewer)] };
}

/** The page for the click after the role was taken away. The session has ended. */
export function rightTakenPage(viewer: Viewer, facts: RefusalFacts): ErrorPage {
  const own = viewer.organisation?.name ?? 'your organisation';
  if (viewer.standing.reason === 'left-organisation') return leftPage(own, viewer, facts);
  const where = whereRoleIsGiven(own, viewer.door, facts);
  const page = makePage(
    'Your role was taken away',
    [
      `You no longer hold the role “${facts.name}” for ${own}, so you have been signed out. If you gave it up yourself, there is nothing to do.`,
      `If you think this is a mistake, ask ${article(approverWord(viewer.door))} of ${own}.`,
      ...where.paragraphs,
    ],
    where.links.find(({ href }) => href !== ASK.href) ?? { text: 'Sign in again', href: '/sign-in?to=/rights' },
  );
  return { ...page, more: [howToGetAccess(viewer)] };
}

function leftPage(own: string, viewer: Viewer, facts: RefusalFacts): ErrorPage {
  const [said, ...more] = explain(viewer.standing, viewer, facts).paragraphs;
  const again = { text: 'Sign in again', href: '/sign-in' };
  return makePage(`You no longer belong to ${own}`, [`${said} You have been signed out.`, ...more], again);
}

/** Why someone sees no school, what to do about it, and where. Nothing for someone who sees schools. */
export function explainStanding(viewer: Viewer, facts: RefusalFacts): Explanation {
  const { paragraphs, links } = explain(viewer.standing, viewer, facts);
  const helped = viewer.standing.reason === 'sees-schools' || viewer.duty !== null;
  return { paragraphs, links: [...links, ...switching(viewer), ...(helped ? [] : [howToGetAccess(viewer)])] };
}

function explain(standing: Standing, viewer: Viewer, facts: RefusalFacts): Explanation {
  const { door } = viewer;
  const operator = facts.operatorContact
    ? [{ text: 'Contact the people who run this service', href: facts.operatorContact }]
    : [];
  switch (standing.reason) {
    case 'sees-schools':
      return { paragraphs: [], links: [] };
    case 'operator':
      return {
        paragraphs: [
          'You are signed in as one of the people who run this service. They decide requests and read the audit; they see no pupil and no school’s report.',
        ],
        links: [],
      };
    case 'analyst':
      return {
        paragraphs: [
          'You are signed in as an analyst, who sees tallies of all schools together, and no pupil and no school.',
        ],
        links: [],
      };
    case 'no-organisation':
      return explainNoOrganisation(door, facts, operator);
    case 'kind-not-eligible':
      return {
        paragraphs: [
          `${standing.organisation} is not a school, a multi-academy or single-academy trust or a local authority.`,
          'Only those can see attendance here, each its own. The data is never used for inspection, for judging a school, for moving schools between trusts or for funding, so nobody who works for those purposes is given it.',
        ],
        links: [{ text: 'What the data may be used for', href: '/conditions-of-use' }],
      };
    case 'other-door':
      return {
        paragraphs: [
          `People of ${standing.organisation} sign in here with ${DOOR_NAMES[standing.door]}, and you signed in with ${DOOR_NAMES[door]}.`,
          `Sign in with ${DOOR_NAMES[standing.door]} to act for ${standing.organisation}.`,
        ],
        links: [{ text: `Sign in with ${DOOR_NAMES[standing.door]}`, href: `/sign-in/${standing.door}` }],
      };
    case 'organisation-unknown':
      return {
        paragraphs: [
          `${standing.organisation} is not in this service’s list of schools, trusts and local authorities.`,
          'The list comes from Get information about schools. If your organisation has only just opened or changed, try again in a few days, or tell the people who run this service.',
        ],
        links: operator,
      };
    case 'organisation-closed':
      return {
        paragraphs: [
          `${standing.organisation} closed${standing.closedOn ? ` on ${withoutDay(standing.closedOn)}` : ''}, so its attendance is no longer shown.`,
          'If it became another school, ask to be added to that school where you sign in, then sign in again.',
        ],
        links: operator,
      };
    case 'no-role':
      return explainNoRole(standing.organisation, viewer, facts);
    case 'left-organisation':
      return {
        paragraphs: [
          `DfE Sign-in says that you no longer belong to ${standing.organisation}.`,
          'If you think this is a mistake, ask its approver to add you again. Then sign out here and sign in again.',
        ],
        links: [joining(facts)],
      };
    case 'cannot-check':
      return {
        paragraphs: [
          `${door === 'dfe-sign-in' && facts.places[door] === 'local' ? 'Whether you still belong to' : `Whether you hold the role “${facts.name}” for`} ${standing.organisation} could not be found out, so nothing is shown for now.`,
          'This is usually over in a few minutes. Nothing is lost, and registers are collected meanwhile.',
        ],
        links: [
          { text: 'Try again', href: '/' },
          ...(door === 'dfe-sign-in' ? [{ text: 'See if DfE Sign-in has a problem', href: STATUS_PAGE }] : []),
        ],
      };
    case 'not-agreed':
      return {
        paragraphs: [
          `${standing.organisation} does not share its attendance data with this service: it has not agreed yet, or has stopped.`,
          'Nothing is collected, and nothing is shown. Someone with the right to agree for the school can do so here, at any time.',
        ],
        links: [
          { text: 'See your school’s agreement, and how to share', href: '/agreement' },
          { text: 'What is shared, and for what', href: '/share-your-data' },
        ],
      };
    case 'no-school-shares':
      return {
        paragraphs: [
          `No school of ${standing.organisation} shares its attendance data with this service now.`,
          'Sharing is each school’s own choice. When a school agrees, you see it here.',
        ],
        links: operator,
      };
  }
}

/** DfE Sign-in's own page about its state. */
const STATUS_PAGE = 'https://status.signin.education.gov.uk/';

function explainNoOrganisation(door: Door, facts: RefusalFacts, operator: Explanation['links']): Explanation {
  if (door === 'dfe-sign-in')
    return {
      paragraphs: [
        'Your DfE Sign-in account is not linked to a school or any other organisation.',
        'Ask in DfE Sign-in to be added to your school: its approver decides, usually within a few days. Then sign out here and sign in again.',
      ],
      links: [joining(facts)],
    };
  return {
    paragraphs: [
      'Your account is not linked to a school, a trust or a local authority.',
      'Ask the people who run this service to add you to yours, then sign out here and sign in again.',
    ],
    links: operator,
  };
}

const joining = ({ dfeServicesUrl }: RefusalFacts) => ({
  text: 'Ask to join an organisation in DfE Sign-in',
  href: new URL('/request-organisation/search', dfeServicesUrl).href,
});

/** For someone who has asked already, and for an approver, who needs nobody else, it says so. */
function explainNoRole(organisation: string, { door, approver, waiting }: Viewer, facts: RefusalFacts): Explanation {
  const needed = `To see attendance you need the role “${facts.name}” for ${organisation}, and you do not hold it.`;
  const { paragraphs, links } = whereRoleIsGiven(organisation, door, facts);
  if (placeOf(facts.places, door) !== 'local' || !(approver || waiting))
    return { paragraphs: [needed, ...paragraphs], links };
  const word = article(approverWord(door));
  const decides = approver
    ? `You are ${word} of ${organisation}: you can ${waiting ? 'decide it' : 'ask and decide'} yourself, on “Requests and people”.`
    : `${capital(word)} of ${organisation} decides.`;
  return {
    paragraphs: [needed, waiting ? `You have asked for it. ${decides}` : decides],
    links: [
      waiting ? { text: 'See your request', href: '/rights' } : ASK,
      ...(approver ? [{ text: 'Requests and people', href: '/approvals' }] : []),
    ],
  };
}

const ASK = { text: 'Ask for the role', href: '/rights' };

/** Who gives the role to people who come through a door, and where it is asked for. @param organisation its name */
export function whereRoleIsGiven(
  organisation: string,
  door: Door,
  facts: Pick<RefusalFacts, 'places' | 'dfeServicesUrl'>,
): Explanation {
  if (door !== 'oidc' && facts.places[door] === 'api')
    return {
      paragraphs: [
        `Ask for it in DfE Sign-in, under “Services”. ${capital(article(approverWord(door)))} of ${organisation} decides, and is reminded after 5 days.`,
      ],
      links: [{ text: 'Ask for the role in DfE Sign-in', href: new URL('/my-services', facts.dfeServicesUrl).href }],
    };
  if (door !== 'oidc' && facts.places[door] === 'claims')
    return {
      paragraphs: [
        `Ask the super user of ${organisation} to give you this role in IDAMS, then sign out here and sign in again.`,
      ],
      links: [],
    };
  return {
    paragraphs: [`${capital(article(approverWord(door)))} of ${organisation} decides who holds it.`],
    links: [ASK],
  };
}

/** The steps for people of this kind of organisation. */
const howToGetAccess = ({ organisation }: Viewer) => ({
  text: 'How to get access to reports',
  href: accessPathOf(organisation),
});

const switching = ({ organisations }: Viewer) =>
  organisations.length > 1 ? [{ text: 'Switch organisation', href: '/organisations' }] : [];

const article = (word: string) => `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
