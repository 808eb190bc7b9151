import type { Acted } from '../../../agreement/act-for-school.ts';
import type { KeptStep } from '../../../agreement/read-school-agreement.ts';
import type { Impossible } from '../../../domain/agreement/agreement.ts';
import { inShort } from '../../../domain/sessions/in-words.ts';
import { londonDate, londonTime } from '../../../domain/sessions/london.ts';
import { timeText } from '../../../reports/times.ts';
import type { PageContext, PageResult } from '../../page.ts';
import { readOwnAgreement } from './acting-of.ts';
import { byWhom, whatHappened } from './history-words.ts';

type NotDone = Exclude<Acted, { outcome: 'changed' | 'unchanged' }>;

/** The page when something could not be done for a school: who was faster, or why it is impossible. Nothing was changed. */
export async function refuseAct(context: PageContext, acted: NotDone, seen: number | null): Promise<PageResult> {
  const { school, history } = await readOwnAgreement(context);
  const model = viewNotDone(
    acted,
    school.name,
    history.filter(({ event }) => event > (seen ?? history.length)),
  );
  return { template: 'pages/agreement/message.njk', model, status: 409 };
}

/** Every word of that page. @param since what has happened since the page with the button was opened */
export function viewNotDone(
  acted: Pick<NotDone, 'outcome'> & { readonly why?: Impossible },
  school: string,
  since: readonly KeptStep[],
) {
  const links = [{ text: 'See where your school stands', href: '/agreement' }];
  const events = since.map(
    (step) =>
      `${momentOf(step)}: ${lowerFirst(whatHappened(step))}${PEOPLE.has(step.through) ? `, ${byWhom(step)}` : ''}`,
  );
  if (acted.outcome === 'overtaken')
    return {
      title: 'Something else has happened meanwhile',
      heading: 'Something else has happened meanwhile',
      school,
      paragraphs: [
        'What you sent was not done, and nothing was changed by it: since you opened the page, this has happened to your school’s agreement.',
      ],
      events,
      links,
    };
  return {
    title: 'This cannot be done now',
    heading: 'This cannot be done now',
    school,
    paragraphs: [acted.why === undefined ? NOT_ELIGIBLE : WHY[acted.why], 'Nothing was changed.'],
    events,
    links,
  };
}

/** Through what people change an agreement; of the others the event says it. */
const PEOPLE: ReadonlySet<KeptStep['through']> = new Set(['portal', 'operator']);

const NOT_ELIGIBLE = 'Your school may not share its data here by its kind, or is not open, so it cannot agree.';

const WHY: Readonly<Record<Impossible, string>> = {
  'not-in-force': 'Your school does not share, so there is nothing to pause, resume or stop.',
  'already-in-force': 'Your school has agreed to share already. To end that, use “Stop sharing”.',
  'has-refused': 'Your school has declined or stopped. It can come back by agreeing again.',
  'school-closed': 'Your school has closed, and its agreement has ended.',
};

const momentOf = ({ at }: KeptStep) => `${inShort(londonDate(at))}, ${timeText(londonTime(at))}`;
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
