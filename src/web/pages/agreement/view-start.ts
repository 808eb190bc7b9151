import { NOT_ALLOWED } from '../../../access/purposes.ts';
import { findEnding } from '../../../agreement/find-agreeing.ts';
import type { KeptAgreement, SchoolAgreement } from '../../../agreement/read-school-agreement.ts';
import { withoutDay } from '../../../domain/sessions/in-words.ts';
import { londonDate } from '../../../domain/sessions/london.ts';
import { timeText } from '../../../reports/times.ts';
import { ITEMS } from '../what-we-collect/collected-items.ts';
import { type AgreementPageFacts, andList, type Link } from './agreement-page-facts.ts';
import { days, FOR_WHOM, MARKS_SHARED } from './agreement-wording.ts';
import { byWhom, viewHistory } from './history-words.ts';
import { viewWhoMayAgree } from './view-who-may-agree.ts';

/** The start page of a school that does not share: what sharing means, and the way to agree. */
export function viewStart(facts: AgreementPageFacts) {
  const { viewer, agreement, refreshDays, collectAt, notice } = facts;
  const { school, kept } = agreement;
  const mayAgree = viewer.rights.has('agree');
  const { state } = kept.facts;
  return {
    title: 'Share your school’s attendance data',
    heading: 'Share your school’s attendance data',
    school: school.name,
    notice,
    standing: standingOf(facts),
    items: ITEMS.map(({ item }) => item),
    marks: MARKS_SHARED,
    forWhom: FOR_WHOM,
    howOften: `Your school’s MIS is read every school day${collectAt.length > 0 ? `, at ${andList(collectAt.map(timeText))}` : ''}. A code that you correct within ${days(refreshDays)} of the session is corrected here too.`,
    never: NOT_ALLOWED,
    nursery:
      school.sharingCategory === 'Maintained nursery'
        ? `${school.name} is a maintained nursery school. You may agree, but the data is about pupils from reception to year 13: a nursery school may have no pupil in those years, and then nothing about a pupil is collected.`
        : null,
    whoMay: mayAgree ? null : viewWhoMayAgree(facts),
    start: mayAgree ? { text: 'Start now', href: '/agreement/tasks' } : null,
    decline:
      mayAgree && (state === 'invited' || state === 'not-asked')
        ? { text: 'We do not want to share', href: '/agreement/decline' }
        : null,
    record:
      agreement.wording === null ? null : { text: 'See what your school had agreed to', href: '/agreement/record' },
    history: viewHistory(agreement.history),
  };
}

export type StartView = ReturnType<typeof viewStart>;

/** Where a school stands that does not share. */
function standingOf(facts: AgreementPageFacts): readonly string[] {
  const { agreement, operatorName, now } = facts;
  const { school, kept } = agreement;
  const ending = findEnding(school.urn, agreement.history);
  const when = ending ? `on ${withoutDay(londonDate(ending.at))}, ${byWhom(ending)}` : '';
  switch (kept.facts.state) {
    case 'invited':
      return [
        `${operatorName ?? 'The organisation that runs this service'} asks ${school.name} to share its daily attendance data. Your school decides. Nothing is collected unless it agrees.`,
      ];
    case 'declined':
      return [
        `${school.name} declined to share ${when}. Nothing is collected, and your school gets no more mail about it.`,
        ...heldData(kept, now),
        'Your school can still agree, at any time, by starting below.',
      ];
    case 'opted-out':
      return [
        `${school.name} stopped sharing ${when}. Collecting stopped at once.`,
        ...heldData(kept, now),
        'Your school can come back at any time, by starting below.',
      ];
    default:
      return [`${school.name} has not been asked to share, and shares nothing. It can agree without being asked.`];
  }
}

/** What becomes of the data that are held of a school that has stopped. */
export function heldData({ deleteAfter, deletedAt }: KeptAgreement, now: Date): readonly string[] {
  if (deleteAfter !== null)
    return deleteAfter <= now
      ? ['The data already held of your school is being deleted now.']
      : [
          `The data already held of your school will be deleted on ${withoutDay(londonDate(deleteAfter))}, unless your school comes back before. Nobody is shown it until then.`,
        ];
  if (deletedAt !== null)
    return [`The data that was held of your school was deleted on ${withoutDay(londonDate(deletedAt))}.`];
  return ['No data of your school’s pupils is held.'];
}

/** The page of a school that may not share: why, and who can help. */
export function viewMayNotShare({
  agreement,
  serviceName,
  now,
}: Pick<AgreementPageFacts, 'agreement' | 'serviceName' | 'now'>) {
  const { school, kept } = agreement;
  return {
    title: 'Your school cannot share its data here',
    heading: 'Your school cannot share its data here',
    school: school.name,
    paragraphs: [
      whyNot(agreement),
      `Nothing is collected from ${school.name}, and nobody at your school has to do anything.`,
      ...(kept.deleteAfter === null && kept.deletedAt === null ? [] : heldData(kept, now)),
      `If this is not right, correct it in Get information about schools: ${serviceName} takes its list of schools from there.`,
    ],
    links: [{ text: 'Which schools may share', href: '/share-your-data' }] satisfies Link[],
  };
}

function whyNot({ school }: Pick<SchoolAgreement, 'school'>): string {
  const kind = school.typeName === null ? '' : ` (${school.typeName})`;
  if (school.sharingCategory === null)
    return `Only state-funded schools of certain kinds are asked for their daily attendance data. ${school.name}${kind} is not of one of these kinds, so it cannot share.`;
  return `${school.name} is not open in the list of schools${school.statusName === null ? '' : ` (${school.statusName.toLowerCase()})`}. Only open schools can share.`;
}

/** The page of a school whose agreement has ended because it closed, or became another school. */
export function viewClosed({ agreement }: Pick<AgreementPageFacts, 'agreement'>) {
  const { school, successors, history } = agreement;
  const ending = findEnding(school.urn, history);
  const names = andList(successors.map(({ name, urn }) => `${name} (URN ${urn})`));
  return {
    title: 'This school’s agreement has ended',
    heading: 'This school’s agreement has ended',
    school: school.name,
    paragraphs: [
      `${school.name} has closed, so its agreement ended${ending ? ` on ${withoutDay(londonDate(ending.at))}` : ''} and nothing more is collected for it.`,
      successors.length > 0
        ? `${names} came after it. A new school decides for itself, so the agreement is asked of it anew: sign in for that school to agree there.`
        : 'If it became another school, that school decides for itself: sign in for it to agree there.',
    ],
    links: [
      { text: 'Switch organisation', href: '/organisations' },
      ...(agreement.wording === null
        ? []
        : [{ text: 'See what your school had agreed to', href: '/agreement/record' }]),
    ] satisfies Link[],
  };
}
