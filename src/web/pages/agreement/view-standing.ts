import { findAgreeing } from '../../../agreement/find-agreeing.ts';
import { inWords, withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { nextCollectionText } from '../../../reports/data-received/view-model.ts';
import { sinceText } from '../../../reports/times.ts';
import type { AgreementPageFacts, Link } from './agreement-page-facts.ts';
import { viewHistory } from './history-words.ts';
import { type InForce, type Stand, standOf } from './stand-of.ts';
import { viewPermissions } from './view-permissions.ts';
import { viewSteps } from './view-steps.ts';
import { viewWhoMayAgree } from './view-who-may-agree.ts';

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Where a school stands whose agreement is in force: in words, with what comes next, and everything that it may do. */
export function viewStanding(facts: AgreementPageFacts) {
  const { viewer, agreement, notice } = facts;
  const { school, kept, connection } = agreement;
  const mayAgree = viewer.rights.has('agree');
  const stand: Stand = standOf(facts);
  const isDirect = connection?.kind === 'direct';
  return {
    title: 'Your school’s agreement',
    heading: 'Your school’s agreement',
    school: school.name,
    notice,
    tag: stand.tag,
    lead: stand.lead,
    next: stand.next,
    who: stand.who,
    action: mayAgree ? stand.action : null,
    steps: viewSteps(facts),
    facts: factsOf(facts),
    links: linksOf(facts, mayAgree).filter(({ href }) => !mayAgree || href !== stand.action?.href),
    permissions: agreement.granted === null || isDirect ? null : viewPermissions(agreement.granted),
    noPermissions: isDirect
      ? null
      : 'What your school has granted in Wonde, item by item, is shown here once it has been read there.',
    whoMay: mayAgree ? null : viewWhoMayAgree(facts),
    pause: mayAgree ? pauseOf(kept.facts.state as InForce) : null,
    confirmHere:
      mayAgree && agreement.kept.facts.wording === null
        ? 'Your school agreed in Wonde’s school portal, so no words agreed to are kept here. You can read and confirm them: nothing else changes by it.'
        : null,
    withdraw: mayAgree,
    history: viewHistory(agreement.history),
  };
}

export type StandingView = ReturnType<typeof viewStanding>;

function factsOf({ agreement, now, collectAt }: AgreementPageFacts): NamedValue[] {
  const { kept, connection, history, school, lastCollection } = agreement;
  const agreeing = kept.facts.wording === null ? null : findAgreeing(school.urn, history);
  const approved = history.findLast(({ kind }) => kind === 'approved-at-source');
  const mis = connection?.mis ?? kept.facts.mis;
  const collects = kept.facts.state === 'receiving';
  const next = collects ? nextCollectionText(now, collectAt) : null;
  return [
    ...(agreeing
      ? [
          {
            name: 'Agreed',
            value: `${withoutDay(londonDate(agreeing.at))}, by ${agreeing.name ?? 'someone without a name'}`,
          },
          { name: 'Reference', value: agreeing.reference },
        ]
      : approved
        ? [{ name: 'Agreed', value: `${withoutDay(londonDate(approved.at))}, in Wonde’s school portal` }]
        : []),
    { name: 'MIS', value: mis ?? 'Not known yet' },
    { name: 'How it is reached', value: reachedOf(agreement) },
    ...(connection ? [{ name: 'Set', value: setText(connection) }] : []),
    ...(lastCollection ? [{ name: 'Last collection', value: capital(sinceText(lastCollection, now)) }] : []),
    ...(next === null ? [] : [{ name: 'Next collection', value: next }]),
  ];
}

function reachedOf({ connection, kept }: AgreementPageFacts['agreement']): string {
  if (connection?.kind === 'direct') return `Directly${connection.address ? `, at ${connection.address}` : ''}`;
  if (connection !== null || kept.sourceSchoolId !== null) return 'Through Wonde';
  return 'Not known yet';
}

/** Who entered it, and when; never what. */
export function setText({
  kind,
  setAt,
  setByName,
}: NonNullable<AgreementPageFacts['agreement']['connection']>): string {
  const what = kind === 'direct' ? 'Credentials were entered' : 'Chosen';
  return `${what} on ${inWords(londonDate(setAt))} by ${setByName}`;
}

function linksOf({ agreement, viewer }: AgreementPageFacts, mayAgree: boolean): Link[] {
  const sees = viewer.scope.urns.includes(agreement.school.urn);
  return [
    ...(agreement.kept.facts.wording !== null && agreement.wording !== null
      ? [{ text: 'See what your school agreed to', href: '/agreement/record' }]
      : []),
    ...(mayAgree ? [{ text: 'Change how your MIS is reached', href: '/agreement/connection' }] : []),
    ...(sees ? [{ text: 'See what was received', href: `/schools/${agreement.school.urn}/data-received` }] : []),
  ];
}

const pauseOf = (state: InForce): { readonly text: string; readonly href: string } =>
  state === 'paused'
    ? { text: 'Resume sharing', href: '/agreement/resume' }
    : { text: 'Pause sharing for a time', href: '/agreement/pause' };

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
