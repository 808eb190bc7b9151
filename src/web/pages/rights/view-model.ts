import { approverWord } from '../../../access/approver-word.ts';
import { placeOf } from '../../../access/entitlements.ts';
import type { OwnRight, OwnRights } from '../../../access/rights/read-own-rights.ts';
import { type RightName, rightWords } from '../../../access/rights/right-words.ts';
import type { Viewer } from '../../../access/viewer.ts';
import { DOOR_NAMES, type Explanation, type RefusalFacts, whereRoleIsGiven } from '../error/refusal.ts';
import { rightMeaning } from './right-meaning.ts';
import type { Notice } from './take-notice.ts';
import { ageWords, dayOf, eitherOf, OPERATORS } from './waiting-words.ts';

export interface RightsFacts {
  readonly viewer: Viewer;
  readonly roles: RefusalFacts;
  readonly own: OwnRights;
  /** Since when each right is held, by our own tables. */
  readonly since: ReadonlyMap<RightName, Date>;
  /** Names of those who decide in the organisation. */
  readonly deciders: readonly string[];
  readonly notice: Notice | null;
}

/** A form that was sent and not accepted. */
export interface RefusedAsk {
  readonly right: RightName;
  /** As typed. */
  readonly reason: string;
  readonly error: string;
}

interface Tag {
  readonly text: string;
  readonly colour: 'green' | 'yellow' | 'orange' | 'red' | 'grey';
}

/** One right, as it stands for the viewer. */
export interface RightView {
  readonly id: RightName;
  readonly name: string;
  readonly tag: Tag;
  readonly meaning: readonly string[];
  /** How it stands. */
  readonly state: readonly string[];
  readonly links: Explanation['links'];
  /** A request that the viewer can take back. */
  readonly withdraw: { readonly requestId: number } | null;
  readonly ask: {
    readonly button: string;
    readonly label: string;
    readonly reason: string;
    readonly error: string | null;
  } | null;
  /** What giving it up means. */
  readonly giveUp: readonly string[] | null;
}

/** What someone holds and asked for in the organisation that they act for. */
export function viewRights(facts: RightsFacts, refused: RefusedAsk | null = null) {
  const { viewer, roles, own, notice } = facts;
  const name = viewer.organisation?.name ?? '';
  const shown = own.rights.filter(({ cannotAsk }) => cannotAsk !== 'schools-only');
  return {
    title: refused ? 'Error: Your rights' : 'Your rights',
    heading: 'Your rights',
    organisation: name,
    notice,
    errors: refused ? [{ text: refused.error, href: `#reason-${refused.right}` }] : [],
    intro: `What you may see and do here for ${name}. The role, and each right besides, is given by your own organisation to people who need it for their work.`,
    rights: shown.map((right) => viewRight(right, facts, refused)),
    decided: own.requests
      .filter(({ decision }) => decision !== null)
      .map((request) => viewDecided(request, roles.name)),
  };
}

function viewRight(right: OwnRight, facts: RightsFacts, refused: RefusedAsk | null): RightView {
  const { viewer, roles, own } = facts;
  const { name = '' } = viewer.organisation ?? {};
  const { can, limit } = rightMeaning(right.right, { key: viewer.organisationKey ?? '', name, role: roles.name });
  const base = {
    id: right.right,
    name: rightWords(right.right, roles.name),
    meaning: [`With this ${right.right === 'view' ? 'role' : 'right'} you can ${can}.`, limit],
    links: [],
    withdraw: null,
    ask: null,
    giveUp: null,
  };
  if (right.cannotAsk === 'kept-elsewhere') return { ...base, ...keptElsewhere(facts) };
  if (right.held) return { ...base, tag: { text: 'Held', colour: 'green' }, ...held(right, facts) };
  if (right.open) return { ...base, ...waits(right.open, facts) };
  const sent = refused?.right === right.right ? refused : null;
  const ask = {
    button: right.right === 'view' ? 'Ask for the role' : 'Ask for this right',
    label: right.right === 'view' ? 'Why do you need it? (optional)' : 'Why do you need it?',
    reason: sent?.reason ?? '',
    error: sent?.error ?? null,
  };
  const last = own.requests.find((each) => each.right === right.right && each.decision !== 'withdrawn');
  if (last?.decision === 'refused')
    return {
      ...base,
      tag: { text: 'Refused', colour: 'red' },
      state: [
        `${last.decidedByName ?? 'Someone'} refused this on ${dayOf(last.decidedAt!)}. The reason: ${last.decisionReason ?? 'none was given'}`,
        'You can ask again.',
      ],
      ask,
    };
  const gone =
    last?.decision === 'approved' ? [`You were given this on ${dayOf(last.decidedAt!)}, and no longer hold it.`] : [];
  return { ...base, tag: { text: 'Not held', colour: 'grey' }, state: gone, ask };
}

function held({ right }: OwnRight, { viewer, roles, since }: RightsFacts): Pick<RightView, 'state' | 'giveUp'> {
  const day = since.get(right);
  const useless = right === 'sensitive' && !viewer.rights.has('view');
  const giveUp = {
    view: [
      'You are signed out at once, and see no attendance until you ask again and it is given to you again. Your rights here end with it.',
    ],
    agree: ['You can ask for it again.'],
    sensitive: ['You can ask for it again.'],
  }[right];
  return {
    state: [
      ...(day ? [`Since ${dayOf(day)}.`] : []),
      ...(useless ? [`It shows you nothing until you hold the role “${roles.name}” too.`] : []),
    ],
    giveUp,
  };
}

function waits(
  open: NonNullable<OwnRight['open']>,
  { viewer, deciders }: RightsFacts,
): Pick<RightView, 'tag' | 'state' | 'links' | 'withdraw'> {
  const word = approverWord(viewer.door);
  const whom =
    deciders.length > 0
      ? `${eitherOf(deciders)}, ${word}${deciders.length > 1 ? 's' : ''} of ${viewer.organisation?.name}`
      : OPERATORS;
  return {
    tag: open.overdue ? { text: 'Overdue', colour: 'orange' } : { text: 'Waiting', colour: 'yellow' },
    state: [
      `You asked on ${dayOf(open.askedAt)} (${ageWords(open.days)}). It waits for ${whom}.`,
      ...(open.reason === '' ? [] : [`Your reason: ${open.reason}`]),
      ...(open.overdue && deciders.length > 0
        ? [`It has waited for longer than it should, so ${OPERATORS} may decide it too.`]
        : []),
    ],
    links: viewer.approver ? [{ text: 'Decide it yourself', href: `/approvals/${open.requestId}` }] : [],
    withdraw: { requestId: open.requestId },
  };
}

/** The role, where DfE Sign-in or IDAMS says who holds it: what our own tables say does not count. */
function keptElsewhere({ viewer, roles }: RightsFacts): Pick<RightView, 'tag' | 'state' | 'links'> {
  const where = DOOR_NAMES[viewer.door];
  if (viewer.standing.reason === 'cannot-check')
    return {
      tag: { text: 'Not known', colour: 'grey' },
      state: [`Whether you hold it could not be found out from ${where} just now. Try again in a few minutes.`],
      links: [],
    };
  if (viewer.rights.has('view')) {
    const claims = placeOf(roles.places, viewer.door) === 'claims';
    return {
      tag: { text: 'Held', colour: 'green' },
      state: [`It was given to you in ${where}, and is taken away there${claims ? '' : ' by an approver'}.`],
      links: [],
    };
  }
  const { paragraphs, links } = whereRoleIsGiven(viewer.organisation?.name ?? '', viewer.door, roles);
  return { tag: { text: 'Not held', colour: 'grey' }, state: paragraphs, links };
}

const DECISIONS = { approved: 'Approved', refused: 'Refused', withdrawn: 'Withdrawn' } as const;

function viewDecided(request: OwnRights['requests'][number], roleName: string) {
  const { right, askedAt, decision, decidedAt, decidedByName, decisionReason } = request;
  return {
    right: rightWords(right, roleName),
    asked: dayOf(askedAt),
    decision: DECISIONS[decision!],
    decided: decision === 'withdrawn' ? dayOf(decidedAt!) : `${dayOf(decidedAt!)}, by ${decidedByName ?? 'someone'}`,
    reason: decisionReason ?? '',
  };
}
