import type { AgreementState } from '../../../domain/agreement/agreement-state.ts';
import { withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { ITEMS } from '../what-we-collect/collected-items.ts';
import type { AgreementPageFacts, Link } from './agreement-page-facts.ts';
import { byWhom } from './history-words.ts';

/** States of a school whose agreement is in force. */
export type InForce = Exclude<AgreementState, 'not-asked' | 'invited' | 'declined' | 'opted-out' | 'closed'>;

/** Where a school stands: one sentence, what happens next, and who must act. */
export interface Stand {
  readonly tag: { readonly text: string; readonly colour: 'green' | 'yellow' | 'blue' | 'grey' | 'orange' };
  readonly lead: string;
  readonly next: readonly string[];
  /** Who must do something now. */
  readonly who: string;
  readonly action: Link | null;
}

export const CONNECT: Link = { text: 'Connect your MIS', href: '/agreement/connection' };
const NOBODY = 'Nobody at your school has to do anything.';
const WONDE_STAFF = 'Somebody with a login for Wonde’s school portal, such as your data manager or network manager.';

/** Where a school whose agreement is in force stands. */
export function standOf(facts: AgreementPageFacts): Stand {
  const { kept } = facts.agreement;
  const changed = withoutDay(londonDate(kept.changedAt));
  switch (kept.facts.state as InForce) {
    case 'agreed':
      return {
        tag: { text: 'Not connected yet', colour: 'yellow' },
        lead: 'Your school has agreed to share, and its MIS is not connected yet.',
        next: [
          'Say which MIS your school uses, and whether it is reached through Wonde or directly. Nothing is collected until then.',
        ],
        who: 'You, or anyone else with the right to agree for your school.',
        action: CONNECT,
      };
    case 'connecting':
      return connecting(facts);
    case 'waiting-for-audit':
      return {
        tag: { text: 'Being checked by Wonde', colour: 'blue' },
        lead: 'Your school is connected, and Wonde is checking that its data comes through whole.',
        next: ['This usually takes a day. The first collection then follows by itself, and your reports open.'],
        who: NOBODY,
        action: null,
      };
    case 'receiving':
      return receiving(facts);
    case 'paused':
      return {
        tag: { text: 'Paused', colour: 'grey' },
        lead: `Sharing has been paused since ${changed}${pausedBy(facts)}.`,
        next: [
          'Nothing is collected meanwhile. Data already held is kept, and your reports show it as it was.',
          'When you resume, the days between are read too, as your MIS has them then.',
        ],
        who: 'Nobody has to, until your school wants to go on.',
        action: { text: 'Resume sharing', href: '/agreement/resume' },
      };
    case 'connection-lost':
      return connectionLost(facts, changed);
    case 'mis-changed':
      return {
        tag: { text: 'MIS changed', colour: 'orange' },
        lead: `Wonde now names ${kept.facts.mis ?? 'another system'} as your school’s MIS, so collecting waits until that is certain.`,
        next: [
          'Wonde is asked again by itself. When it names the same system a second time and the connection stands, collecting goes on.',
          'Pupils and marks that were collected from the old system are kept.',
        ],
        who: `${NOBODY} If your school has not changed its MIS, ask Wonde’s support.`,
        action: null,
      };
  }
}

function pausedBy({ agreement: { history } }: AgreementPageFacts): string {
  const step = history.findLast(({ kind }) => kind === 'pause');
  return step ? ` ${byWhom(step)}` : '';
}

function receiving({ agreement, viewer, serviceName }: AgreementPageFacts): Stand {
  const { urn } = agreement.school;
  const sees = viewer.scope.urns.includes(urn);
  const waits = sees && agreement.lastCollection === null;
  return {
    tag: { text: 'Sharing', colour: 'green' },
    lead: waits
      ? 'Your school is connected, and its first collection comes next.'
      : 'Your school is sharing its daily attendance data.',
    next: [
      waits
        ? `${serviceName} reads the whole academic year so far. Your reports open when that is done.`
        : 'It is collected every school day. There is nothing to do but to take the register as always.',
    ],
    who: NOBODY,
    action: sees && !waits ? { text: 'See your school’s attendance', href: `/schools/${urn}` } : null,
  };
}

function connecting({ agreement, serviceName }: AgreementPageFacts): Stand {
  const { kept, connection } = agreement;
  const waiting = { text: 'Waiting for your approval', colour: 'yellow' } as const;
  if (connection?.kind === 'direct')
    return {
      tag: { text: 'Not connected yet', colour: 'yellow' },
      lead: `The details of your school’s ${connection.mis} are kept, sealed, and nothing is collected yet.`,
      next: [
        'Reading directly from an MIS is not built yet in this version of the service. The details are used when it is, for this alone.',
        'If your MIS can be reached through Wonde, your school can change to that and share sooner.',
      ],
      who: 'Nobody has to, unless your school wants to change to Wonde.',
      action: { text: 'Change how your MIS is reached', href: '/agreement/connection' },
    };
  if (kept.facts.sourceSays === 'pending')
    return {
      tag: waiting,
      lead: `Your school has agreed, and the request of ${serviceName} waits in Wonde’s school portal.`,
      next: [
        `Sign in to Wonde’s school portal, open “Pending approval”, and approve ${serviceName} for the ${ITEMS.length} items and the attendance marks. Nothing more is used.`,
        'Nothing is collected until then. The page “Agreement” says when it is done.',
      ],
      who: WONDE_STAFF,
      action: null,
    };
  if (kept.facts.sourceSays === 'absent' && kept.accessRequestedAt !== null)
    return {
      tag: { text: 'Not known to Wonde yet', colour: 'yellow' },
      lead: 'Your school has agreed, and Wonde does not know it yet.',
      next: [
        'Connect your MIS to Wonde first: the steps for your MIS are in Wonde’s help pages for schools.',
        `${serviceName} asks Wonde again every day. Once it knows your school, the request appears in Wonde’s school portal under “Pending approval”.`,
      ],
      who: 'Whoever looks after your MIS.',
      action: { text: 'See how to connect', href: '/agreement/connection' },
    };
  return {
    tag: waiting,
    lead: `Your school has agreed, and ${serviceName} is asking Wonde for access.`,
    next: [
      'This happens by itself. The request then appears in Wonde’s school portal under “Pending approval”, to be approved there.',
      'Nothing is collected until then.',
    ],
    who: `Next: ${WONDE_STAFF.charAt(0).toLowerCase()}${WONDE_STAFF.slice(1)}`,
    action: null,
  };
}

function connectionLost({ agreement }: AgreementPageFacts, since: string): Stand {
  const absent = agreement.kept.facts.sourceSays === 'absent';
  return {
    tag: { text: 'Connection lost', colour: 'orange' },
    lead: absent
      ? `Wonde’s lists have not had your school since ${since}, so nothing is collected.`
      : `Wonde has not been able to reach your school’s MIS since ${since}, so nothing is collected.`,
    next: [
      absent
        ? 'Ask Wonde’s support why your school is not in its lists any more.'
        : 'Sign in to Wonde’s school portal and check the connection of your MIS. It often needs a new password, or a computer to be switched on.',
      'Collecting goes on by itself once the connection is back, and the days between are read then.',
    ],
    who: WONDE_STAFF,
    action: null,
  };
}
