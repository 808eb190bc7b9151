import type { RightsParts } from '../../../access/rights/rights-parts.ts';
import type { PageContext } from '../../page.ts';

/** What the acts about rights take from a page's request. Throws when the page was not given them: a fault of the wiring. */
export function rightsPartsOf({ clock, auditKey, roles, requestId }: PageContext): RightsParts {
  if (!auditKey || !roles)
    throw new TypeError('A page about rights needs the audit’s key and the facts about the role');
  return { clock, auditKey, roles, requestId };
}
