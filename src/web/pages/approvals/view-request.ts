import type { ShownRequest } from '../../../access/rights/read-request.ts';
import { rightWords } from '../../../access/rights/right-words.ts';
import { inWords } from '../../../domain/sessions/in-words.ts';
import { rightMeaning } from '../rights/right-meaning.ts';
import { ageWords, dayOf } from '../rights/waiting-words.ts';

export interface RequestFacts {
  readonly request: ShownRequest;
  readonly roleName: string;
  /** Of whoever decides now: their own requests say so. */
  readonly person: string;
  /** Where the form is sent. */
  readonly address: string;
  readonly back: { readonly href: string; readonly text: string };
  /** What whoever decides should know first. */
  readonly advice: readonly { readonly text: string; readonly href?: string }[];
}

/** What was chosen in a form that was not accepted. */
export interface RefusedDecision {
  readonly decision: string;
  readonly reason: string;
  readonly error: { readonly field: 'decision' | 'reason'; readonly text: string };
}

const DECISIONS = { approved: 'approved', refused: 'refused', withdrawn: 'withdrawn by the person who asked' } as const;

/** One request: who asks for what and why, what approving would let them see, and the form, or what was decided. */
export function viewRequest(facts: RequestFacts, refused: RefusedDecision | null = null) {
  const { request, roleName, person, address, back, advice } = facts;
  const { name, decision } = request;
  const right = rightWords(request.right, roleName);
  const { can, limit } = rightMeaning(request.right, {
    key: request.organisation,
    name: request.organisationName,
    role: roleName,
  });
  const errorOf = (field: 'decision' | 'reason') => (refused?.error.field === field ? refused.error.text : null);
  const heading = `Request of ${name}`;
  return {
    title: `${refused ? 'Error: ' : ''}${heading}`,
    heading,
    organisation: request.organisationName,
    back,
    address,
    errors: refused ? [{ text: refused.error.text, href: `#${refused.error.field}` }] : [],
    facts: [
      { name: 'Who asks', value: name },
      { name: 'E-mail', value: request.email },
      { name: 'For what', value: right },
      { name: 'In', value: request.organisationName },
      { name: 'Their reason', value: request.reason === '' ? 'None given' : request.reason },
      { name: 'Asked', value: `${dayOf(request.askedAt)}, ${ageWords(request.days)}` },
    ],
    overdue:
      decision === null && request.overdue
        ? `This request is overdue since ${inWords(request.overdueOn)}. ${name} cannot work with what they need until it is decided.`
        : null,
    advice: decision === null ? advice : [],
    own:
      decision === null && request.person === person
        ? 'This is your own request. You may decide it; the audit will say that you did.'
        : null,
    meaning: { heading: `What approving lets ${name} do`, paragraphs: [`If you approve, ${name} can ${can}.`, limit] },
    decided: decision === null ? null : viewDecided(request),
    form:
      decision === null
        ? {
            decisions: [
              { value: 'approved', text: 'Approve', hint: `${name} has it at once.` },
              { value: 'refused', text: 'Refuse', hint: `${name} gets nothing, and may ask again.` },
            ].map((each) => ({ ...each, hint: { text: each.hint }, checked: refused?.decision === each.value })),
            decisionError: errorOf('decision'),
            reason: refused?.reason ?? '',
            reasonHint: `Needed to refuse. ${name} is told what you write.`,
            reasonError: errorOf('reason'),
          }
        : null,
  };
}

function viewDecided({ decision, decidedAt, decidedByName, decisionReason }: ShownRequest): string[] {
  const by = decision === 'withdrawn' || decidedByName === null ? '' : ` by ${decidedByName}`;
  return [
    `This request was ${DECISIONS[decision!]} on ${dayOf(decidedAt!)}${by}, and is closed.`,
    ...(decisionReason === null ? [] : [`The reason: ${decisionReason}`]),
  ];
}
