import type { Act } from '../../../agreement/act-for-school.ts';
import type { OperatorSchool } from '../../../agreement/read-operator-school.ts';
import { NOT_ASKED } from '../../../domain/agreement/agreement.ts';
import { isInForce } from '../../../domain/agreement/agreement-state.ts';
import { changeAgreement } from '../../../domain/agreement/change-agreement.ts';

/** What the operator may do about a school, by where it stands. Agreeing in its place is not among it. */
export interface OperatorActs {
  readonly invite: boolean;
  readonly pause: boolean;
  readonly resume: boolean;
  /** The school's own no, told by telephone or letter: an opt out of what stands, a refusal of what was asked. */
  readonly refusal: Extract<Act, 'opt-out' | 'decline'> | null;
}

/** Finds what may be done, from the rules that will be asked again when it is done. */
export function findActs({ school, kept }: Pick<OperatorSchool, 'school' | 'kept'>): OperatorActs {
  const facts = kept?.facts ?? NOT_ASKED;
  const does = (kind: 'invite' | 'pause' | 'resume' | 'opt-out' | 'decline') => {
    const outcome = changeAgreement(facts, { kind });
    return 'steps' in outcome && outcome.steps.length > 0;
  };
  return {
    invite: school.mayShare && (does('invite') || facts.state === 'invited'),
    pause: does('pause'),
    resume: does('resume'),
    refusal: isInForce(facts.state) || facts.state === 'closed' ? 'opt-out' : does('decline') ? 'decline' : null,
  };
}
