import { RIGHT_CALLED } from '../../mail/messages/right-called.ts';
import type { RightName } from '../../store/rights.ts';

export type { RightName };

/** Every right, in the order in which pages show them. */
export const RIGHT_NAMES = ['view', 'agree', 'sensitive'] as const satisfies readonly RightName[];

/** A right as pages and mail call it. @param roleName the role's own name, a setting */
export function rightWords(right: RightName, roleName: string): string {
  return right === 'view' ? roleName : RIGHT_CALLED[right];
}

/** Whether a text from a form names a right. */
export const isRightName = (text: string): text is RightName => (RIGHT_NAMES as readonly string[]).includes(text);
