import type { AgreementPageFacts } from './agreement-page-facts.ts';
import type { InForce } from './stand-of.ts';

/** One step from agreeing to the first report. */
export interface StepView {
  readonly text: string;
  readonly status: 'Done' | 'Next' | 'Later';
}

/** How many of the steps through Wonde are done in a state. */
const DONE: Partial<Record<InForce, number>> = { agreed: 1, connecting: 2, 'waiting-for-audit': 3, receiving: 4 };

const THROUGH_WONDE = [
  'Agree to share',
  'Say how your MIS is reached',
  'Approve the request in Wonde’s school portal',
  'Wonde checks the data',
  'First collection, and your reports open',
] as const;

/** Nothing is next: reading directly is not built yet. */
const DIRECTLY: readonly StepView[] = [
  { text: 'Agree to share', status: 'Done' },
  { text: 'Enter the details of your MIS', status: 'Done' },
  { text: 'First collection, once reading directly is built', status: 'Later' },
];

/** The steps to the first report, while a school is on its way there; null when it has been there. */
export function viewSteps({ agreement, viewer }: AgreementPageFacts): readonly StepView[] | null {
  const state = agreement.kept.facts.state as InForce;
  const done = DONE[state];
  const arrived = agreement.lastCollection !== null || !viewer.scope.urns.includes(agreement.school.urn);
  if (done === undefined || (state === 'receiving' && arrived)) return null;
  if (agreement.connection?.kind === 'direct') return DIRECTLY;
  return THROUGH_WONDE.map((text, place) => ({
    text,
    status: place < done ? 'Done' : place === done ? 'Next' : 'Later',
  }));
}
