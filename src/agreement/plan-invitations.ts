import { NOT_ASKED } from '../domain/agreement/agreement.ts';
import type { AgreementState } from '../domain/agreement/agreement-state.ts';
import { changeAgreement } from '../domain/agreement/change-agreement.ts';
import { IMPOSSIBLE_WORDS } from '../domain/agreement/in-words.ts';
import { type Database, type Scope, withScope } from '../store/database.ts';
import { type Invitable, readInvitable } from '../store/invitable.ts';
import type { Invited } from './invite-school.ts';
import type { AskedSchool } from './parse-invitations.ts';

/** What will be done with a line of a list of schools to invite. */
export interface PlannedInvitation extends AskedSchool {
  /** Null when the list of schools has none of the URN. */
  readonly name: string | null;
  /** `again`: it was invited and has not answered, so the mail goes out anew, or to one address more. */
  readonly will: 'invite' | 'again' | 'refuse';
  /** Why not, as the end of a sentence after “since”; empty otherwise. */
  readonly why: string;
}

/** Says what inviting each school would come to, without doing it. @param scope the operator's */
export async function planInvitations(
  database: Database,
  scope: Scope,
  asked: readonly AskedSchool[],
): Promise<PlannedInvitation[]> {
  const urns = [...new Set(asked.map(({ urn }) => urn))];
  const known = await withScope(database, scope, (transaction) => readInvitable(transaction, urns));
  return asked.map((each) => planInvitation(each, known.get(each.urn) ?? null));
}

/** The same for one line, from what is known of the school. */
export function planInvitation(asked: AskedSchool, school: Invitable | null): PlannedInvitation {
  const refuse = (why: string) => ({ ...asked, name: school?.name ?? null, will: 'refuse', why }) as const;
  if (school === null) return refuse(INVITED_WORDS['school-unknown']);
  if (!school.mayShare) return refuse(INVITED_WORDS['may-not-share']);
  if (asked.email === null && school.approvers === 0) return refuse(INVITED_WORDS['nobody-to-write-to']);
  const state: AgreementState = school.state;
  const outcome = changeAgreement({ ...NOT_ASKED, state }, { kind: 'invite' });
  if ('impossible' in outcome) return refuse(IMPOSSIBLE_WORDS[outcome.impossible]);
  return { ...asked, name: school.name, will: outcome.steps.length > 0 ? 'invite' : 'again', why: '' };
}

const INVITED_WORDS = {
  'school-unknown': 'no school in the list has this URN',
  'may-not-share': 'schools of its kind may not share, or it is not open',
  'nobody-to-write-to': 'no address was given, and nobody decides for the school here',
} as const;

/** Why a school was not invited, as the end of a sentence after “since”; null when it was. */
export function whyNotInvited(done: Invited): string | null {
  if (done.outcome === 'invited' || done.outcome === 'invited-again') return null;
  return done.outcome === 'impossible' ? IMPOSSIBLE_WORDS[done.why] : INVITED_WORDS[done.outcome];
}
