import type { Viewer } from '../../../access/viewer.ts';
import { digestWording } from '../../../agreement/digest-wording.ts';
import type { SchoolAgreement } from '../../../agreement/read-school-agreement.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import { SERVICE_NAME } from '../../frame.ts';
import type { AgreementAnswers, PageContext } from '../../page.ts';
import { actingOf, readOwnAgreement } from './acting-of.ts';
import { agreementWording } from './agreement-wording.ts';

/** Somebody on the way to agreeing for a school. */
export interface Journey {
  readonly viewer: Viewer;
  readonly agreement: SchoolAgreement;
  /** Answers so far; none that were given for another school. */
  readonly answers: AgreementAnswers;
  /** The exact words that they would agree to now. */
  readonly wording: string;
}

/**
 * Where somebody is on the way to agreeing for their school; null when there is nothing to agree to: the school may not share, has
 * closed, or has agreed here already.
 */
export async function readJourney(context: PageContext): Promise<Journey | null> {
  const { viewer, urn } = actingOf(context);
  const agreement = await readOwnAgreement(context);
  const { facts } = agreement.kept;
  if (!agreement.school.mayShare || facts.state === 'closed') return null;
  if (isInForce(facts.state) && facts.wording !== null) return null;
  const wording = wordingFor(context, agreement);
  return { viewer, agreement, answers: answersOf(context, urn, wording), wording };
}

/** The words that the viewer would agree to, for their school. */
export function wordingFor(context: PageContext, { school }: SchoolAgreement): string {
  const { viewer, parts } = actingOf(context);
  const { installation } = context;
  return agreementWording({
    name: viewer.name,
    school: school.name,
    urn: school.urn,
    operator: installation?.operatorName ?? null,
    serviceName: SERVICE_NAME,
    refreshDays: installation?.refreshDays ?? 7,
    keepDays: parts.keepDays,
  });
}

/** What was answered so far for a school. A declaration to words that have changed since is none. */
export function answersOf({ memory }: PageContext, urn: number, wording: string): AgreementAnswers {
  const kept = memory?.agreement;
  if (kept?.urn !== urn) return { urn };
  if (kept.declared === undefined || kept.declared === digestWording(wording)) return kept;
  const { declared: _, ...others } = kept;
  return others;
}

/** Keeps one more answer, and says where to go on: to the tasks, or, when nothing is missing, to the answers. */
export function keepAnswer(
  { memory }: PageContext,
  { answers }: Journey,
  answer: Omit<AgreementAnswers, 'urn'>,
): { readonly redirect: string } {
  const now = { ...answers, ...answer };
  if (memory) memory.agreement = now;
  return { redirect: isComplete(now) ? '/agreement/check' : '/agreement/tasks' };
}

/** Everything but the declaration is answered, so that it can be made. */
export const mayDeclare = ({ organisation, system, items, privacy }: AgreementAnswers): boolean =>
  organisation === true && system !== undefined && items === true && privacy === true;

export const isComplete = (answers: AgreementAnswers): boolean => mayDeclare(answers) && answers.declared !== undefined;

/** Where somebody goes who has nothing to agree to. */
export const NOTHING_TO_AGREE = { redirect: '/agreement' } as const;
