import { rightWords } from '../../../access/rights/right-words.ts';
import { agreesForSchool, belongs, ofSchool, type Predicate, type Viewer } from '../../../access/viewer.ts';
import { type ErrorPage, makePage } from './error-page.ts';
import type { RefusalFacts } from './refusal.ts';

/**
 * The page when somebody may not agree for a school, or has none to agree for: who may, and how to ask for the right. Null when it is
 * not about an agreement, or when what stands against them is more than that.
 * @param may what the route asks for
 */
export function refusedAgreement(may: Predicate, viewer: Viewer, facts: Pick<RefusalFacts, 'name'>): ErrorPage | null {
  if ((may !== agreesForSchool && may !== ofSchool) || !belongs(viewer, {})) return null;
  const own = viewer.organisation?.name ?? 'your organisation';
  if (!ofSchool(viewer, {}))
    return {
      ...makePage(
        'Only a school’s own people see its agreement',
        [
          `You are signed in for ${own}. Each school agrees, pauses and stops for itself, and no trust or local authority does it in its place.`,
        ],
        { text: 'Go to the start page', href: '/' },
      ),
      more: viewer.organisations.length > 1 ? [{ text: 'Switch organisation', href: '/organisations' }] : [],
    };
  const right = rightWords('agree', facts.name);
  return {
    ...makePage(
      `You cannot agree for ${own}`,
      [
        `Only people with the right “${right}” may agree for ${own}, pause, stop, or change how its MIS is reached. You do not hold it.`,
        'You can ask for it. Someone who decides requests at your school gives it, or the people who run this service where nobody does.',
      ],
      { text: 'Ask for the right', href: '/rights' },
    ),
    more: [{ text: 'See where your school stands', href: '/agreement' }],
  };
}
