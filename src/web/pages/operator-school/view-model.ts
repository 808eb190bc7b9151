import type { LinkedSchool, OperatorSchool } from '../../../agreement/read-operator-school.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import { withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { countText } from '../../../reports/figures.ts';
import { momentText } from '../../../reports/times.ts';
import { PATH } from '../operator-schools/choices.ts';
import { stateText, stateView } from '../operator-schools/words.ts';
import type { Notice } from '../rights/take-notice.ts';
import { findActs } from './acts.ts';
import { CONNECTION_WORDS, SOURCE_WORDS, STANDING } from './state-words.ts';
import { viewHistory, whenText } from './view-history.ts';
import { viewInvitations } from './view-invitations.ts';

/** The pages of one school. */
export const rootOf = (urn: number): string => `${PATH}/${urn}`;

/** What was typed as an address, and what is wrong with it. */
export interface RefusedAddress {
  readonly email: string;
  readonly error: string;
}

/** One school's agreement, for the operator. */
export function viewOperatorSchool(
  facts: OperatorSchool,
  { now, notice, refused = null }: { now: Date; notice: Notice | null; refused?: RefusedAddress | null },
) {
  const { school, kept, history, invitations, approvers } = facts;
  const root = rootOf(school.urn);
  const state = kept?.facts.state ?? 'not-asked';
  const acts = findActs(facts);
  return {
    title: `${refused ? 'Error: ' : ''}${school.name}`,
    heading: school.name,
    caption: captionOf(facts),
    back: { href: PATH, text: 'Back to schools' },
    notice,
    errors: refused ? [{ text: refused.error, href: '#email' }] : [],
    state: stateView(state),
    standing: standingOf(facts, now),
    warning: school.mayShare || state === 'closed' ? null : mayNotShare(facts),
    facts: factsOf(facts),
    linked: linkedOf(facts),
    root,
    seen: String(kept?.events ?? 0),
    since: String(now.getTime()),
    invite: acts.invite
      ? {
          heading: state === 'invited' ? 'Invite by another address' : 'Invite',
          label: 'E-mail address at the school',
          email: refused?.email ?? '',
          error: refused?.error ?? null,
          approvers:
            approvers === 0 ? null : `Invite the ${countText(approvers, 'person', 'people')} who decide for it here`,
        }
      : null,
    pause: acts.pause ? { act: 'pause', button: 'Pause sharing' } : null,
    resume: acts.resume ? { act: 'resume', button: 'Resume sharing' } : null,
    refusal:
      acts.refusal === null
        ? null
        : {
            href: `${root}/opt-out`,
            text: acts.refusal === 'opt-out' ? 'Record that the school opts out' : 'Record that the school says no',
          },
    mayAct: acts.pause || acts.resume || acts.refusal !== null,
    agreeing: isInForce(state)
      ? null
      : 'Nobody can agree in the school’s place: somebody there with the right to agree does, on its own pages here or in its aggregator’s portal.',
    invitations: viewInvitations(invitations, state === 'invited'),
    history: viewHistory(history, school.name, root),
  };
}

function captionOf({ school }: OperatorSchool): string {
  return [`URN ${school.urn}`, school.areaName, school.typeName].filter((part) => part !== null).join(', ');
}

function standingOf({ kept }: OperatorSchool, now: Date): string[] {
  const state = kept?.facts.state ?? 'not-asked';
  const since =
    kept && kept.events > 0 ? `Since ${momentText(kept.changedAt)} (${daysText(kept.changedAt, now)}).` : null;
  const where =
    kept?.facts.endedWhere === 'source' ? 'It said so in its aggregator’s portal, and can undo it there.' : null;
  const deletion = kept?.deleteAfter
    ? `The data held is deleted on ${withoutDay(londonDate(kept.deleteAfter))}.`
    : kept?.deletedAt
      ? `The data held was deleted on ${withoutDay(londonDate(kept.deletedAt))}.`
      : null;
  return [STANDING[state], since, where, deletion].filter((sentence) => sentence !== null);
}

/** `today`, `1 day`, `34 days`: whole days as London's calendar counts them. */
export function daysText(from: Date, now: Date): string {
  const days = Math.round((Date.parse(londonDate(now)) - Date.parse(londonDate(from))) / 86_400_000);
  return days <= 0 ? 'today' : countText(days, 'day');
}

function mayNotShare({ school }: OperatorSchool): string {
  const closed = school.closeDate === null ? '' : `, which closed on ${withoutDay(school.closeDate)},`;
  return `This school${closed} cannot be invited: schools of its kind may not share, or it is not open.`;
}

function factsOf({ kept, connection, collectedAt, approvers }: OperatorSchool) {
  const source = kept?.facts.sourceSays;
  const checked = kept?.checkedAt ? `, as of ${whenText(kept.checkedAt)}` : '';
  return [
    { name: 'MIS', value: kept?.facts.mis ?? connection?.mis ?? 'Not known' },
    {
      name: 'How it is reached',
      value:
        connection === null
          ? 'The school has not said it here'
          : `${CONNECTION_WORDS[connection.kind]}, set on ${whenText(connection.setAt)} by ${connection.setByName}. What it takes to sign in ${connection.readable ? 'is never shown.' : 'cannot be read any more: ask the school to enter it again.'}`,
    },
    { name: 'What its aggregator says', value: source ? `${SOURCE_WORDS[source]}${checked}` : 'It has not been asked' },
    { name: 'Last collected', value: collectedAt ? whenText(collectedAt) : 'Never' },
    {
      name: 'Who decides for it here',
      value: approvers === 0 ? 'Nobody' : countText(approvers, 'person', 'people'),
    },
  ];
}

function linkedOf({ kept, predecessors, successors }: OperatorSchool) {
  const ended = kept?.facts.state === 'closed';
  const asks = ended && successors.some(({ school, state }) => state === 'not-asked' && school.mayShare);
  return {
    advice: asks
      ? 'A school that came after is another legal body. The agreement of this school is not its own: invite it by itself.'
      : null,
    rows: [
      ...predecessors.map((each) => linkedRow('Came before', each)),
      ...successors.map((each) => linkedRow('Came after', each)),
    ],
  };
}

const linkedRow = (what: string, { school, state }: LinkedSchool) => ({
  what,
  name: school.name,
  href: rootOf(school.urn),
  state: `URN ${school.urn}: ${stateText(state)}`,
});
